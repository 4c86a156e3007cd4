"""Pieces of prose joined to one text, and a quick answer to the question which of them hold a word."""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate

from terbit.model.prose import Prose

Placed = tuple[Prose, int]
"""A piece, and where it starts in the joined text."""


class Pieces:
    """Prose joined with line feeds; `starts[i]` is where `pieces[i]` begins in `text`."""

    def __init__(self, pieces: Iterable[Prose]) -> None:
        """The pieces in reading order."""
        self.pieces = tuple(pieces)
        self.starts = list(accumulate((len(piece.text) + 1 for piece in self.pieces), initial=0))[:-1]
        self.text = "\n".join(piece.text for piece in self.pieces)
        self._words = self._indexed()

    def piece(self, at: int) -> Placed:
        """The piece that holds a position, and where it starts."""
        number = bisect.bisect_right(self.starts, at) - 1
        return self.pieces[number], self.starts[number]

    def holding(self, needles: Iterable[str], *, fold: bool = False) -> Iterator[Placed]:
        """Every piece that holds one of `needles`; with `fold`, in small letters, as the needles then are."""
        return self._placed({number for needle in needles for number in self._with(needle, fold=fold)})

    def holding_word(self, pattern: re.Pattern[str]) -> Iterator[Placed]:
        """Every piece in one of whose words, parted by spaces alone, `pattern` is found."""
        found = (numbers for word, numbers in self._words.items() if pattern.search(word))
        return self._placed({number for numbers in found for number in numbers})

    def _placed(self, numbers: set[int]) -> Iterator[Placed]:
        return ((self.pieces[number], self.starts[number]) for number in sorted(numbers))

    def _indexed(self) -> dict[str, list[int]]:
        """The numbers of the pieces that hold each word."""
        found = defaultdict[str, list[int]](list)
        for number, piece in enumerate(self.pieces):
            for word in set(piece.text.split(" ")):
                found[word].append(number)
        return found

    @cached_property
    def _as_written(self) -> _Vocabulary:
        return _Vocabulary(self._words)

    @cached_property
    def _in_small_letters(self) -> _Vocabulary:
        return _Vocabulary(word.casefold() for word in self._words)

    @cached_property
    def _numbers(self) -> tuple[list[int], ...]:
        return tuple(self._words.values())

    def _with(self, needle: str, *, fold: bool) -> set[int]:
        vocabulary = self._in_small_letters if fold else self._as_written
        found = {number for word in vocabulary.holding(needle) for number in self._numbers[word]}
        if " " not in needle:
            return found
        texts = ((number, self.pieces[number].text) for number in found)
        return {number for number, text in texts if needle in (text.casefold() if fold else text)}


class _Vocabulary:
    """The distinct words of a text: a tenth of it, or less, and so looked through in a tenth of the time."""

    def __init__(self, words: Iterable[str]) -> None:
        """In the order in which they are counted."""
        every = tuple(words)
        self._text = "\n".join(("", *every, ""))
        self._starts = list(accumulate((len(word) + 1 for word in every), initial=1))

    def holding(self, needle: str) -> Iterator[int]:
        """The numbers of the words that hold `needle`, or the longest part of it that has no space."""
        parts = needle.split(" ")
        last = len(parts) - 1
        bounded = ("\n" * (at > 0) + part + "\n" * (at < last) for at, part in enumerate(parts) if part)
        part = max(bounded, key=len)
        opens = part.startswith("\n")
        at = self._text.find(part)
        while at >= 0:
            number = bisect.bisect_right(self._starts, at + opens) - 1
            yield number
            at = self._text.find(part, self._starts[number + 1] - 1)
