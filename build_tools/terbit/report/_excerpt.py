"""The source line of a finding with carets under the very words, for a terminal of a given width."""

from __future__ import annotations

import functools
import re
import unicodedata
from bisect import bisect_left, bisect_right
from pathlib import Path

from terbit.model.findings import Span

_TAB = 4
_DEEP = 8
"""Characters in a column at most: marks without a width of their own may be heaped without end."""
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of writing: a terminal that obeys them shows the carets elsewhere."""


def excerpt(span: Span, width: int) -> tuple[str, str, str] | None:
    """Line number, the line (at most `width` columns, cut around the words) and the carets below it.

    None for a fault of the file as a whole, and where the file has no such line.
    """
    if span == Span(span.path):
        return None
    lines = _lines(span.path)
    if span.line > len(lines):
        return None
    line = lines[span.line - 1]
    start = min(span.column - 1, len(line))
    end = min(span.end_column - 1, len(line)) if span.end_line == span.line else len(line)
    cells, columns = _measured(line)
    first, last = _window(columns, start, max(end, start), width)
    before = "…" if first else ""
    after = "…" if last < len(line) else ""
    indent = len(before) + columns[start] - columns[first]
    carets = columns[max(start, min(end, last))] - columns[start]
    shown = "".join(cells[first:last])
    return str(span.line), f"{before}{shown}{after}", " " * indent + "^" * max(carets, 1)


@functools.lru_cache(maxsize=16)
def _lines(path: Path) -> tuple[str, ...]:
    """The lines of a file, broken only where a span's line ends; none when it cannot be read."""
    try:
        text = path.read_bytes().decode("utf-8-sig", errors="replace")
    except OSError:
        return ()
    return tuple(re.split(r"\r\n|\r|\n", text))


@functools.lru_cache(maxsize=16)
def _measured(line: str) -> tuple[list[str], list[int]]:
    """Each character as it is shown, and the columns before it and at the end: tabs to their stops.

    Once for a line: one may hold every finding of a book.
    """
    if all(_cell(char) == (char, 1) for char in set(line)):
        return list(line), list(range(len(line) + 1))
    cells: list[str] = []
    columns = [0]
    for char in line:
        tab = _TAB - columns[-1] % _TAB
        text, size = (" " * tab, tab) if char == "\t" else _cell(char)
        cells.append(text)
        columns.append(columns[-1] + size)
    return cells, columns


@functools.lru_cache(maxsize=1024)
def _cell(char: str) -> tuple[str, int]:
    kind = unicodedata.category(char)
    if kind == "Cc" or char in _BIDI:
        return "\N{REPLACEMENT CHARACTER}", 1
    if kind in ("Mn", "Me", "Cf"):
        return char, 0
    return char, 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _window(columns: list[int], start: int, end: int, width: int) -> tuple[int, int]:
    """From which to which character the line is shown: the words, and as much around as fits."""
    length = len(columns) - 1
    if columns[-1] <= width and length <= width * _DEEP:
        return 0, length
    room = width - 2  # an ellipsis on each side
    floor, ceiling = max(0, start - room * _DEEP), min(length, start + room * _DEEP)
    middle = max(end, bisect_left(columns, columns[start] + room // 2, start))
    last = min(middle, bisect_right(columns, columns[start] + room, start, ceiling + 1) - 1)
    first = bisect_left(columns, columns[last] - room, floor, start)
    last = bisect_right(columns, columns[first] + room, last, ceiling + 1) - 1
    # A combining mark stays with its letter.
    while 0 < first < start and columns[first] == columns[first + 1]:
        first += 1
    return first, last
