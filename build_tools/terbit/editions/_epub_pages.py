"""The printed pages in the documents of an EPUB: a mark at the word with which each page of `cetak` begins.

Follows EPUB Accessibility 1.1, 2.3 (page navigation) and DPUB-ARIA 1.1, `doc-pagebreak`.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from terbit.adapters.ebooklib import Page
from terbit.editions._epub_reading import INLINE, Run, promised_runs
from terbit.editions._epub_xml import local, make
from terbit.editions._print_pages import PrintPage, character_at
from terbit.model.stream import squeeze

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from terbit.editions._epub_documents import Document

# A mark at the very beginning of one of these stands before it: it is no part of a link, nor of a title.
_CLOSED = INLINE | {"h1", "h2", "h3", "h4", "h5", "h6"}


def mark_pages(made: Sequence[Document], pages: Iterable[PrintPage]) -> tuple[Page, ...]:
    """Put a mark for each of `pages` into the documents; where each page leads, in their order."""
    taken = {element.get("id") for document in made for element in document.body.iter("*")}
    blocks = [(document, runs) for document in made for runs in promised_runs(document.body)]
    ends = list(itertools.accumulate(len(squeeze(_text(runs))) for _, runs in blocks))
    found: list[list[Page]] = []
    groups = [list(group) for _, group in itertools.groupby(pages, key=lambda page: page.offset)]
    # From the last to the first: a mark cuts a run, of which what stands before the cut stays as it was.
    for group in reversed(groups):
        marks = [_mark(page.label, taken) for page in group]
        number = bisect_right(ends, group[0].offset)
        document = blocks[number][0] if number < len(blocks) else made[-1]
        if number < len(blocks):
            _insert(blocks[number][1], group[0].offset - (ends[number - 1] if number else 0), marks)
        else:
            document.body[0].extend(marks)
        found.append(
            [Page(mark.get("aria-label", ""), f"{document.path}#{mark.get('id')}") for mark in marks]
        )
    return tuple(page for group in reversed(found) for page in group)


def _text(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)


def _mark(label: str, taken: set[str | None]) -> Element:
    identifier = f"hlm-{label}"
    while identifier in taken:  # an anchor of the author's
        identifier += "-cetak"
    taken.add(identifier)
    mark = make("span", "", epub_type="pagebreak", role="doc-pagebreak", id=identifier, aria_label=label)
    mark.text = ""  # with an end tag: readers that take XHTML for HTML know no empty span
    return mark


def _insert(runs: Sequence[Run], offset: int, marks: Sequence[Element]) -> None:
    """Put `marks` before the character at `offset` of the squeezed text of a block."""
    place = character_at(_text(runs), offset)
    for run in runs:
        if place < len(run.text):
            _cut(run, place, marks)
            return
        place -= len(run.text)


def _cut(run: Run, place: int, marks: Sequence[Element]) -> None:
    element = run.element
    # What an earlier cut, further on in the run, has left of it.
    left = (element.tail if run.after else element.text) or run.text
    before, rest = left[:place], left[place:]
    if run.after:
        element.tail = before
        parent, at = _position(element, 1)
    elif local(element) == "math" or (not before.strip() and local(element) in _CLOSED):
        parent, at = _position(_outermost(element), 0)
        rest = ""
    else:
        element.text = before
        parent, at = element, 0
    for mark in reversed(marks):
        parent.insert(at, mark)
    marks[-1].tail = rest or None


def _position(element: Element, further: int) -> tuple[Element, int]:
    parent = element.getparent()
    if parent is None:
        raise ValueError(element.tag)
    return parent, parent.index(element) + further


def _outermost(element: Element) -> Element:
    """The outermost closed element that begins where `element` does."""
    parent = element.getparent()
    while parent is not None and local(parent) in _CLOSED:
        if parent[0] is not element or (parent.text or "").strip():
            break
        element, parent = parent, parent.getparent()
    return element
