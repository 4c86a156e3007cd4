"""A copy of the master in which every word is a token that says which word it is.

pandoc keeps no source positions. It reads this copy as it reads the master (letters stay letters, lengths
and widths stay as they are), so that each word of its tree tells where it stood: also in a note, in a table
whose cells run over several lines, or where the same word stands in an attribute beside it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

# Narrow letters without case (GHC's isAlphaNum holds), old enough for any Unicode table, seldom in a book.
_LEADS = ((0x12000, 0x12398), (0x13000, 0x1342E), (0x14400, 0x14646))
_SINGLES = ((0x1401, 0x166C), (0x16800, 0x16A38), (0xA500, 0xA60B), (0x10600, 0x10736))
_FILLER = "x"


def _letters(ranges: tuple[tuple[int, int], ...]) -> list[str]:
    return [
        character
        for first, last in ranges
        for character in map(chr, range(first, last + 1))
        if unicodedata.category(character) == "Lo"
    ]


def _word_class() -> str:
    """A regular expression for one letter or digit of Latin, Greek or Cyrillic: narrow in every table."""
    last = [*range(0x30, 0x530), *range(0x1E00, 0x1F00)]
    return "".join(
        re.escape(chr(c)) for c in last if unicodedata.category(chr(c)) in {"Lu", "Ll", "Lo", "Nd"}
    )


_WORD = f"[{_word_class()}]+"
_TOKEN = re.compile(
    # What pandoc knows by its name keeps it: tags and autolinks, entities, labels of notes, keys ...
    r"</?[A-Za-z][^<>]*>|&\#?\w+;|\[\^[^\[\]\s]+\]|@\{?[\w:.\#$%&\-+?<>~/]+|\[[xX]\]"
    # ... list markers, caption words, and numbers where a dollar or an apostrophe asks for a digit.
    r"|(?<!\w)(?:[A-Za-z]|[ivxlcdm]+|[IVXLCDM]+|\d+)(?=[.)](?:\s|\Z))|(?<!\S)[Tt]able(?=:)|(?<=[$'’])\d+"
    rf"|({_WORD})"
)
_REFERENCE = re.compile(r"^[ \t>]*\[([^\[\]\n^@][^\[\]\n]*)\]:", re.MULTILINE)
_BRACKETS = re.compile(r"\[([^\[\]]+)\](?!\(|\[[^\]])")


@dataclass(frozen=True)
class Mask:
    """What tells the words of a masked text: the alphabets, and the place of each word in the original."""

    text: str
    leads: dict[str, int]
    singles: dict[str, int]
    words: list[tuple[int, int]]
    letters: list[tuple[int, int]]
    alphabet: re.Pattern[str]

    def read(self, masked: str) -> list[tuple[int, tuple[tuple[int, int], ...]]]:
        """The tokens in a piece of pandoc's output: where each begins in it, and (start, end) of its words.

        A word of one letter may be one of several; any other is sure.
        """
        found: list[tuple[int, tuple[tuple[int, int], ...]]] = []
        base = len(self.leads)
        for match in self.alphabet.finditer(masked):
            at, first = match.start(), match.group()
            if first in self.singles:
                found.append((at, tuple(self.letters[self.singles[first] :: len(self.singles)])))
                continue
            number = self.leads[first] * base + self.leads.get(masked[at + 1 : at + 2], base)
            if number < len(self.words) and masked[at + 1 : at + 2] in self.leads:
                found.append((at, (self.words[number],)))
        return found


def mask(text: str, start: int) -> Mask:
    """`text` from `start` on as tokens; `Mask.text` is as long as the rest of `text`."""
    present = set(text)
    leads = [letter for letter in _letters(_LEADS) if letter not in present]
    singles = [letter for letter in _letters(_SINGLES) if letter not in present]
    words: list[tuple[int, int]] = []
    letters: list[tuple[int, int]] = []
    labels = {_label(match.group(1)) for match in _REFERENCE.finditer(text, start)}
    kept = (
        [m.span() for m in _BRACKETS.finditer(text, start) if _label(m.group(1)) in labels] if labels else []
    )
    kept.reverse()
    base = len(leads)

    def token(match: re.Match[str]) -> str:
        word = match.group(1)
        if word is None:
            return match.group()
        first, last = match.span()
        while kept and kept[-1][1] <= first:
            kept.pop()
        if kept and kept[-1][0] <= first:
            return word
        if last - first == 1:
            letters.append((first, last))
            return singles[(len(letters) - 1) % len(singles)]
        number = len(words)
        words.append((first, last))
        return leads[number // base % base] + leads[number % base] + _FILLER * (last - first - 2)

    return Mask(
        _substitute(text, start, token),
        {letter: number for number, letter in enumerate(leads)},
        {letter: number for number, letter in enumerate(singles)},
        words,
        letters,
        re.compile(f"[{''.join(leads)}](?=[{''.join(leads)}])|[{''.join(singles)}]"),
    )


def _substitute(text: str, start: int, token: Callable[[re.Match[str]], str]) -> str:
    pieces: list[str] = []
    at = start
    for match in _TOKEN.finditer(text, start):
        pieces += (text[at : match.start()], token(match))
        at = match.end()
    return "".join((*pieces, text[at:]))


def _label(words: str) -> str:
    return " ".join(words.split()).casefold()
