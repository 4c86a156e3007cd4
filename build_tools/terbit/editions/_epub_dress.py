"""pandoc's HTML of one part becomes XHTML as one writes it by hand: meaning in names, looks in the CSS.

Follows EPUB Structural Semantics 1.1 and DPUB-ARIA 1.1. No word is added or lost.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from terbit.editions._epub_xml import EPUB_TYPE, MATHML, XML_LANG, h, local, make, remove, unwrap, words, wrap
from terbit.model.book import INDEX_MARK
from terbit.model.direction import from_the_right

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TYPES = {"doc-noteref": "noteref", "doc-glossref": "glossref", "doc-biblioref": "biblioref"}
_TITLES = {
    "judul": ("title", ""),
    "subjudul": ("subtitle", "doc-subtitle"),
    "penulis": ("", ""),
    "penerbit": ("", ""),
}
_NUMBERS = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
# Classes that repeat what the role or the address says already.
_PANDOC_CLASSES = frozenset({"footnote-ref", "uri", "email"})
_MANY_COLUMNS = 3
_FEW_LETTERS = 24
"""A row of so many letters fits the narrowest phone, even in large type."""
_SIDES = {"text-align: right;": "kanan", "text-align: center;": "tengah"}


def dress(root: Element) -> None:
    """Change the tree of one part in place."""
    for element in list(root.iter(h("div"), h("section"))):
        if element is not root:
            _dress_division(element)
    elements = [element for element in root.iter("*") if element is not root]
    for element in elements:
        _dress_attributes(element)
    for element in elements:
        _dress_element(element)


def note_marks(element: Element) -> list[Element]:
    """The marks of notes in `element`."""
    return [a for a in element.iter(h("a")) if a.get("role") == "doc-noteref"]


def dress_glossary(root: Element) -> None:
    """Say which words of a glossary are terms and which are definitions."""
    for term in root.iter(h("dfn")):
        term.set(EPUB_TYPE, "glossterm")
    for definition in root.iter(h("dd")):
        definition.set(EPUB_TYPE, "glossdef")


def _dress_attributes(element: Element) -> None:
    style = element.attrib.pop("style", "")
    if local(element) == "img" and style.startswith("width:"):
        element.set("style", style)
    elif style in _SIDES:
        element.set("class", f"{element.get('class', '')} {_SIDES[style]}".strip())
    for name in [name for name in element.attrib if str(name).startswith("data-")]:
        del element.attrib[name]
    if element.get("class") in _PANDOC_CLASSES:
        del element.attrib["class"]
    if lang := element.get("lang"):
        element.set(XML_LANG, lang)
        if from_the_right(lang):
            element.set("dir", "rtl")
    if kind := _TYPES.get(element.get("role", "")):
        element.set(EPUB_TYPE, kind)


def _dress_element(element: Element) -> None:
    match local(element):
        case "th":
            in_head = any(local(above) == "thead" for above in element.iterancestors())
            element.set("scope", "col" if in_head else "row")
        case "table":
            _dress_table(element)
        case "dl":
            _dress_entries(element)
        case "ol" if kind := _NUMBERS.get(element.get("type", "")):
            element.set("style", f"list-style-type: {kind}")  # MuPDF does not know the attribute
        case "colgroup":
            remove(element)  # shares of a printed line: a phone has another width
        case "input":
            # A form control says nothing on an e-reader; the outline promises the sign.
            element.tail = ("☐ " if element.get("checked") is None else "☒ ") + (element.tail or "")
            remove(element)
        case "math":
            element.set("alttext", element.findtext(f".//{{{MATHML}}}annotation", ""))  # its TeX
        case "label":
            unwrap(element)
        case "span" if dict(element.attrib) == {"class": "citation"}:
            unwrap(element)  # pandoc's own bracket around a citation
        case "span" if element.get("class") == INDEX_MARK:
            unwrap(element)  # no index is printed
        case "figcaption" if element.find(f".//{h('a')}") is not None:
            # pandoc hides a caption equal to the description, but a link must be reachable by everyone.
            element.attrib.pop("aria-hidden", None)


def _dress_table(table: Element) -> None:
    """Give the cells of a wide table their column's name: a narrow screen sets rows as cards.

    Three columns of Indonesian words in large type do not fit a phone, and what does not fit is cut off.
    """
    rows = list(table.iter(h("tr")))
    heads = list(table.iterfind(f"{h('thead')}/{h('tr')}"))
    spans = any(cell.get("colspan") or cell.get("rowspan") for row in rows for cell in row)
    if len(heads) != 1 or len(heads[0]) < _MANY_COLUMNS or spans or _is_narrow(rows):
        return
    names = [words(cell, note_marks(cell)) for cell in heads[0]]
    table.set("class", f"{table.get('class', '')} kartu".strip())
    wrap(table, make("div", class_="tabel"))
    for row in rows:
        if row is not heads[0]:
            for cell, name in zip(row, names, strict=False):
                if name:
                    cell.set("data-judul", name)


def _is_narrow(rows: list[Element]) -> bool:
    columns = itertools.zip_longest(*([len(words(cell)) for cell in row] for row in rows), fillvalue=0)
    return sum(map(max, columns)) <= _FEW_LETTERS


def _dress_entries(entries: Element) -> None:
    """Each term and its meanings in a `div`: WebKit leaves a term alone at the foot of a page otherwise."""
    for element in list(entries):
        if local(element) == "dt":
            wrap(element, make("div", "\n"))
            element.tail = "\n"
        elif (entry := element.getprevious()) is not None and local(entry) == "div":
            entry.append(element)


def _dress_division(element: Element) -> None:
    classes = element.get("class", "").split()
    if "csl-entry" in classes:
        # doc-biblioentry and epub:type "biblioentry" are deprecated: an entry is an item (DPUB-ARIA 1.1).
        element.tag = h("li")
        element.attrib.pop("role", None)
        element.set("class", "pustaka")
        element.text = (element.text or "").lstrip()
    elif "csl-bib-body" in classes:
        element.tag = h("ul" if len(element) else "div")
        element.attrib.pop("role", None)
        element.set("class", "pustaka")
    elif len(classes) == 1 and classes[0] in _TITLES and all(local(child) == "p" for child in element):
        kind, role = _TITLES[classes[0]]
        for line in element:
            line.set("class", classes[0])
            if kind:
                line.set(EPUB_TYPE, kind)
            if role:
                line.set("role", role)
        if classes[0] == "judul" and len(element) == 1:
            element[0].tag = h("h1")
        unwrap(element)


def note(number: str, source: str, item: Element, identifier: str) -> Element:
    """A note as an `aside`, from pandoc's list item; `source` is the id of its mark in the same document."""
    for back in [a for a in item.iter(h("a")) if a.get("class") == "footnote-back"]:
        remove(back)
    back = make(
        "a",
        number,
        href=f"#{source}",
        role="doc-backlink",
        aria_label=f"Kembali ke teks dari catatan {number}",
    )
    children = list(item)
    if children and local(children[0]) == "p":
        first = children[0]
        back.tail = " " + (first.text or "")
        first.text = None
        first.insert(0, back)
    else:
        children.insert(0, make("p", "", back))
    aside = make("aside", "\n", *children, epub_type="footnote", role="doc-footnote", id=identifier)
    for child in aside:
        child.tail = "\n"
    aside.tail = "\n"
    return aside
