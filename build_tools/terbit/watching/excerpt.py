"""The chapter of a master that was just changed, as a small master of its own.

Only for a quick preview: what a chapter needs from elsewhere (notes, targets of links) is found by how it
usually looks. pandoc alone reads Markdown; the full build follows.
"""

from __future__ import annotations

import itertools
import re

import msgspec

_FENCE = re.compile(r" {0,3}(?:`{3,}|~{3,})")
_TITLE, _SECTION = re.compile(r"#[ \t]"), re.compile(r"##[ \t]")
_FRONT_MATTER = re.compile(r"---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_DEFINITION = re.compile(
    r"^ {0,3}\[([^\]\n]+)\]:[^\n]*"
    r"(?:\n(?! {0,3}\[[^\]\n]+\]:)[^\n]*\S[^\n]*|\n[ \t]*(?=\n(?: {4}|\t)))*",
    re.MULTILINE,
)
_NEAR = 60
"""Characters on each side of a change by which its page is found."""


class Excerpt(msgspec.Struct, frozen=True):
    """`text` is the title, the headings before the chapter (they count it), the chapter, what it refers to.

    `before` and `after` are the letters around the change.
    """

    text: str
    before: str
    after: str


def change(old: str, new: str) -> int:
    """Where in `new` it first differs from `old`."""
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def excerpt(text: str, place: int) -> Excerpt:
    """The chapter (a section of level 2) around `place` in a master."""
    front = _FRONT_MATTER.match(text)
    start = front.end() if front else 0
    title, sections = _headings(text, start)
    bounds = [start, *sections, len(text)]
    at = next(number for number, end in enumerate(bounds[1:]) if place < end or end == len(text))
    chapter = text[bounds[at] : bounds[at + 1]]
    stubs = [_line(text, section) for section in sections[: max(0, at - 1)]]
    if at > 0 and title is not None:
        stubs.insert(0, _line(text, title))
    lent = [
        found[0]
        for found in _DEFINITION.finditer(text)
        if f"[{found[1]}]" in chapter and not bounds[at] <= found.start() < bounds[at + 1]
    ]
    line_start = text.rfind("\n", 0, place) + 1
    line_end = text.find("\n", place)
    before = text[max(line_start, place - _NEAR) : place]
    after = text[place : min(place + _NEAR, line_end if line_end >= 0 else len(text))]
    return Excerpt("\n\n".join([*stubs, chapter, *lent, ""]), letters(before), letters(after))


def letters(text: str) -> str:
    """The letters of a text."""
    return "".join(filter(str.isalpha, text))


def _headings(text: str, start: int) -> tuple[int | None, list[int]]:
    """Where the title stands, and where each section begins; none within fenced code."""
    title, sections, fenced = None, [], False
    lines = text[start:].splitlines(keepends=True)
    for place, line in zip(itertools.accumulate(map(len, lines), initial=start), lines, strict=False):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and _SECTION.match(line):
            sections.append(place)
        elif not fenced and title is None and not sections and _TITLE.match(line):
            title = place
    return title, sections


def _line(text: str, place: int) -> str:
    return text[place : text.find("\n", place) % (len(text) + 1)]
