"""A piece of the received text is read off letter by letter while the master's words are written.

What both have is kept; what only one has is deleted or inserted, and remembers the rule it follows.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator

import msgspec

from terbit.model.revision import Revision, plain


class Deed(enum.Enum):
    """What happens to letters of the received text."""

    KEPT = enum.auto()
    DELETED = enum.auto()
    INSERTED = enum.auto()


class Step(msgspec.Struct, frozen=True):
    """Letters and their fate. `change` numbers the stretch they belong to, `opens` and `closes` its ends."""

    deed: Deed
    text: str
    rule: str = ""
    change: int = -1
    opens: bool = False
    closes: bool = False


class Script:
    """The letters of one piece, given out as the master's own come by."""

    def __init__(self, piece: Revision) -> None:
        """Nothing of `piece` is given out yet."""
        self._letters = tuple(_letters(piece))
        self._at = 0

    def take(self, text: str) -> Iterator[Step]:
        """What becomes of the received letters up to the end of the master's `text`, runs of a kind as one.

        Raises `ValueError` where the two do not agree: the checks (N001) have let such a master through.
        """
        yield from _runs(step for letter in text for step in self._take(letter))

    def rest(self) -> Iterator[Step]:
        """What is left behind the master's last letter."""
        left, self._at = self._letters[self._at :], len(self._letters)
        yield from _runs(left)

    def _take(self, letter: str) -> Iterator[Step]:
        yield from self._deleted()
        if letter.isspace():
            if not self._stands_space():
                yield Step(Deed.INSERTED, " ")  # before a citation
            while self._stands_space():
                yield self._next()
            return
        wanted = plain(letter)
        found: list[Step] = []
        while self._at < len(self._letters) and len(plain("".join(step.text for step in found))) < len(
            wanted
        ):
            found += [*self._deleted(), self._next()] if not found else [self._next()]
        standing = "".join(step.text for step in found if step.deed is not Deed.DELETED)
        if standing == letter:
            yield from found
        elif plain(standing) == wanted:  # only the sign differs: a typewriter's for a printer's
            yield from (_without(step) for step in found if step.deed is not Deed.INSERTED)
            yield Step(Deed.INSERTED, letter)
        else:
            raise ValueError(letter)

    def _deleted(self) -> Iterator[Step]:
        while self._at < len(self._letters) and self._letters[self._at].deed is Deed.DELETED:
            yield self._next()

    def _stands_space(self) -> bool:
        return self._at < len(self._letters) and self._letters[self._at].text.isspace()

    def _next(self) -> Step:
        self._at += 1
        return self._letters[self._at - 1]


def _without(step: Step) -> Step:
    return msgspec.structs.replace(step, deed=Deed.DELETED)


def _letters(piece: Revision) -> Iterator[Step]:
    """A step a letter; all letters that a change deletes are one step."""
    for number, stretch in enumerate(piece.stretches):
        if not stretch.rule:
            yield from (Step(Deed.KEPT, letter) for letter in stretch.new)
            continue
        about = (stretch.rule, number)
        if stretch.old:
            yield Step(Deed.DELETED, stretch.old, *about, opens=True, closes=not stretch.new)
        for place, letter in enumerate(stretch.new):
            first = not stretch.old and not place
            yield Step(Deed.INSERTED, letter, *about, opens=first, closes=place == len(stretch.new) - 1)


def _runs(steps: Iterator[Step] | tuple[Step, ...]) -> Iterator[Step]:
    run: Step | None = None
    for step in steps:
        if run and (run.deed, run.change) == (step.deed, step.change):
            run = Step(
                run.deed, run.text + step.text, run.rule, run.change, run.opens, run.closes or step.closes
            )
            continue
        if run:
            yield run
        run = step
    if run:
        yield run
