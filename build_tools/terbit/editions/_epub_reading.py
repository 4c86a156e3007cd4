"""A finished EPUB is read back, from the file alone: its text in spine order, notes apart, no furniture."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from terbit.editions._epub_xml import EPUB_TYPE, local
from terbit.model.outline import BACK_REFERENCES, Reading
from terbit.model.stream import Scribe, anchor, target

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


_SPACES = re.compile(r"[ \t\r\n]+")
_HEADINGS = {f"h{level}": str(level) for level in range(1, 7)}
_MARKS = {
    "li": "item",
    "dt": "term",
    "tr": "row",
    "td": "cell",
    "th": "cell",
    "caption": "caption",
    "figcaption": "caption",
}


def inspect(path: Path) -> Reading:
    """The text of the EPUB at `path`: a piece a block, notes in the order in which they stand.

    Raises `zipfile.BadZipFile`, `KeyError` or `lxml.etree.XMLSyntaxError` for a file that is no EPUB.
    """
    with zipfile.ZipFile(path) as archive:
        package_name, package = _package(archive)
        base = package.findtext(".//{*}language", "")
        documents = {name: _parse(archive.read(name)) for name in _spine(package_name, package)}
    reader = _Reader(base, documents)
    for name, root in documents.items():
        reader.document(name, root)
    reader.say_notes()
    text, notes = reader.text, reader.notes
    return Reading(text.passages(), notes.passages(), text.traits(), notes.traits(), base)


class _Reader:
    """Says what the documents of the spine say, in their order."""

    def __init__(self, base: str, documents: Mapping[str, Element]) -> None:
        self.text, self.notes = Scribe(base), Scribe(base)
        self.runs: list[list[Run]] = [[]]  # of the text, a list a block
        self.name, self.depth, self.cover = "", 0, False
        self.called = 0
        self.anchors = {
            f"{name}#{one.get('id')}": one
            for name, root in documents.items()
            for one in root.iter()
            if one.get("id")
        }
        self.asides = [
            (f"{name}#{aside.get('id')}", aside)
            for name, root in documents.items()
            for aside in root.iter("{*}aside")
            if _is_note(aside)
        ]
        self.numbers = {place: number for number, (place, _) in enumerate(self.asides, 1)}

    def document(self, name: str, root: Element) -> None:
        self.name = name
        body = next(root.iter("{*}body"))
        self.cover = "sampul" in body.get("class", "").split()
        with self.text.speaking(root.get("lang", "")), self.text.speaking(body.get("lang", "")):
            self.inside(body, self.text)
        self.text.cut()

    def say_notes(self) -> None:
        """Say the notes in the order in which they stand."""
        for place, aside in self.asides:
            self.name, self.depth = place.partition("#")[0], 0
            self.notes.cut()
            self.notes.mark("note")
            self.inside(aside, self.notes)
            self.notes.cut()

    def call(self, place: str, into: Scribe) -> None:
        """A note's mark, which leads to a later note than the mark before."""
        number = self.numbers.get(place, 0)
        into.mark("call", "" if number > self.called else place)
        self.called = number

    def inside(self, element: Element, into: Scribe) -> None:
        self.say(Run(element, element.text or ""), element, into)
        for child in element:
            self.element(child, into)
            self.say(Run(child, child.tail or "", after=True), element, into)

    def say(self, run: Run, around: Element, into: Scribe) -> None:
        if run.text and (into.blocks[-1] or run.text.strip()):
            is_code = next(around.iterancestors("{*}pre"), None) is not None
            into.say(run.text if is_code else _SPACES.sub(" ", run.text))
            if into is self.text:
                self.runs[-1].append(run)

    def cut(self, into: Scribe) -> None:
        into.cut()
        if into is self.text:
            self.runs.append([])

    def element(self, element: Element, into: Scribe) -> None:
        name = local(element)
        if "noteref" in element.get(EPUB_TYPE, "").split():
            self.call(_resolve(self.name, element.get("href", "")), into)
        elif name == "math":
            self.say(Run(element, _tex(element)), element, into)
        elif name == "br":
            into.say(" ")
        elif name == "img":
            self.anchor(element, into)
            if not self.cover:  # a picture of the title page
                into.mark("image", element.get("alt", "").strip())
        elif not _is_furniture(element, within_note=into is self.notes):
            with into.speaking(element.get("lang", "")):
                if name in INLINE:
                    self.anchor(element, into)
                    with into.marked("link", self.target(element) if name == "a" else ""):
                        self.inside(element, into)
                else:
                    self.block(element, name, into)

    def block(self, element: Element, name: str, into: Scribe) -> None:
        self.cut(into)
        self.depth += name in {"ul", "ol"}
        self.anchor(element, into)
        if kind := _MARKS.get(name):
            into.mark(kind, str(self.depth) if kind == "item" else "")
        title = "title" in element.get(EPUB_TYPE, "").split()
        with into.marked("heading", "" if title else _HEADINGS.get(name, "")):
            self.inside(element, into)
        self.depth -= name in {"ul", "ol"}
        self.cut(into)

    def anchor(self, element: Element, into: Scribe) -> None:
        if name := element.get("id"):
            into.mark("anchor", f"#{anchor(name)}")

    def target(self, link: Element) -> str:
        """Where a link leads; empty where it leads nowhere or out of the book's text."""
        address = link.get("href", "")
        if ":" in address:
            return target(address)
        place = _resolve(self.name, address)
        return target(f"#{place.partition('#')[2]}") if place in self.anchors else ""


def promised_runs(body: Element) -> list[list[Run]]:
    """What counts as text in a document's body, block by block, in the order of `inspect`; some are empty."""
    reader = _Reader("", {})
    reader.inside(body, reader.text)
    return reader.runs


def _parse(data: bytes) -> Element:
    from lxml import etree  # 20 ms that only a reading needs

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _package(archive: zipfile.ZipFile) -> tuple[str, Element]:
    container = _parse(archive.read("META-INF/container.xml"))
    name = next(container.iter("{*}rootfile")).get("full-path", "")
    return name, _parse(archive.read(name))


def _spine(package_name: str, package: Element) -> Iterator[str]:
    """The names of the documents in reading order, but for the navigation document (EPUB 3.3 § 5.7)."""
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
