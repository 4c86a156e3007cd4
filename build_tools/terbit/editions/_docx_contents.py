"""Headings of the written document become a table of contents: a live TOC field, full from the start."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator

from terbit.editions._docx_look import Look
from terbit.editions._docx_xml import NAMESPACES, Element, W, text_run, w

_HEADING = re.compile(r"Heading([1-9])$")


def style_of(paragraph: Element) -> str:
    """The style id of a paragraph, or nothing."""
    style = paragraph.find("w:pPr/w:pStyle", NAMESPACES)
    return "" if style is None else str(style.get(W + "val", ""))


def fill_contents(body: Element, look: Look) -> None:
    """Put the table of contents where its heading stands; headings get bookmarks `_Toc…` as Word gives them.

    The stored result has no page numbers: only the program that breaks the pages knows them, and a wrong
    number is worse than none. The field asks for them, so one update in Word brings them. It is not marked
    dirty, and settings.xml has no updateFields: either makes Word ask, on opening, whether to trust the file.

    No content control stands round it: Word's own has the English name “Table of Contents”, and LibreOffice
    turns any other into an input field.
    """
    place = next((p for p in body.iter(W + "p") if style_of(p) == "TOCHeading"), None)
    entries = list(_entries(body, look.contents.levels))
    if place is None or not entries:
        return
    instruction = w("instrText")
    instruction.text = f' TOC \\o "1-{look.contents.levels}" \\h \\z \\u '
    entries[0][1:1] = [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", instruction),
        w("r", w("fldChar", fldCharType="separate")),
    ]
    entries[-1].append(w("r", w("fldChar", fldCharType="end")))
    for entry in reversed(entries):
        place.addnext(entry)


def _entries(body: Element, levels: int) -> Iterator[Element]:
    number = max((int(mark.get(W + "id", "0")) for mark in body.iter(W + "bookmarkStart")), default=0)
    for place, (level, heading) in enumerate(_headings(body, levels), 1):
        name = f"_Toc{place:08}"
        start = w("bookmarkStart", id=number + place, name=name)
        heading.insert(1 if heading.find("w:pPr", NAMESPACES) is not None else 0, start)
        heading.append(w("bookmarkEnd", id=number + place))
        link = w("hyperlink", *_words(heading), anchor=name, history=1)
        yield w("p", w("pPr", w("pStyle", val=f"TOC{level}")), link)


def _headings(body: Element, levels: int) -> list[tuple[int, Element]]:
    styled = ((_HEADING.match(style_of(p)), p) for p in body.iter(W + "p"))
    found = [(int(match[1]), p) for match, p in styled if match]
    return [(level, p) for level, p in found if level <= levels and "".join(p.itertext(W + "t")).strip()]


def _words(heading: Element) -> Iterator[Element]:
    """The runs of a heading, without note marks, in the contents' own type but with its italics."""
    for run in heading.iter(W + "r"):
        text = "".join(str(t.text or "") for t in run.iterfind("w:t", NAMESPACES))
        if run.find("w:br", NAMESPACES) is not None:
            text += " "
        if text:
            kept = run.iterfind("w:rPr/*", NAMESPACES)
            tags = {W + "i", W + "iCs", W + "lang"}
            yield text_run(text, *(copy.deepcopy(part) for part in kept if part.tag in tags))
