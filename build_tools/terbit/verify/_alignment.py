"""Two orders of texts beside each other: which of one has become which of the other, and which neither.

In: the passages promised and those found, squeezed. Out: numbers of passages. Costs what differs.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator

_ALIKE = 0.5
"""Two texts with so many characters in common are one that changed, not one lost and another added."""
_LONG = 4000
"""Characters of a passage beyond which likeness is judged by its beginning."""


def left(
    found: list[tuple[range, range]], pairs: list[tuple[int, int]]
) -> tuple[list[int], list[tuple[int, int]]]:
    """What is in no pair: the promised, and the found, each with the passage at whose place it stands."""
    olds, news = {one for one, _ in pairs}, {other for _, other in pairs}
    return (
        [number for old, _ in found for number in old if number not in olds],
        [(number, old.start) for old, new in found for number in new if number not in news],
    )


def gaps(wanted: tuple[str, ...], words: tuple[str, ...]) -> Iterator[tuple[range, range]]:
    """The stretches in which the two differ."""
    head = 0
    while head < min(len(wanted), len(words)) and wanted[head] == words[head]:
        head += 1
    tail = 0
    while tail < min(len(wanted), len(words)) - head and wanted[-1 - tail] == words[-1 - tail]:
        tail += 1
    old, new = wanted[head : len(wanted) - tail], words[head : len(words) - tail]
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new).get_opcodes():
        if kind != "equal":
            yield range(head + a, head + b), range(head + c, head + d)


def likely(
    wanted: tuple[str, ...], old: range, words: tuple[str, ...], new: range
) -> Iterator[tuple[int, int]]:
    """The passages of a gap that changed, each with what it became; those said elsewhere are not meant."""
    left = list(new)
    for one in old:
        if wanted[one] in (words[other] for other in left):
            continue
        for other in left:
            if _is_alike(wanted[one], words[other]):
                left = left[left.index(other) + 1 :]
                yield one, other
                break


def _is_alike(one: str, other: str) -> bool:
    one, other = one[:_LONG], other[:_LONG]
    if one.startswith(other) or other.startswith(one):
        return True
    matcher = difflib.SequenceMatcher(None, one, other)
    return matcher.quick_ratio() > _ALIKE and matcher.ratio() > _ALIKE


def difference(was: str, now: str) -> tuple[str, str]:
    """The words around the first difference of two texts."""
    at = next((n for n, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), min(len(was), len(now)))
    start = max(0, at - 15)
    return was[start : at + 25], now[start : at + 25]
