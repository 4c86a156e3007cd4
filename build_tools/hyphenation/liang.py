"""Liang's patterns: letters with levels between them; the highest level wins, and an odd one is a break.

Liang, F. M. (1983), Word Hy-phen-a-tion by Com-put-er. Levels here, from weak to strong: 1 to 3 the syllable
rules; 4 a guard where letters alone do not decide; 5 to 8 roots, the longer ones stronger; 8 also words in
which two roots meet; 9 a long root that a shorter one had overruled.
"""

from __future__ import annotations

from collections.abc import Iterable


class Patterns:
    """A growing set of patterns; `.` stands for the edge of a word."""

    def __init__(self) -> None:
        self.levels: dict[str, tuple[int, ...]] = {}
        self._openings: set[str] = set()

    def add(self, letters: str, levels: Iterable[int]) -> None:
        """Levels before each letter and after the last: one more than letters. The stronger of two stays."""
        new = tuple(levels)
        old = self.levels.get(letters, (0,) * len(new))
        self.levels[letters] = tuple(map(max, old, new))
        self._openings.update(letters[:end] for end in range(1, len(letters) + 1))

    def read(self, pattern: str) -> None:
        """Add a pattern as it is written in a file: `n1tr`, `.me2nga`."""
        letters, levels = "", [0]
        for sign in pattern:
            if sign.isdigit():
                levels[-1] = int(sign)
            else:
                letters += sign
                levels.append(0)
        self.add(letters, levels)

    def breaks(self, word: str) -> frozenset[int]:
        """The places (letters before the break) where a word may be broken, without regard to limits."""
        pointed = f".{word}."
        found = [0] * (len(pointed) + 1)
        for start in range(len(pointed)):
            for end in range(start + 1, len(pointed) + 1):
                letters = pointed[start:end]
                if letters not in self._openings:
                    break
                levels = self.levels.get(letters)
                if levels:
                    for place, level in enumerate(levels, start):
                        found[place] = max(found[place], level)
        return frozenset(place - 1 for place in range(2, len(pointed) - 1) if found[place] % 2)

    def lines(self) -> list[str]:
        """All patterns in the notation of `hyph_*.dic`, sorted."""
        return sorted(_written(letters, levels) for letters, levels in self.levels.items())


def _written(letters: str, levels: tuple[int, ...]) -> str:
    signs = [str(level or "") for level in levels]
    return "".join(level + letter for level, letter in zip(signs, [*letters, ""], strict=True))
