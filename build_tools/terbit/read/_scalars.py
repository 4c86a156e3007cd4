"""Where each character of a YAML text stands in its file (YAML 1.2.2, chapters 7.3 and 8.1)."""

from __future__ import annotations

import re
from array import array

from terbit.model.align import Extent

_HEADER = re.compile(r"[|>][^\n]*\n[ \t\r\n]*")
_BLANK = re.compile(r"[ \t\r\n]+")
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|(\r?\n[ \t]*)|.)")


def extent(value: str, text: str, room: tuple[int, int], style: str) -> Extent:
    """Where each character of `value`, which stands in `room` of `text`, begins and ends in it.

    `style` is the mark that a text in quotes or a block of lines begins with, or empty. A line end that YAML
    reads as a space is one character. What is not understood has the whole room for each character.
    """
    start, end = room
    at = start + (style in {"'", '"'})
    if header := _HEADER.match(text, start, end) if style in {"|", ">"} else None:
        at = header.end()
    begun, ended = array("q"), array("q")
    while (number := len(begun)) < len(value):
        escape = _ESCAPE.match(text, at, end) if style == '"' else None
        wanted = None if escape else _BLANK.match(value, number)
        blank = _BLANK.match(text, at, end) if wanted else None
        if wanted and blank and "\n" not in blank[0]:  # each says itself
            after = min(blank.end(), at + len(wanted[0]))
            begun.extend(range(at, after))
            ended.extend(range(at + 1, after + 1))
            at = after
            continue
        size, after = 1, at + 1
        if wanted and blank:
            size, after = len(wanted[0]), blank.end()
        elif escape:
            size, after = int(escape[1] is None), escape.end()
        elif style == "'" and text.startswith("''", at):
            after = at + 2
        elif not text.startswith(value[number], at, end):
            return array("q", [start]) * len(value), array("q", [end]) * len(value)
        begun.extend([at] * size)
        ended.extend([after] * size)
        at = after
    return begun, ended
