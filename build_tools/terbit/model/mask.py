"""A copy of the master in which every word is a token that says which word it is.

pandoc keeps no source positions. It reads this copy as it reads the master (letters stay letters, lengths
and widths stay as they are), so that each word of its tree tells where it stood: also in a note, in a table
whose cells run over several lines, or where the same word stands in an attribute beside it.
"""

from __future__ import annotations

import bisect
import functools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

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


WORD = f"[{_word_class()}]+"
_TOKEN = re.compile(
    # What pandoc knows by its name keeps it: tags and autolinks, entities, labels of notes, keys ...
    r"</?[A-Za-z][^<>]*>|&\#?\w+;|\[\^[^\[\]\s]+\]|@\{?[\w:.\#$%&\-+?<>~/]+|\[[xX]\]"
    # ... list markers, caption words, and numbers where a dollar or an apostrophe asks for a digit.
    r"|(?<!\w)(?:[A-Za-z]|[ivxlcdm]+|[IVXLCDM]+|\d+)(?=[.)](?:\s|\Z))|(?<!\S)[Tt]able(?=:)|(?<=[$'’])\d+"
    rf"|({WORD})"
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

    def __init__(self, avoided: frozenset[str]) -> None:
        """Both are without the letters of the text itself, `avoided`."""
        self.avoided = avoided
        leads, singles = (
            tuple(letter for letter in _letters(ranges) if letter not in avoided)
            for ranges in (_LEADS, _SINGLES)
        )
        self.leads, self.singles = leads, singles
        self.lead_numbers = {letter: number for number, letter in enumerate(leads)}
        self.single_numbers = {letter: number for number, letter in enumerate(singles)}
        lead, single = _class(leads), _class(singles)
        self.token = re.compile(f"[{lead}]{{2}}|[{single}]")


alphabet_of = functools.cache(Alphabet)


@dataclass(frozen=True)
class Change:
    """Words that stand in place of others: `new`, from the offset `at` on, where `old` began at `start`."""

    start: int
    old: str
    at: int
    new: str


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

    def is_sure(self, masked: str) -> bool:
        """Whether a masked word holds a token that stands nowhere else."""
        return any(len(token) > 1 for token in self.alphabet.token.findall(masked))

    def edited(self, text: str, old_start: int, start: int, changes: Sequence[Change]) -> Mask:
        """The mask of `text` from `start` on, which was masked, from `old_start` on, before these changes.

        Offsets of the changes count from there. Words elsewhere keep their tokens, new ones get the next;
        those that were replaced have places which no tree asks for.
        """
        by = start - old_start
        ends = [change.start + len(change.old) for change in changes]
        steps = [by, *(by + one.at + len(one.new) - end for one, end in zip(changes, ends, strict=True))]
        ends = [old_start + end for end in ends]
        masked = Mask("", self.alphabet, _moved(self.words, ends, steps), _moved(self.letters, ends, steps))
        pieces: list[str] = []
        at = 0
        for change in changes:
            first = start + change.at
            pieces += (
                self.text[at : change.start],
                _tokens(masked, text, (first, first + len(change.new)), []),
            )
            at = change.start + len(change.old)
        return replace(masked, text="".join((*pieces, self.text[at:])))


def mask(text: str, start: int) -> Mask:
    """`text` from `start` on as tokens; `Mask.text` is as long as the rest of `text`."""
    avoided = frozenset(set(text).intersection(_letters(_LEADS + _SINGLES)))
    masked = Mask("", alphabet_of(avoided), [], [])
    labels = {_label(match.group(1)) for match in _REFERENCE.finditer(text, start)}
    kept = (
        [m.span() for m in _BRACKETS.finditer(text, start) if _label(m.group(1)) in labels] if labels else []
    )
    kept.reverse()
    return replace(masked, text=_tokens(masked, text, (start, len(text)), kept))


def names_labels(text: str) -> bool:
    """Whether a text has definitions of links, whose labels stay as they are wherever they stand."""
    return _REFERENCE.search(text) is not None


def _tokens(mask: Mask, text: str, reach: tuple[int, int], kept: list[tuple[int, int]]) -> str:
    """A stretch of `text` as tokens; its words are added to those of the mask."""
    alphabet, words, letters = mask.alphabet, mask.words, mask.letters
    leads, singles = alphabet.leads, alphabet.singles
    base = len(leads)
    pieces: list[str] = []
    at = reach[0]
    for match in _TOKEN.finditer(text, *reach):  # a loop of a few lines: it sees every word of a long book
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
    return "".join((*pieces, text[at : reach[1]]))


def _moved(places: list[tuple[int, int]], ends: list[int], steps: list[int]) -> list[tuple[int, int]]:
    """Places after changes that ended at `ends`: `steps` tells how far they moved before and after each."""
    found = (bisect.bisect_right(ends, start) for start, _ in places)
    return [(start + steps[n], end + steps[n]) for (start, end), n in zip(places, found, strict=True)]


def _is_kept(kept: list[tuple[int, int]], at: int) -> bool:
    """Whether a label in brackets, of those not yet passed (the nearest is the last), holds the offset."""
    while kept and kept[-1][1] <= at:
        kept.pop()
    return bool(kept) and kept[-1][0] <= at


def _label(words: str) -> str:
    return " ".join(words.split()).casefold()
