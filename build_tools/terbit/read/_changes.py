"""Two texts of a master that differ in plain words alone: which words, and in which chapters.

Plain is what pandoc reads as words wherever it stands in a paragraph, and what can neither begin nor end
anything else. Whoever finds more than that, finds nothing: the text is then read as a whole.
"""

from __future__ import annotations

import re
from itertools import accumulate, pairwise

import msgspec

from terbit.model.mask import WORD, Change

_MOST_PARAGRAPHS, _MOST_CHAPTERS = 20, 4
SHARE = 4
"""Which part of a text its changed chapters may be at most, as 1 over this number: each is read twice."""
_LONGEST = 2_000
"""Characters of one change."""
_GAP = re.compile(r"(\n(?:[ \t]*\n)+)")
_TOKEN = re.compile(r"[^ \n]+[ \n]*")
_CHAPTER = re.compile(r"##?[ \t]")
# No sign that is doubled: pandoc makes “…” of three full stops, and a dash of two hyphens.
_PLAIN_WORD = rf"\(?{WORD}(?:[-.,]{WORD})*(?:[.,;:?!]|[.,]?\)[.,;:?!]?)?"
_PLAIN = re.compile(rf"{_PLAIN_WORD}(?:[ \n]{_PLAIN_WORD})*")


class Chapter(msgspec.Struct, frozen=True):
    """A chapter whose words changed: its two texts and the changes, one in each changed paragraph."""

    old: str
    new: str
    changes: tuple[Change, ...]


def changed_chapters(old: str, new: str) -> tuple[Chapter, ...] | None:
    """The chapters in which the texts differ, if they differ in plain words of paragraphs alone."""
    if old == new:
        return ()
    parts, made = _GAP.split(old), _GAP.split(new)
    if len(parts) != len(made) or parts[1::2] != made[1::2] or "\r" in new:
        return None
    changed = [n for n in range(0, len(parts), 2) if parts[n] != made[n]]
    if len(changed) > _MOST_PARAGRAPHS:
        return None
    starts, begun = ([0, *accumulate(map(len, every))] for every in (parts, made))
    chapters: list[Chapter] = []
    heads = [0, *(n for n in range(2, len(parts), 2) if _CHAPTER.match(parts[n])), len(parts)]
    for first, last in pairwise(heads):
        inside = [n for n in changed if first <= n < last]
        if not inside:
            continue
        changes = tuple(
            one for n in inside if (one := _change(parts[n], starts[n], made[n], begun[n])) is not None
        )
        if len(changes) < len(inside):
            return None
        chapters.append(Chapter("".join(parts[first:last]), "".join(made[first:last]), changes))
    if len(chapters) > _MOST_CHAPTERS or sum(len(one.old) for one in chapters) * SHARE > len(old):
        return None
    return tuple(chapters)


def _change(old: str, start: int, new: str, at: int) -> Change | None:
    """The words in which two versions of a paragraph differ, with an unchanged neighbour on either side."""
    ours, theirs = _TOKEN.findall(old), _TOKEN.findall(new)
    alike = _alike(ours, theirs)
    first = max(alike - 1, 0)
    after = max(_alike(ours[alike:][::-1], theirs[alike:][::-1]) - 1, 0)
    before = sum(map(len, ours[:first]))
    said, says = ("".join(every[first : len(every) - after]) for every in (ours, theirs))
    end, new_end = len(said.rstrip(" \n")), len(says.rstrip(" \n"))
    if said[end:] != says[new_end:] or max(end, new_end) > _LONGEST or "".join(ours) != old:
        return None
    said, says = said[:end], says[:new_end]
    plain = _PLAIN.fullmatch(said) and _PLAIN.fullmatch(says)
    return Change(start + before, said, at + before, says) if plain else None


def _alike(ours: list[str], theirs: list[str]) -> int:
    """How many of their first items are the same."""
    pairs = enumerate(zip(ours, theirs, strict=False))
    return next((n for n, (one, two) in pairs if one != two), min(len(ours), len(theirs)))
