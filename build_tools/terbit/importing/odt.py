"""An OpenDocument text (OASIS ODF 1.3) becomes blocks: pandoc reads it, after what it would drop was moved.

It drops reviewers' comments, deleted text, fields it does not know, and words in shapes.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from terbit.importing._account import Account
from terbit.importing._archive import Archive, packed
from terbit.importing._draft import Draft
from terbit.importing._odt_headings import mark
from terbit.importing._pandoc import tree
from terbit.importing._rules import unreadable
from terbit.importing._sources import Source

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_SPACES = ("{urn:oasis:names:tc:opendocument:", "{http://www.w3.org/", "{http://purl.org/")
"""The namespaces of ODF itself; others are those of a program's own extensions."""
_FORMULA = re.compile(r"(?:\./)?Object [^/]+/content\.xml")
_HREF = "{http://www.w3.org/1999/xlink}href"
_ABOUT = ("}creator", "}date", "}creator-initials", "}sender-initials")
"""What is said about a comment, and is no text."""
_PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
_KNOWN = frozenset(
    TEXT + name
    for name in (
        "p", "h", "span", "a", "s", "tab", "line-break", "note", "note-body", "note-citation", "list",
        "list-item", "list-header", "bookmark", "bookmark-start", "bookmark-end", "bookmark-ref",
        "reference-mark", "reference-mark-start", "reference-mark-end", "reference-ref", "note-ref",
    )
)  # fmt: skip
"""What pandoc reads of the text namespace; of anything else only the words are kept."""
_SHAPES = tuple(
    DRAW + name
    for name in (
        "frame", "custom-shape", "rect", "circle", "ellipse", "line", "polygon", "path", "caption",
        "connector",
    )
)  # fmt: skip
_DEEPEST = 10
"""Boxes within boxes."""
_TYPE = b"application/vnd.oasis.opendocument.text"


def read(source: Source, account: Account) -> Draft:
    """The blocks of an OpenDocument text; pictures are found by their place in it."""
    from lxml import etree

    archive = Archive(source.path, source.data)
    content = archive.xml("content.xml", account)
    body = content.find(f"{OFFICE}body/{OFFICE}text") if content is not None else None
    if content is None or body is None:
        raise unreadable(
            source.path, "tidak memuat dokumen teks", "Simpan ulang sebagai .odt di LibreOffice."
        )
    styles = archive.xml("styles.xml", account)
    words = _text(body)
    described = _descriptions(body)
    _asides(body, account)
    _margins(body, styles, account)
    _boxes(body, account)
    _fields(body)
    _tables(body, account)
    title = mark(body, content, styles, account)
    parts = {"mimetype": _TYPE, "content.xml": etree.tostring(content)}
    if styles is not None:
        parts["styles.xml"] = etree.tostring(styles)
    for name in archive.names:
        if _FORMULA.fullmatch(name) and (formula := archive.xml(name, account)) is not None:
            parts[name] = etree.tostring(formula)
    pictures = {name: b"-" for name in archive.names if name.startswith("Pictures/")}
    document = tree(source.path, "odt", packed(parts | pictures))
    meta = archive.xml("meta.xml", account)

    def picture(target: str) -> bytes | None:
        return archive.read(posixpath.normpath(target)) or None

    author = next((node.text or "" for node in meta.iter("{*}creator")), "") if meta is not None else ""
    return Draft(document.blocks, picture, title, author.strip(), described, words)


def _text(node: Element) -> str:
    """The words below a node, paragraph by paragraph; what ODF calls spaces and tabs parts them."""
    pieces: list[str] = []

    def walk(one: Element) -> None:
        if one.tag in {*_PARAGRAPHS, f"{TEXT}tab", f"{TEXT}line-break", f"{TEXT}s", f"{TEXT}note"}:
            pieces.append("\n" if one.tag != f"{TEXT}note" else " ")
        if one.tag in {f"{TEXT}tracked-changes", f"{TEXT}note-citation"} or str(one.tag).endswith(_ABOUT):
            return
        pieces.append(one.text or "")
        for child in one:
            walk(child)
            pieces.append(child.tail or "")
        if one.tag in _PARAGRAPHS:
            pieces.append("\n")

    walk(node)
    return "".join(pieces)


def _descriptions(body: Element) -> dict[str, str]:
    """What a picture shows, by its target: pandoc does not read it."""
    found = {}
    for frame in body.iter(f"{DRAW}frame"):
        said = [
            " ".join((node.text or "").split())
            for node in frame
            if str(node.tag).endswith(("}title", "}desc"))
        ]
        for image in frame.iter(f"{DRAW}image"):
            found[image.get(_HREF, "")] = ". ".join(filter(None, said))
    return found


def _say(node: Element, text: str) -> None:
    """Put `text` in the place of a node; what follows it stays."""
    node.clear(keep_tail=True)
    node.tag = f"{TEXT}span"
    node.text = text


def _drop(node: Element) -> None:
    parent = node.getparent()
    if parent is not None:
        if node.tail:
            before = node.getprevious()
            if before is not None:
                before.tail = (before.tail or "") + node.tail
            else:
                parent.text = (parent.text or "") + node.tail
        parent.remove(node)


def _asides(body: Element, account: Account) -> None:
    for note in list(body.iter(f"{OFFICE}annotation")):
        author = next((node.text or "" for node in note.iter("{*}creator")), "")
        said = " ".join(_text(node) for node in note.iter(*_PARAGRAPHS))
        account.change("Komentar peninjau menjadi komentar di tempatnya dalam naskah.")
        _say(note, account.aside(f"komentar{f' {author}' if author else ''}", said))
    deleted = {}
    for region in body.iter(f"{TEXT}changed-region"):
        removal = region.find(f"{TEXT}deletion")
        if removal is not None:
            deleted[region.get(f"{TEXT}id")] = " ".join(_text(node) for node in removal.iter(*_PARAGRAPHS))
    for place in list(body.iter(f"{TEXT}change")):
        account.change("Penghapusan terlacak menjadi komentar; sisipan terlacak menjadi teks.")
        _say(place, account.aside("dihapus", deleted.get(place.get(f"{TEXT}change-id"), "")))
    for gone in list(
        body.iter(f"{TEXT}tracked-changes", f"{OFFICE}annotation-end", f"{TEXT}soft-page-break")
    ):
        _drop(gone)
    for contents in list(body.iter(f"{TEXT}table-of-content")):
        account.change("Daftar isi lama menjadi komentar; setiap edisi membuat daftar isinya sendiri.")
        said = " | ".join(_text(node) for node in contents.iter(*_PARAGRAPHS))
        contents.clear(keep_tail=True)
        contents.tag = f"{TEXT}p"
        contents.text = account.aside("daftar isi lama", said)


def _margins(body: Element, styles: Element | None, account: Account) -> None:
    from lxml import etree

    every = styles.iter(f"{STYLE}header", f"{STYLE}footer") if styles is not None else ()
    said = [text for node in every if (text := " ".join(_text(node).split()))]
    if said:
        account.change(
            "Kepala dan kaki halaman menjadi komentar di akhir naskah; setiap edisi membuat sendiri."
        )
        aside = account.aside("kepala dan kaki halaman", " | ".join(dict.fromkeys(said)))
        etree.SubElement(body, f"{TEXT}p").text = aside


def _boxes(body: Element, account: Account) -> None:
    """Paragraphs in text boxes and shapes follow the paragraph they are anchored to."""
    for _ in range(_DEEPEST):
        boxed = [
            node for node in body.iter(*_PARAGRAPHS) if next(node.iterancestors(*_SHAPES), None) is not None
        ]
        for paragraph in reversed(boxed):
            holder = next(paragraph.iterancestors(*_SHAPES))
            anchor = next(holder.iterancestors(*_PARAGRAPHS), holder)
            _drop(paragraph)
            paragraph.tail = None
            anchor.addnext(paragraph)
        if boxed:
            account.change("Kotak teks dan tulisan dalam bentuk menjadi alinea sesudah tempatnya.")


def _tables(body: Element, account: Account) -> None:
    """A table within a table follows it: pandoc would drop it."""
    for table in reversed(list(body.iter(f"{TABLE}table"))):
        outer = list(table.iterancestors(f"{TABLE}table"))
        if outer:
            _drop(table)
            table.tail = None
            outer[-1].addnext(table)
            account.change("Tabel di dalam tabel menjadi tabel sesudahnya.")


def _fields(body: Element) -> None:
    """Sections give way to what they hold, and fields and controls to their words."""
    for section in list(body.iter(f"{TEXT}section")):
        for child in list(section):
            section.addprevious(child)
        _drop(section)
    for node in list(body.iter()):
        strange = isinstance(node.tag, str) and not node.tag.startswith(_SPACES)
        if strange and next(node.iterancestors(*_PARAGRAPHS), None) is not None:
            node.tag = f"{TEXT}span"
        elif isinstance(node.tag, str) and node.tag.startswith(TEXT) and node.tag not in _KNOWN:
            inside = next(node.iterancestors(*_PARAGRAPHS), None)
            if inside is not None and node.text and not len(node):
                _say(node, node.text)
