"""A copy of the master in which every word is a token that says which word it is.

pandoc keeps no source positions. It reads this copy as it reads the master (letters stay letters, lengths
and widths stay as they are), so that each word of its tree tells where it stood: also in a note, in a table
whose cells run over several lines, or where the same word stands in an attribute beside it.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass

# Narrow letters without case (GHC's isAlphaNum holds), old enough for any Unicode table, seldom in a book.
_LEADS = ((0x12000, 0x12398), (0x13000, 0x1342E), (0x14400, 0x14646))
_SINGLES = ((0x1401, 0x166C), (0x16800, 0x16A38), (0xA500, 0xA60B), (0x10600, 0x10736))
_FILLER = "x"


@functools.cache
def _letters(ranges: tuple[tuple[int, int], ...]) -> tuple[str, ...]:
    every = (chr(code) for first, last in ranges for code in range(first, last + 1))
    return tuple(character for character in every if unicodedata.category(character) == "Lo")


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


def _class(letters: tuple[str, ...]) -> str:
    """The letters as ranges: `re` compares letters beyond U+FFFF one by one."""
    ranges: list[list[int]] = []
    for code in map(ord, letters):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


class Alphabet:
    """The letters of tokens: `leads` begin and number a word of two or more, `singles` are a word of one."""

    def __init__(self, leads: tuple[str, ...], singles: tuple[str, ...]) -> None:
        """Both without any letter of the text itself."""
        self.leads, self.singles = leads, singles
        self.lead_numbers = {letter: number for number, letter in enumerate(leads)}
        self.single_numbers = {letter: number for number, letter in enumerate(singles)}
        lead, single = _class(leads), _class(singles)
        self.token = re.compile(f"[{lead}]{{2}}|[{single}]")


@functools.cache
def _alphabet(avoided: frozenset[str]) -> Alphabet:
    leads, singles = (
        tuple(letter for letter in _letters(ranges) if letter not in avoided) for ranges in (_LEADS, _SINGLES)
    )
    return Alphabet(leads, singles)


@dataclass(frozen=True)
class Mask:
    """A masked text and what tells its words: start and end of each in the original."""

    text: str
    alphabet: Alphabet
    words: list[tuple[int, int]]
    letters: list[tuple[int, int]]

    def read(self, masked: str) -> list[tuple[int, tuple[tuple[int, int], ...]]]:
        """The tokens in a piece of pandoc's output: where each begins in it, and (start, end) of its words.

        A word of one letter may be one of several; any other is sure.
        """
        found: list[tuple[int, tuple[tuple[int, int], ...]]] = []
        leads, singles = self.alphabet.lead_numbers, self.alphabet.single_numbers
        for match in self.alphabet.token.finditer(masked):
            letters = match.group()
            if len(letters) == 1:
                found.append((match.start(), tuple(self.letters[singles[letters] :: len(singles)])))
                continue
            number = leads[letters[0]] * len(leads) + leads[letters[1]]
            if number < len(self.words):
                found.append((match.start(), (self.words[number],)))
        return found


def mask(text: str, start: int) -> Mask:
    """`text` from `start` on as tokens; `Mask.text` is as long as the rest of `text`."""
    alphabet = _alphabet(frozenset(set(text).intersection(_letters(_LEADS + _SINGLES))))
    leads, singles = alphabet.leads, alphabet.singles
    words: list[tuple[int, int]] = []
    letters: list[tuple[int, int]] = []
    labels = {_label(match.group(1)) for match in _REFERENCE.finditer(text, start)}
    kept = (
        [m.span() for m in _BRACKETS.finditer(text, start) if _label(m.group(1)) in labels] if labels else []
    )
    kept.reverse()
    base = len(leads)
    pieces: list[str] = []
    at = start
    for match in _TOKEN.finditer(text, start):  # a loop of a few lines: it sees every word of a long book
        first, last = match.span(1)
        if first < 0 or (kept and _is_kept(kept, first)):
            continue
        pieces.append(text[at:first])
        at = last
        if last - first == 1:
            pieces.append(singles[len(letters) % len(singles)])
            letters.append((first, last))
        else:
            high, low = divmod(len(words), base)
            pieces.append(leads[high % base] + leads[low] + _FILLER * (last - first - 2))
            words.append((first, last))
    return Mask("".join((*pieces, text[at:])), alphabet, words, letters)


def _is_kept(kept: list[tuple[int, int]], at: int) -> bool:
    """Whether a label in brackets, of those not yet passed (the nearest is the last), holds the offset."""
    while kept and kept[-1][1] <= at:
        kept.pop()
    return bool(kept) and kept[-1][0] <= at


def _label(words: str) -> str:
    return " ".join(words.split()).casefold()
