"""What stands between two words whose places are known: punctuation, spaces, letters nobody masks.

Each character of the tree's text gets the piece of the master that says it, so that markup in between
(which the tree does not show) is passed over in as few leaps as can be.
"""

from __future__ import annotations

import functools
import html
import re

Piece = tuple[int, int]
"""Start and end in the master; (-1, -1) where that is unknown."""

UNKNOWN: Piece = (-1, -1)

_SMART = {
    "“": ('"',), "”": ('"',), "‘": ("'",), "’": ("'",), "–": ("--",), "—": ("---",), "…": ("...",),
    "\u00a0": ("\\ ", " "),
}  # fmt: skip
_MARKUP = frozenset("*_~^`[]<>{}|$\\#")
_NOT_PLAIN = _MARKUP | {" ", "&"}
_SPACE = re.compile(r"[ \t\r\n]+|\\\r?\n[ \t]*")
_ENTITY = re.compile(r"&#?\w{1,32};")
_ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")
_LEAP, _AHEAD, _ESCAPED, _BARE = 100, 1, 300, 30
"""The cost of beginning a leap over markup, of each step of it, of passing an escape, of markup as text."""
_TOO_MUCH = 60_000
"""Cells of the table beyond which a gap is filled greedily instead."""


def fill(flow: str, text: str, room: tuple[int, int], free: tuple[bool, bool]) -> list[Piece]:
    """A piece of `text` within `room` for each character of `flow`; a free end may be left over."""
    start, end = room
    if not flow:
        return []
    if len(flow) == end - start and text.startswith(flow, start) and not _MARKUP.intersection(flow):
        return [(i, i + 1) for i in range(start, end)]
    if free[1] and not free[0] and _is_plain(flow) and text.startswith(flow, start, end):
        return [(i, i + 1) for i in range(start, start + len(flow))]
    if len(flow) * (end - start) > _TOO_MUCH:
        return _greedy(flow, text, start, end)
    return cheapest(flow, text, room, free)


def _is_plain(flow: str) -> bool:
    """Whether a mark or two read themselves alone: at the very start no leap, and no entity, is cheaper."""
    return len(flow) <= 2 and _NOT_PLAIN.isdisjoint(flow)  # noqa: PLR2004  # two entities cost less than a leap


@functools.lru_cache(maxsize=1024)
def _opening(character: str) -> frozenset[str]:
    """What any reading of `character` begins with."""
    if character == " ":
        return frozenset(" \t\r\n\\")
    return frozenset({character, "\\", "&", *(written[0] for written in _SMART.get(character, ()))})


def _readings(character: str, text: str, at: int, end: int) -> list[tuple[int, int]]:
    """Where a reading of `character` that begins at `at` ends, with its cost."""
    found: list[tuple[int, int]] = []
    here = text[at]
    if character == " ":
        match = _SPACE.match(text, at, end)
        return [(match.end(), 0)] if match else []
    if here == character:
        found.append((at + 1, _BARE if character in _MARKUP else 0))
    elif here == "\\" and text.startswith(character, at + 1) and at + 1 < end:
        found.append((at + 2, 0))
    smart = _SMART.get(character, ())
    found.extend((at + len(written), 0) for written in smart if text.startswith(written, at, end))
    if here == "&":
        entity = _ENTITY.match(text, at, end)
        if entity and html.unescape(entity.group()) == character:
            found.append((entity.end(), 0))
    return found


def cheapest(flow: str, text: str, room: tuple[int, int], free: tuple[bool, bool]) -> list[Piece]:
    """As `fill`, by comparing every way: it takes `len(flow)` times the room."""
    start, end = room
    size = end - start
    never = 1 << 60
    # cost[i]: all of the flow so far read, the last piece ending at start + i (no leap open there).
    cost = [never] * (size + 1)
    cost[0] = 0
    back: list[list[tuple[int, int]]] = []
    for number, character in enumerate(flow):
        at_edge = free[0] and number == 0
        opening = _opening(character)
        after, came = [never] * (size + 1), [(-1, -1)] * (size + 1)
        leap, origin = never, -1
        for i in range(size):
            if leap < never:
                leap += _AHEAD
                if i >= 2 and text[start + i - 2] == "\\" and _ESCAPE.match(text, start + i - 2):  # noqa: PLR2004  # an escape is two
                    leap += 0 if at_edge else _ESCAPED
            opened = cost[i] + (0 if at_edge else _LEAP)
            best, source = (cost[i], i) if cost[i] <= leap else (leap, origin)
            if opened < leap:
                leap, origin = opened, i
            if best >= never or text[start + i] not in opening:
                continue
            for stop, extra in _readings(character, text, start + i, end):
                if best + extra < after[stop - start]:
                    after[stop - start], came[stop - start] = best + extra, (i, source)
        cost = after
        back.append(came)
    return _trace(back, cost, room, free_end=free[1])


def _trace(
    back: list[list[tuple[int, int]]], cost: list[int], room: tuple[int, int], *, free_end: bool
) -> list[Piece]:
    start, size = room[0], room[1] - room[0]

    def total(i: int) -> int:
        return cost[i] + ((0 if free_end else _LEAP) + (size - i) * _AHEAD if i < size else 0)

    at = min(range(size + 1), key=total)
    if cost[at] >= 1 << 60:
        return [UNKNOWN] * len(back)
    pieces: list[Piece] = []
    for came in reversed(back):
        begun, source = came[at]
        pieces.append((start + begun, start + at))
        at = source
    return pieces[::-1]


def _greedy(flow: str, text: str, start: int, end: int) -> list[Piece]:
    pieces: list[Piece] = []
    at = start
    for character in flow:
        stop = next(
            (
                (i, r[0][0])
                for i in range(at, min(at + 300, end))
                if (r := _readings(character, text, i, end))
            ),
            UNKNOWN,
        )
        pieces.append(stop)
        at = max(at, stop[1])
    return pieces
