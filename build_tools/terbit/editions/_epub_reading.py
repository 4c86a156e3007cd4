"""A finished EPUB is read back, from the file alone: its text in spine order, notes apart, no furniture."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from terbit.editions._epub_xml import EPUB_TYPE, local
from terbit.model.outline import BACK_REFERENCES, Reading

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Elements that stand within a line; every other one begins and ends a piece of text.
INLINE = frozenset(
    "a abbr b bdi bdo cite code data del dfn em i img ins kbd mark q s samp small "  # noqa: SIM905  # one line, not 27
    "math span strong sub sup time u var".split()
)


class Run(NamedTuple):
    """A piece of promised text in a tree: `element.text`, or its tail if `after`, or what a formula says."""

    element: Element
    text: str
    after: bool = False


class _Piece(NamedTuple):
    runs: tuple[Run, ...]
    marks: tuple[str, ...]  # where the marks of notes in it lead
    code: bool

    @property
    def text(self) -> str:
        text = "".join(run.text for run in self.runs)
        return text if self.code else " ".join(text.split())


def inspect(path: Path) -> Reading:
    """The text of the EPUB at `path`: a piece a block, notes in the order of their marks.

    Raises `zipfile.BadZipFile`, `KeyError` or `lxml.etree.XMLSyntaxError` for a file that is no EPUB.
    """
    passages: list[str] = []
    marks: list[str] = []
    notes: dict[str, Element] = {}
    with zipfile.ZipFile(path) as archive:
        for name in _spine(archive):
            root = _parse(archive.read(name))
            for aside in root.iter("{*}aside"):
                if _is_note(aside):
                    notes[f"{name}#{aside.get('id')}"] = aside
            for piece in _pieces(next(root.iter("{*}body"))):
                passages.append(piece.text)
                marks += (_resolve(name, mark) for mark in piece.marks)
    called = [notes[mark] for mark in marks if mark in notes]
    found = (piece.text for note in called for piece in _pieces(note, within_note=True))
    return Reading(tuple(filter(None, passages)), tuple(filter(None, found)))


def promised_runs(body: Element) -> Iterator[tuple[Run, ...]]:
    """What counts as text in a document's body, block by block, in the order of `inspect`."""
    return (piece.runs for piece in _pieces(body) if piece.text)


def _parse(data: bytes) -> Element:
    from lxml import etree  # 20 ms that only a reading needs

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _spine(archive: zipfile.ZipFile) -> Iterator[str]:
    """The names of the documents in reading order, but for the navigation document (EPUB 3.3 § 5.7)."""
    container = _parse(archive.read("META-INF/container.xml"))
    package_name = next(container.iter("{*}rootfile")).get("full-path", "")
    package = _parse(archive.read(package_name))
    items = {item.get("id"): item for item in package.iter("{*}item")}
    for reference in package.iter("{*}itemref"):
        item = items[reference.get("idref")]
        if "nav" not in item.get("properties", "").split():
            yield _resolve(package_name, item.get("href", ""))


def _resolve(base: str, href: str) -> str:
    path, mark, anchor = href.partition("#")
    name = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(path))) if path else base
    return name + mark + anchor


def _is_note(element: Element) -> bool:
    return "footnote" in element.get(EPUB_TYPE, "").split()


def _pieces(root: Element, *, within_note: bool = False) -> Iterator[_Piece]:
    """The text of each block under `root`, and the note marks in it; some are empty."""
    runs: list[Run] = []
    marks: list[str] = []

    def flush(*, code: bool = False) -> Iterator[_Piece]:
        yield _Piece(tuple(runs), tuple(marks), code)
        runs.clear()
        marks.clear()

    def read(element: Element) -> Iterator[_Piece]:
        name = local(element)
        block = name not in INLINE and name != "br"
        if block:
            yield from flush()
        if "noteref" in element.get(EPUB_TYPE, "").split():
            marks.append(element.get("href", ""))
        elif name == "math":
            runs.append(Run(element, _tex(element)))
        elif not _is_furniture(element, within_note=within_note):
            yield from inside(element, " " if name == "br" else "")
        if block:
            yield from flush(code=name == "pre")

    def inside(element: Element, text: str = "") -> Iterator[_Piece]:
        runs.append(Run(element, text or element.text or ""))
        for child in element:
            yield from read(child)
            runs.append(Run(child, child.tail or "", after=True))

    yield from inside(root)
    yield from flush()


def _tex(formula: Element) -> str:
    """The TeX of a formula that shows something (MathML 3, 5.1)."""
    source = formula.findtext(".//{*}annotation", "")
    return source if "".join(formula.itertext()).replace(source, "", 1).strip() else ""


def _is_furniture(element: Element, *, within_note: bool) -> bool:
    name = local(element)
    return (
        not name
        or name == "svg"
        or BACK_REFERENCES in element.get("class", "").split()
        or (name == "aside" and _is_note(element))
        or (within_note and element.get("role") == "doc-backlink")
    )
