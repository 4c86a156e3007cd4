"""A finished DOCX is read back: its paragraphs in order, its notes in the order of their marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from terbit.editions._docx_contents import style_of
from terbit.editions._docx_formulas import FORMULA, source_of
from terbit.editions._docx_xml import NAMESPACES, Element, R, W, parse, unpack
from terbit.model.outline import Reading
from terbit.model.stream import Scribe, anchor, target

_TEXT = {
    W + "br": "\n",
    W + "cr": "\n",
    W + "tab": "\t",
    W + "softHyphen": "\u00ad",
    W + "noBreakHyphen": "\u2011",
}
_FURNITURE = frozenset({"Pemakaian", "TautanPemakaian"})
"""Character styles of back-references, which no edition promises; the tree strips an author's own styles."""
_BOXES = frozenset("☐☒")


class _Tag:
    """The names of the elements that say something (ECMA-376 part 1, 17 and 20.4)."""

    PARAGRAPH = W + "p"
    ROW = W + "tr"
    CELL = W + "tc"
    BOOKMARK = W + "bookmarkStart"
    RUN = W + "r"
    LINK = W + "hyperlink"
    FORMULA = FORMULA
    WORDS = W + "t"
    CALL = W + "footnoteReference"
    DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


_HEADING = re.compile(r"Heading([1-9])|HalamanPrancis")
_CAPTIONS = frozenset({"ImageCaption", "TableCaption"})
_NO_TABLE = "FigureTable"
"""What pandoc sets around a figure."""
_GOES_ON = "1000"
"""The list without numbers that pandoc gives to further paragraphs of an item."""


def read_docx(path: Path) -> Reading:
    """What a reader finds in the file: no contents, running lines, folios, list numbers or note marks."""
    parts = unpack(path.read_bytes())
    reader = _Reader(parts)
    reader.inside(reader.body, reader.text)
    reader.text.cut()
    reader.call_notes()
    text, notes = reader.text, reader.notes
    return Reading(text.passages(), notes.passages(), text.traits(), notes.traits(), text.base)


class _Reader:
    """Says what the paragraphs of the document and of its notes say."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        base = parse(parts["word/styles.xml"]).find("w:docDefaults//w:lang", NAMESPACES)
        tag = "" if base is None else str(base.get(W + "val", ""))
        self.text, self.notes = Scribe(tag), Scribe(tag)
        self.body = parse(parts["word/document.xml"])[0]
        self.own = set(own_paragraphs(self.body))
        self.boxes = boxes_of(parts)
        self.links = _links(parts, "document")
        self.called: list[str] = []
        self.footnotes = _notes(parts)
        self.note_links = _links(parts, "footnotes")
        self.bookmarks = {
            str(mark.get(W + "name"))
            for root in (self.body, *self.footnotes)
            for mark in root.iter(W + "bookmarkStart")
        }

    def call_notes(self) -> None:
        """Say the notes in the order of their marks; nobody sees a note that no mark leads to."""
        self.links = self.note_links
        left = list(self.footnotes)
        for mark in self.called:
            note = next((one for one in left if one.get(W + "id") == mark), None)
            if note is not None:
                left.remove(note)
                self.note(note)

    def note(self, note: Element) -> None:
        self.own |= set(note.iter(W + "p"))
        self.notes.cut()
        if any(t.text for t in note.iter(W + "t")):
            self.notes.mark("note")
        self.inside(note, self.notes)
        self.notes.cut()

    def inside(self, element: Element, into: Scribe) -> None:
        for child in element:
            match child.tag:
                case _Tag.PARAGRAPH:
                    if child in self.own:
                        self.paragraph(child, into)
                case _Tag.ROW if _value(element, "w:tblPr/w:tblStyle") != _NO_TABLE:
                    into.cut()
                    into.mark("row")
                    self.inside(child, into)
                case _Tag.CELL if _value(element.getparent(), "w:tblPr/w:tblStyle") != _NO_TABLE:
                    merged = child.find("w:tcPr/w:vMerge", NAMESPACES)
                    if merged is None or merged.get(W + "val") == "restart":
                        into.cut()
                        into.mark("cell")
                    self.inside(child, into)
                case _Tag.BOOKMARK:
                    into.cut()
                    self.bookmark(child, into)
                case _:
                    self.inside(child, into)

    def paragraph(self, paragraph: Element, into: Scribe) -> None:
        into.cut()
        style = style_of(paragraph)
        number, level = (_value(paragraph, f"w:pPr/w:numPr/w:{name}") for name in ("numId", "ilvl"))
        if style == "Bibliography" or number not in {"", _GOES_ON}:
            into.mark("item", str(int(level or 0) + 1))
        if style == "Istilah":
            into.mark("term")
        if style in _CAPTIONS:
            into.mark("caption")
        heading = _HEADING.fullmatch(style)
        with into.marked("heading", (heading[1] or "1") if heading else ""):
            into.say(box_of(paragraph, self.boxes))
            self.line(paragraph, into)
        into.cut()

    def line(self, element: Element, into: Scribe) -> None:
        """What stands in a paragraph, or in a link in it."""
        for child in element:
            match child.tag:
                case _Tag.RUN:
                    if _is_promised(child):
                        with into.speaking(_value(child, "w:rPr/w:lang")):
                            self.run(child, into)
                case _Tag.LINK:
                    runs = list(child.iter(_Tag.RUN))
                    furniture = runs and not any(map(_is_promised, runs))
                    with into.marked("link", "" if furniture else self.target(child)):
                        self.line(child, into)
                case _Tag.BOOKMARK:
                    self.bookmark(child, into)
                case _Tag.FORMULA:
                    into.say(source_of(child))
                case _:
                    self.line(child, into)

    def run(self, run: Element, into: Scribe) -> None:
        for child in run.iter():
            match child.tag:
                case _Tag.WORDS:
                    into.say(child.text or "")
                case _Tag.CALL:
                    into.mark("call")
                    self.called.append(str(child.get(W + "id", "")))
                case _Tag.DRAWING:
                    into.mark("image", str(child.get("descr", "")).strip())
                case tag if tag in _TEXT:
                    into.say(_TEXT[str(tag)])
                case _:
                    pass

    def bookmark(self, mark: Element, into: Scribe) -> None:
        into.mark("anchor", f"#{anchor(str(mark.get(W + 'name')))}")

    def target(self, link: Element) -> str:
        """Where a link leads; empty where it leads nowhere."""
        if name := link.get(W + "anchor"):
            return target(f"#{name}") if name in self.bookmarks else ""
        return target(self.links.get(str(link.get(R + "id")), ""))


def _links(parts: Mapping[str, bytes], part: str) -> dict[str, str]:
    """The addresses outside the book, by the id of their relationship."""
    name = f"word/_rels/{part}.xml.rels"
    if name not in parts:
        return {}
    outside = (one for one in parse(parts[name]) if one.get("TargetMode") == "External")
    return {str(one.get("Id")): str(one.get("Target")) for one in outside}


def own_paragraphs(body: Element) -> Iterator[Element]:
    """The paragraphs that are neither the heading of the contents nor touched by its field."""
    fields: list[str] = []  # the fields open at this point, by their first word
    for paragraph in body.iter(W + "p"):
        contents = style_of(paragraph) == "TOCHeading" or "TOC" in fields
        for node in paragraph.iter(W + "fldChar", W + "instrText"):
            match node.get(W + "fldCharType"):
                case "begin":
                    fields.append("")
                case "end" if fields:
                    fields.pop()
                case None if fields and not fields[-1]:
                    fields[-1] = " ".join((node.text or "").split()[:1])
            contents = contents or "TOC" in fields
        if not contents:
            yield paragraph


def promised_nodes(paragraph: Element) -> Iterator[Element]:
    """The elements of a paragraph that hold words of the book, in order."""
    for node in paragraph.iter(W + "t", FORMULA, *_TEXT):
        run = node.getparent()
        if node.tag == FORMULA or (run is not None and run.tag == W + "r" and _is_promised(run)):
            yield node


def words_of(node: Element) -> str:
    """What such an element says."""
    if node.tag == FORMULA:
        return source_of(node)
    return str(node.text or "") if node.tag == W + "t" else _TEXT[str(node.tag)]


def box_of(paragraph: Element, boxes: Mapping[str, str]) -> str:
    """The check box before a paragraph; nothing where it has none."""
    return boxes.get(_value(paragraph, "w:pPr/w:numPr/w:numId"), "")


def _is_promised(run: Element) -> bool:
    return _value(run, "w:rPr/w:rStyle") not in _FURNITURE


def _notes(parts: Mapping[str, bytes]) -> list[Element]:
    if "word/footnotes.xml" not in parts:
        return []
    return parse(parts["word/footnotes.xml"]).findall("w:footnote", NAMESPACES)


def boxes_of(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Lists whose bullet is a check box: pandoc makes ☐ and ☒ a bullet, but they are words of the master."""
    if "word/numbering.xml" not in parts:
        return {}
    root = parse(parts["word/numbering.xml"])
    bullets = dict(_levels(root))
    lists = root.iterfind("w:num", NAMESPACES)
    used = ((str(one.get(W + "numId")), _value(one, "w:abstractNumId")) for one in lists)
    return {number: bullets[kind] for number, kind in used if kind in bullets}


def _levels(root: Element) -> Iterator[tuple[str, str]]:
    for kind in root.iterfind("w:abstractNum", NAMESPACES):
        bullet = _value(kind, "w:lvl/w:lvlText")
        if bullet in _BOXES:
            yield str(kind.get(W + "abstractNumId")), bullet


def _value(element: Element | None, path: str) -> str:
    found = None if element is None else element.find(path, NAMESPACES)
    return "" if found is None else str(found.get(W + "val", ""))
