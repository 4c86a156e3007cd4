"""A finished DOCX is read back: its paragraphs in order, its notes in the order of their marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from terbit.editions._docx_contents import style_of
from terbit.editions._docx_formulas import FORMULA, source_of
from terbit.editions._docx_xml import NAMESPACES, Element, W, parse, unpack
from terbit.model.outline import Reading

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


def read_docx(path: Path) -> Reading:
    """What a reader finds in the file: no contents, running lines, folios, list numbers or note marks."""
    parts = unpack(path.read_bytes())
    body = parse(parts["word/document.xml"])[0]
    boxes = boxes_of(parts)
    paragraphs = list(own_paragraphs(body))
    passages = (box_of(p, boxes) + _text(p) for p in paragraphs)
    texts = _notes(parts)
    marks = (mark.get(W + "id", "") for p in paragraphs for mark in p.iter(W + "footnoteReference"))
    notes = (text for mark in marks for text in texts.get(mark, ()))
    return Reading(tuple(filter(str.strip, passages)), tuple(filter(str.strip, notes)))


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


def _text(paragraph: Element) -> str:
    return "".join(words_of(node) for node in promised_nodes(paragraph))


def promised_nodes(paragraph: Element) -> Iterator[Element]:
    """The elements of a paragraph that hold words of the book, in order."""
    for node in paragraph.iter(W + "t", FORMULA, *_TEXT):
        if node.tag == FORMULA or _is_promised(node.getparent()):
            yield node


def words_of(node: Element) -> str:
    """What such an element says."""
    if node.tag == FORMULA:
        return source_of(node)
    return str(node.text or "") if node.tag == W + "t" else _TEXT[str(node.tag)]


def _is_promised(run: Element | None) -> bool:
    return run is not None and run.tag == W + "r" and _value(run, "w:rPr/w:rStyle") not in _FURNITURE


def _notes(parts: Mapping[str, bytes]) -> dict[str, list[str]]:
    if "word/footnotes.xml" not in parts:
        return {}
    notes = parse(parts["word/footnotes.xml"]).iterfind("w:footnote", NAMESPACES)
    return {str(note.get(W + "id")): [_text(p) for p in note.iter(W + "p")] for note in notes}


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


def box_of(paragraph: Element, boxes: Mapping[str, str]) -> str:
    """The check box before a paragraph; nothing where it has none."""
    return boxes.get(_value(paragraph, "w:pPr/w:numPr/w:numId"), "")


def _value(element: Element, path: str) -> str:
    found = element.find(path, NAMESPACES)
    return "" if found is None else str(found.get(W + "val", ""))
