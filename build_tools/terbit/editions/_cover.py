"""The cover, from one template: `sampul.html` and `sampul.css` of the styles, filled with the book's words.

The front says what the title page says, and so keeps its promise where it stands in the title page's place.
Back and spine are artifacts. All lengths are in pt.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from lxml import etree

from terbit.adapters.weasyprint import Press
from terbit.editions._pdf_notes import xml_parser
from terbit.editions._pdf_rules import RULES, complaint
from terbit.editions._pdf_tree import page_tree
from terbit.model.book import Book, Complaint, Part, PartKind, Styles
from terbit.model.findings import BookFault, Span
from terbit.model.outline import outline_of
from terbit.model.tree import Div

COVER_SHEET = "sampul.css"
_TEMPLATE = "sampul.html"
_STEP, _LEAST = 0.9, 0.3
"""Words that do not fit are set smaller by steps, down to this share of the stylesheet's size."""


class Wrap(msgspec.Struct, frozen=True):
    """What makes a front cover a wrap for the press: the thickness of the spine and the bleed, in pt.

    `lettered` puts words on the spine.
    """

    spine: float
    bleed: float
    lettered: bool


def cover(
    book: Book, styles: Styles, size: tuple[float, float], around: Wrap | None = None
) -> etree._Element:
    """A page tree with the front cover of `size` (width, height); with `around`, back and spine beside it.

    A wrap is in the colours of the press, a front alone in those of the screen. Raises `BookFault` (X032)
    when the template is broken.
    """
    section = _filled(book, styles)
    unwanted = {"belakang", "punggung"} if around is None else set() if around.lettered else {"punggung"}
    for panel in [panel for panel in section if panel.get("class") in unwanted]:
        section.remove(panel)
    if title_page := _title_page(book):
        section.set("data-label", title_page.title)
    root = page_tree(book, section)
    root.set("class", "untuk-layar" if around is None else "untuk-cetak")
    width, height = size
    spine, bleed = (around.spine, around.bleed) if around else (0, 0)
    sheet = 2 * width + spine if around else width
    etree.SubElement(root[0], "style").text = (
        f"@page sampul {{ size: {sheet:.3f}pt {height:.3f}pt; bleed: {bleed:.3f}pt }}\n"
        f"html {{ font-size: {width / 100:.4f}pt; --lembar: {sheet:.3f}pt; --tinggi: {height:.3f}pt; "
        f"--punggung: {spine:.3f}pt }}"
    )
    return root


def fit(press: Press, tree: etree._Element) -> tuple[etree._Element, tuple[Complaint, ...]]:
    """`tree` with the words of each element with `data-muat` as large as fits, and those that fit at no size.

    WeasyPrint cannot fit words to a box: the page is laid out again until none runs out.
    """
    tree = copy.deepcopy(tree)
    holders = {holder.get("id", ""): holder for holder in tree.iter() if "data-muat" in holder.attrib}
    sizes = dict.fromkeys(holders, 1.0)
    while True:
        for name, holder in holders.items():
            holder.set("style", f"font-size: {sizes[name]:.3f}rem")
        out = press.lay(etree.tostring(tree)).spilled
        smaller = {name: sizes[name] * _STEP for name in out if sizes[name] * _STEP >= _LEAST}
        if not smaller:
            return tree, tuple(_too_long(holders[name]) for name in out)
        sizes |= smaller


def _too_long(holder: etree._Element) -> Complaint:
    return complaint("X031", " ".join("".join(holder.itertext()).split()))


def _filled(book: Book, styles: Styles) -> etree._Element:
    """The template with the words in their places; what the book does not say is taken out."""
    path = styles.path(_TEMPLATE)
    section = _read(path)
    said = _words(book)
    for slot in [slot for slot in section.iter() if "data-isi" in slot.attrib]:
        lines = said.get(slot.attrib.pop("data-isi"), ())
        for line in lines:
            filled = copy.deepcopy(slot)
            filled.text, filled.tail = line, None
            slot.addprevious(filled)
        slot.getparent().remove(slot)  # type: ignore[union-attr]  # the template is a section around its slots
    for holder in [holder for holder in section.iter() if "data-muat" in holder.attrib]:
        if not "".join(holder.itertext()).strip():
            holder.getparent().remove(holder)  # type: ignore[union-attr]  # as above
    return section


def _read(path: Path) -> etree._Element:
    broken = next(rule for rule in RULES if rule.code == "X032")
    try:
        section = etree.fromstring(path.read_bytes(), xml_parser())
    except etree.XMLSyntaxError as fault:
        line, column = fault.position
        message = f"Susunan “{path.name}” salah: unsur yang dibuka harus ditutup."
        raise BookFault(
            broken.at(Span(path, line, max(column, 1)), message, "Perbaiki baris itu.")
        ) from fault
    etree.strip_tags(section, etree.Comment)
    return section


def _title_page(book: Book) -> Part | None:
    return next((part for part in book.parts if part.kind is PartKind.TITLE_PAGE), None)


def _words(book: Book) -> Mapping[str, Sequence[str]]:
    said: dict[str, list[str]] = {}
    title_page = _title_page(book)
    for block in title_page.blocks if title_page else ():
        if isinstance(block, Div):
            texts = [passage.text for passage in outline_of((block,)).passages]
            said.setdefault(" ".join(block.c[0][1]), []).extend(texts)
    paragraphs = (" ".join(text.split()) for text in book.metadata.summary.split("\n\n"))
    return {**said, "ringkasan": [text for text in paragraphs if text]}
