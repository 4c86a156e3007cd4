"""The master's tree beside that of its masked copy: each leaf's place in the file."""

from __future__ import annotations

import difflib
from array import array
from collections.abc import Iterator

from terbit.model.flow import HIDDEN, Sequence, sequences
from terbit.model.gaps import Piece, cheapest, fill
from terbit.model.mask import Mask
from terbit.model.tree import Block
from terbit.model.walk import Node

_EDGE = 60
"""How far before the first known word of a piece, and after its last, its other characters are looked for."""

_NEAR = 25
"""How much of either end of a piece is enough to tell where it begins and ends, if it is longer than both."""

_PLAIN = frozenset({" ", ", ", ". ", "-", ": ", "; "})
"""What mostly stands between two words, and is no markup."""

_MANY = 2_000
"""Pieces beyond which frequent ones are not compared, lest a long book take quadratic time."""

_CAREFUL = 1_000_000
"""Cells of a table that compares two texts carefully; beyond, they are compared in haste."""

Extent = tuple["array[int]", "array[int]"]
"""For each character of a text, where what says it begins and where it ends in the master, or -1."""

Anchor = tuple[int, int, int]
"""Where a word begins in a sequence's text, and its start and end in the master."""


class Aligned:
    """Places by node identity; a sequence is aligned when one of its leaves is first asked for."""

    def __init__(
        self, text: str, blocks: tuple[Block, ...], mask: Mask | None, masked: tuple[Block, ...]
    ) -> None:
        """`masked` is pandoc's tree of `mask.text`; without them nothing has a place."""
        self._text = text
        self._mask = mask
        self._sequences = sequences(blocks)
        self._masked = _paired(text, self._sequences, sequences(masked), mask)
        self._of: dict[int, int] = {}
        for number, sequence in enumerate(self._sequences):
            self._of.update(dict.fromkeys(map(id, sequence.leaves), number))
        self._done: dict[int, Extent] = {}
        self._index: dict[int, dict[int, int]] = {}
        self._anchored: dict[int, list[Anchor]] = {}

    def pieces(self, node: Node) -> tuple[Piece, ...]:
        """What says each character of a leaf; empty where `node` is none."""
        number = self._of.get(id(node))
        if number is None or self._mask is None:
            return ()
        if number not in self._index:
            self._index[number] = {id(leaf): at for at, leaf in enumerate(self._sequences[number].leaves)}
        index, starts = self._index[number][id(node)], self._sequences[number].starts
        start, end = starts[index], starts[index + 1]
        begun, ended = self._extent(number)
        return tuple(zip(begun[start:end], ended[start:end], strict=True))

    def whole(self, node: Node, text: str) -> Extent | None:
        """What says each character of the sequence that holds a leaf, if its text is just this."""
        number = self._of.get(id(node))
        if number is None or self._mask is None or self._sequences[number].text != text:
            return None
        return self._extent(number)

    def ends(self, node: Node, text: str) -> Piece | None:
        """Where the sequence that holds a leaf begins and ends, if its text is just this.

        The same as `whole` tells, of a long one much quicker; None also where that is not sure.
        """
        number = self._of.get(id(node))
        if number is None or self._mask is None or number in self._done:
            return None
        flow, masked = self._sequences[number].text, self._masked[number]
        if flow != text or masked is None or len(masked) != len(flow):
            return None
        after, before = masked.find(" ", _NEAR), masked.rfind(" ", 0, -_NEAR) + 1
        if not 0 < after < before:
            return None
        first = list(self._sure(flow[:after], masked[:after]))
        last = list(self._sure(flow[before:], masked[before:]))
        if not (_is_sure(first) and _is_sure(last)):
            return None
        begin, start, end = first[0]
        begun, _ = self._spelled(flow[: begin + end - start], first[:1])
        at, start, end = last[-1]
        _, ended = self._spelled(flow[before + at :], [(0, start, end)])
        return next(at for at in begun if at >= 0), next(at for at in reversed(ended) if at >= 0)

    def _extent(self, number: int) -> Extent:
        if number not in self._done:
            self._done[number] = self._align(number)
        return self._done[number]

    def place(self, node: Node) -> Piece | None:
        """Start and end of a leaf that holds words or marks; None for a space, or where it is unknown."""
        known = [piece for piece in self.pieces(node) if piece[0] >= 0]
        if not known or type(node).__name__ in {"Space", "SoftBreak", "LineBreak"}:
            return None
        return known[0][0], max(end for _, end in known)

    def _align(self, number: int) -> Extent:
        """What says each character of a sequence."""
        flow, anchors = self._sequences[number].text, self._anchors(number)
        if anchors:
            return self._spelled(flow, anchors)
        extent = _unknown(len(flow))
        self._fill(extent, flow, (0, len(flow)), self._between(number), (True, True))
        return extent

    def _spelled(self, flow: str, anchors: list[Anchor]) -> Extent:
        """What says each character of a text, some of whose words are known."""
        text, extent = self._text, _unknown(len(flow))
        at, reached = 0, None
        run, from_there = 0, 0  # a run of words, letter for letter as in the master: where it begins in both
        for begin, start, end in anchors:
            gap = flow[at:begin]
            if not (gap in _PLAIN and reached == start - len(gap) and text.startswith(gap, reached)):
                _spread(extent, run, at, from_there)
                if gap:
                    before = max(0, start - 4 * len(gap) - _EDGE) if reached is None else reached
                    self._fill(extent, flow, (at, begin), (before, start), (reached is None, False))
                run, from_there = begin, start
            at, reached = begin + end - start, end
        _spread(extent, run, at, from_there)
        if at < len(flow) and reached is not None:
            high = min(len(text), reached + 4 * (len(flow) - at) + _EDGE)
            self._fill(extent, flow, (at, len(flow)), (reached, high), (False, True))
        return extent

    def _fill(
        self,
        extent: Extent,
        flow: str,
        wanted: tuple[int, int],
        room: tuple[int, int],
        free: tuple[bool, bool],
    ) -> None:
        shown = [i for i in range(*wanted) if flow[i] != HIDDEN]
        if not shown or room[1] <= room[0]:
            return
        found = fill("".join(flow[i] for i in shown), self._text, room, free)
        for i, (start, end) in zip(shown, found, strict=True):
            extent[0][i], extent[1][i] = start, end

    def _between(self, number: int) -> tuple[int, int]:
        """The part of the master where a sequence without a known word may stand."""
        note = self._sequences[number].note
        alike = [i for i, one in enumerate(self._sequences) if one.note is note]
        before = (self._anchors(i)[-1][2] for i in reversed(alike) if i < number and self._anchors(i))
        after = (self._anchors(i)[0][1] for i in alike if i > number and self._anchors(i))
        if note is not None and len(alike) == 1:
            return 0, 0  # a note without a word: it may stand anywhere
        low = next(before, 0)
        high = next(after, len(self._text))
        return (low, high) if low < high else (0, 0)

    def _anchors(self, number: int) -> list[Anchor]:
        """The words of a sequence whose place the tokens tell, in order."""
        if number not in self._anchored:
            sequence, masked = self._sequences[number], self._masked[number]
            self._anchored[number] = (
                list(self._sure(sequence.text, masked)) if self._mask and masked is not None else []
            )
        return self._anchored[number]

    def _sure(self, flow: str, masked: str) -> Iterator[Anchor]:
        assert self._mask is not None  # noqa: S101  # asked by `_anchors`
        tokens = self._mask.read(masked)
        shift = None if len(masked) == len(flow) else _shift(flow, unmasked(self._text, masked, tokens))
        reached = next((places[0][0] for _, places in tokens if len(places) == 1), 0)
        for begin, places in tokens:
            start, end = places[0]
            if len(places) > 1:
                start, end = min(places, key=lambda place: (place[0] < reached, abs(place[0] - reached)))
            at = begin if shift is None else shift.get(begin, -1)
            if at >= 0 and flow.startswith(self._text[start:end], at):
                yield at, start, end
                reached = end


def _unknown(length: int) -> Extent:
    return array("q", [-1]) * length, array("q", [-1]) * length


def _is_sure(anchors: list[Anchor]) -> bool:
    """Whether one of them is a word of two letters or more, which stands in one place alone."""
    return any(end - start > 1 for _, start, end in anchors)


def _spread(extent: Extent, begin: int, end: int, start: int) -> None:
    """Character by character, from `begin` up to `end`, as the master has it from `start` on."""
    extent[0][begin:end] = array("q", range(start, start + end - begin))
    extent[1][begin:end] = array("q", range(start + 1, start + 1 + end - begin))


def _shift(flow: str, other: str) -> dict[int, int]:
    """Offsets of `other`, which differs a little, to those of `flow`."""
    pairs = enumerate(zip(flow, other, strict=False))
    start = next((i for i, (one, two) in pairs if one != two), min(len(flow), len(other)))
    pieces = _diff(flow[start:], other[start:])
    return dict(zip(range(start), range(start), strict=True)) | {
        start + there: start + here for here, there in pieces
    }


def _diff(flow: str, other: str) -> Iterator[tuple[int, int]]:
    if len(flow) * len(other) <= _CAREFUL:
        # A space is here as good as any letter: as a space it would take its neighbours with it.
        ours, theirs = flow.replace(" ", "\1"), other.replace(" ", "\1")
        for here, (there, _) in enumerate(cheapest(ours, theirs, (0, len(theirs)), (False, False))):
            yield here, there
        return
    matcher = difflib.SequenceMatcher(None, flow, other, autojunk=len(flow) > _MANY)
    for here, there, size in matcher.get_matching_blocks():
        yield from zip(range(here, here + size), range(there, there + size), strict=True)


def unmasked(text: str, masked: str, tokens: list[tuple[int, tuple[Piece, ...]]]) -> str:
    """A masked text with its words put back."""
    characters = list(masked)
    for begin, places in tokens:
        start, end = places[0]
        characters[begin : begin + end - start] = text[start:end]
    return "".join(characters)


def _paired(text: str, ours: list[Sequence], theirs: list[Sequence], mask: Mask | None) -> list[str | None]:
    """The masked text of each of our sequences."""
    if mask is None:
        return [None] * len(ours)
    if [len(one.leaves) for one in ours] == [len(one.leaves) for one in theirs]:
        return [one.text for one in theirs]
    # Masking changed what pandoc read (a reference to a heading by its name): pair by what is said.
    said = [unmasked(text, one.text, mask.read(one.text)) for one in theirs]
    paired: list[str | None] = [None] * len(ours)
    matcher = difflib.SequenceMatcher(None, [one.text for one in ours], said, autojunk=len(ours) > _MANY)
    for _, start, end, other, other_end in matcher.get_opcodes():
        for i, j in zip(range(start, end), range(other, other_end), strict=False):
            paired[i] = theirs[j].text
    return paired
