"""Where a mutation strikes, as a stretch of the promised stream, and whether a finding names that place.

The finished file is measured by the mutants themselves, not by the readers that they put to the test.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from terbit.model.findings import Finding, Span
from terbit.model.outline import Outline, Passage
from terbit.model.stream import squeeze
from terbit.model.tree import Block
from terbit.verify.parity import short

TEXT, NOTES = "text", "notes"
_BROKEN = "\u2010"
"""The hyphen of the line breaker: no length counts it."""


class Stretch(NamedTuple):
    """Some characters of one of the two streams."""

    stream: str
    start: int
    end: int


class Passages(NamedTuple):
    """Some neighbouring passages of one of the two streams, the last one included."""

    stream: str
    first: int
    last: int


def counted(text: str) -> int:
    """How many characters of `text` count."""
    return len(squeeze(text).replace(_BROKEN, ""))


class Aimed:
    """A finished file that is measured before it is changed.

    `places` has the stretch of everything that can be mutated; `touched` are those that were.
    """

    def __init__(self) -> None:
        self.places: dict[Any, Stretch] = {}
        self.at: Counter[str] = Counter()
        self.touched: list[Stretch] = []

    def touch(self, *keys: Any) -> None:  # noqa: ANN401  # an element, or what stands for it
        """Note what is about to be changed."""
        self.touched += [self.places[key] for key in keys]

    def touch_start(self, *keys: Any) -> None:  # noqa: ANN401  # as touch
        """Note that something is about to begin elsewhere."""
        stretches = [self.places[key] for key in keys]
        self.touched += [stretch._replace(end=stretch.start) for stretch in stretches]

    def within(self, key: Any, stream: str, start: int) -> None:  # noqa: ANN401  # as touch
        """Something that was read from `start` until here."""
        self.places[key] = Stretch(stream, start, self.at[stream])


class Targets:
    """The passages of a promise, by where they stand and by what a finding says."""

    def __init__(self, promise: Outline) -> None:
        self.passages = {TEXT: promise.passages, NOTES: promise.notes}
        self.starts = {stream: _starts(passages) for stream, passages in self.passages.items()}
        self._nodes: dict[int, int] = {}

    def place(self, node: Block | None) -> Span:
        """A place that tells nodes apart: the line is the node's number, 1 the book's."""
        if node is None:
            return Span(Path("naskah.md"))
        return Span(Path("naskah.md"), self._nodes.setdefault(id(node), len(self._nodes) + 2))

    def total(self, stream: str) -> int:
        """The length of a stream."""
        return sum(counted(passage.text) for passage in self.passages[stream])

    def words(self, stretch: Stretch) -> str:
        """What is promised there."""
        said = "".join(squeeze(one.text) for one in self.passages[stretch.stream]).replace(_BROKEN, "")
        return said[stretch.start : stretch.end]

    def struck(self, stretch: Stretch) -> Passages:
        """The passages that a stretch has a part in; where it is empty, the one it stands in or before."""
        starts = self.starts[stretch.stream]
        first = max(bisect.bisect_right(starts, stretch.start) - 1, 0)
        last = bisect.bisect_left(starts, stretch.end) - 1
        return Passages(stretch.stream, first, max(first, last))

    def named(self, finding: Finding) -> list[Passages]:
        """The passages that a finding is about: its place is theirs, and it quotes them."""
        return [
            Passages(stream, number, number)
            for stream, passages in self.passages.items()
            for number, passage in enumerate(passages)
            if self.place(passage.node) == finding.span and _quotes(finding.message, passage)
        ]


def hits(named: Iterable[Passages], struck: Sequence[Passages], slack: int = 0) -> bool:
    """Whether a named passage is one that was struck, or at most `slack` away from one."""
    return any(
        one.stream == other.stream and other.first - slack <= one.first <= other.last + slack
        for one in named
        for other in struck
    )


def _starts(passages: Sequence[Passage]) -> list[int]:
    found, at = [], 0
    for passage in passages:
        found.append(at)
        at += counted(passage.text)
    return found


def _quotes(message: str, passage: Passage) -> bool:
    """Whether a message quotes the passage, or words of it at its end (“… pada “Kata …”.”)."""
    quoted = squeeze(message.removesuffix("”.").rpartition("pada “")[2].removesuffix("…"))
    return f"“{short(passage.text)}”" in message or (bool(quoted) and quoted in squeeze(passage.text))
