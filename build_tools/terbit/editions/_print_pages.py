"""What was read in the printed edition becomes its pages: which word of the book each begins with.

Places are offsets in the stream that parity compares: promised characters without white space, in NFC. Other
editions hold the same stream, so an offset is a place in each of them.
"""

from __future__ import annotations

import itertools
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from terbit.model.outline import Opening, Outline, PageStart
from terbit.model.stream import squeeze

_DASHES = "—–"
_WIDE = frozenset("WF")


class PrintPage(NamedTuple):
    """A printed page: its number as printed, and where in the book it begins.

    `offset` counts promised characters. It is always at the beginning of a word: a word that the page end
    cuts in two belongs to the page that completes it. A page without promised words, and one that begins
    inside a note (notes are a stream of their own), begins with the next word of the text; the last of all
    may be the end of the stream.
    """

    label: str
    offset: int
    opening: Opening


def print_pages(starts: Sequence[PageStart], promised: Outline) -> tuple[PrintPage, ...]:
    """The pages in order, as `Reading.pages` of the printed edition tells them; `promised` is the book's."""
    words = _Words(passage.text for passage in promised.passages)
    pages: list[PrintPage] = []
    after = words.length
    for start in reversed(starts):
        if start.opening is not Opening.NOTHING:
            after = min(after, words.word_at(start.offset))
        pages.append(PrintPage(start.label, after, start.opening))
    return tuple(reversed(pages))


class _Words:
    """The promised passages, and where in them the words begin."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = [unicodedata.normalize("NFC", text) for text in texts]
        self._ends = list(itertools.accumulate(len(squeeze(text)) for text in self._texts))
        self.length = self._ends[-1] if self._ends else 0

    def word_at(self, offset: int) -> int:
        """The offset of the first character of the word that holds the character at `offset`."""
        number = bisect_right(self._ends, offset)
        if number == len(self._texts):
            return self.length
        text, before = self._texts[number], self._ends[number - 1] if number else 0
        place = character_at(text, offset - before)
        while place and not _parts(text[place - 1], text[place]):
            place -= 1
        return before + len(squeeze(text[:place]))


def character_at(text: str, offset: int) -> int:
    """The index in `text` of the character at `offset` of its squeezed form; `len(text)` past the end."""
    return bisect_left(range(len(text)), offset + 1, key=lambda index: len(squeeze(text[: index + 1])))


def _parts(before: str, after: str) -> bool:
    """Whether a word ends between these two characters."""
    wide = unicodedata.east_asian_width(before) in _WIDE or unicodedata.east_asian_width(after) in _WIDE
    return before.isspace() or before in _DASHES or wide
