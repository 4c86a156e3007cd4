"""The source line of a finding with carets under the very words, for a terminal of a given width."""

from __future__ import annotations

import functools
import re
import unicodedata
from pathlib import Path

from terbit.model.findings import Span

_TAB = 4
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
    if line.isascii() and line.isprintable():  # a column each: most lines, at a tenth of the cost
        first, last = _plain_window(len(line), start, max(end, start), width)
        shown, lead, carets = line[first:last], start - first, min(end, last) - start
    else:
        cells = _cells(line)
        first, last = _window(cells, start, max(end, start), width)
        shown = "".join(text for text, _ in cells[first:last])
        lead = sum(size for _, size in cells[first:start])
        carets = sum(size for _, size in cells[start : min(end, last)])
    before = "…" if first else ""
    after = "…" if last < len(line) else ""
    indent = len(before) + lead
    return str(span.line), f"{before}{shown}{after}", " " * indent + "^" * max(carets, 1)


@functools.lru_cache(maxsize=16)
def _lines(path: Path) -> tuple[str, ...]:
    """The lines of a file, broken only where a span's line ends; none when it cannot be read."""
    try:
        text = path.read_bytes().decode("utf-8-sig", errors="replace")
    except OSError:
        return ()
    return tuple(re.split(r"\r\n|\r|\n", text))


def _cells(line: str) -> list[tuple[str, int]]:
    """Each character as it is shown, with its columns: a tab to its stop, wide 2, combining 0."""
    if all(_cell(char) == (char, 1) for char in set(line)):
        return [(char, 1) for char in line]
    cells: list[tuple[str, int]] = []
    column = 0
    for char in line:
        tab = _TAB - column % _TAB
        cell = (" " * tab, tab) if char == "\t" else _cell(char)
        cells.append(cell)
        column += cell[1]
    return cells


@functools.lru_cache(maxsize=1024)
def _cell(char: str) -> tuple[str, int]:
    kind = unicodedata.category(char)
    if kind == "Cc" or char in _BIDI:
        return "\N{REPLACEMENT CHARACTER}", 1
    if kind in ("Mn", "Me", "Cf"):
        return char, 0
    return char, 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _plain_window(length: int, start: int, end: int, width: int) -> tuple[int, int]:
    """As `_window`, for a line of `length` characters of one column each."""
    if length <= width:
        return 0, length
    room = width - 2
    last = min(length, start + room, max(end, start + room // 2))
    first = max(0, last - room)
    return first, min(length, first + room)


def _window(cells: list[tuple[str, int]], start: int, end: int, width: int) -> tuple[int, int]:
    """From which to which character the line is shown: the words, and as much around as fits."""
    sizes = [size for _, size in cells]
    if sum(sizes) <= width:
        return 0, len(cells)
    room = width - 2  # an ellipsis on each side
    first = last = start
    used = 0
    while last < len(cells) and (last < end or used < room // 2) and used + sizes[last] <= room:
        used += sizes[last]
        last += 1
    while first > 0 and used + sizes[first - 1] <= room:
        first -= 1
        used += sizes[first]
    while last < len(cells) and used + sizes[last] <= room:
        used += sizes[last]
        last += 1
    while 0 < first < start and not sizes[first]:  # a combining mark stays with its letter
        first += 1
    return first, last
