"""What pandoc does not write of tracked changes: new paragraphs, changed styles, one number for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from terbit.editions._docx_contents import style_of
from terbit.editions._docx_xml import NAMESPACES, Element, W, pack, parse, serialise, unpack, w

_TRACKED = (W + "ins", W + "del")
_RECEIVED_STYLE = "BodyText"
"""The style that a heading had when it was received: plain text has none."""


def settle(data: bytes, cut: Iterable[bool], author: str, date: str) -> bytes:
    """The finished file; `cut` says of each heading whether its line went on as a paragraph."""
    signed = {"author": author, "date": date}
    parts = unpack(data)
    document = parse(parts["word/document.xml"])
    cuts = iter(cut)
    for paragraph in document.iter(W + "p"):
        for run in list(paragraph.iter(*_TRACKED)):
            _join(run)
        heading = style_of(paragraph).startswith("Heading")
        if (heading and next(cuts, False)) or _is_new(paragraph):
            _properties(paragraph).append(w("rPr", w("ins", **signed)))
        if heading:
            old = w("pPr", w("pStyle", val=_RECEIVED_STYLE))
            _properties(paragraph).append(w("pPrChange", old, **signed))
    notes = parse(parts["word/footnotes.xml"])
    _number_notes(document, notes)
    for paragraph in notes.iterfind("w:footnote/w:p", NAMESPACES):
        _insert_note(paragraph, signed)
    # One count for all changes: pandoc numbers insertions and deletions apart, from 1.
    roots = (document, notes)
    taken = max(
        (int(mark.get(W + "id", "0")) for r in roots for mark in r.iter(W + "bookmarkStart")), default=0
    )
    changes = (change for root in roots for change in root.iter(*_TRACKED, W + "pPrChange"))
    for number, change in enumerate(changes, taken + 1):
        change.set(W + "id", str(number))
    parts["word/document.xml"], parts["word/footnotes.xml"] = map(serialise, roots)
    if "word/comments.xml" in parts:
        parts["word/comments.xml"] = _comments(parts["word/comments.xml"], author)
    parts["word/settings.xml"] = _settings(parts["word/settings.xml"])
    return pack(parts)


def _join(change: Element) -> None:
    """Take into an insertion or deletion those of its kind that follow at once: one change is one click."""
    while (following := change.getnext()) is not None and following.tag == change.tag:
        change.extend(list(following))
        following.getparent().remove(following)  # type: ignore[union-attr]  # a sibling has a parent


def _number_notes(document: Element, notes: Element) -> None:
    """Number the notes from 0, and leave out the line above a continued note, which every program has itself.

    LibreOffice 7.4 mistakes the number of a note for its place once a file has comments.
    """
    numbers: dict[str | None, str] = {}
    for note in list(notes):
        if note.get(W + "type") == "continuationSeparator":
            notes.remove(note)
        elif note.get(W + "type") is None:
            numbers[note.get(W + "id")] = str(len(numbers))
            note.set(W + "id", numbers[note.get(W + "id")])
    for mark in document.iter(W + "footnoteReference"):
        mark.set(W + "id", numbers[mark.get(W + "id")])


def _insert_note(paragraph: Element, signed: Mapping[str, str]) -> None:
    """Mark the words of a note as new: no note was received, and its mark alone is not enough for Word."""
    for run in list(paragraph.iter(W + "r")):
        if not any(
            run.find(f"w:{tag}", NAMESPACES) is not None for tag in ("separator", "continuationSeparator")
        ):
            change = w("ins", **signed)
            run.addprevious(change)
            change.append(run)
    for change in list(paragraph.iter(W + "ins")):
        _join(change)


def _is_new(paragraph: Element) -> bool:
    """Whether a paragraph has text and all of it is inserted."""
    runs = [run for run in paragraph.iter(W + "r") if run.find("w:commentReference", NAMESPACES) is None]
    return bool(runs) and all(any(up.tag == W + "ins" for up in run.iterancestors()) for run in runs)


def _properties(paragraph: Element) -> Element:
    found = paragraph.find("w:pPr", NAMESPACES)
    if found is None:
        found = w("pPr")
        paragraph.insert(0, found)
    return found


def _comments(data: bytes, author: str) -> bytes:
    root = parse(data)
    for comment in root.iterfind("w:comment", NAMESPACES):
        comment.set(W + "initials", author[0])
    return serialise(root)


def _settings(data: bytes) -> bytes:
    """Word goes on tracking: what an author changes besides is seen too."""
    root = parse(data)
    for mark in root.findall("w:footnotePr/w:footnote[@w:id='0']", NAMESPACES):
        mark.getparent().remove(mark)  # type: ignore[union-attr]  # it was found below one
    etree.SubElement(root, W + "trackRevisions")
    root.insert(1, root[-1])  # schema order: behind the zoom
    return serialise(root)
