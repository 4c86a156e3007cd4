"""The received text beside what the listed edits make of it, stretch by stretch, each with its rule."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import msgspec

from terbit.model.edits import Edit, Edits

_NUMBER = re.compile(r"\s*\d+\.\s+")
_TITLE_END = re.compile(r": |(?<=\?) ")


class Stretch(msgspec.Struct, frozen=True):
    """Letters of a received line and those that replace them; `rule` is empty where nothing changed."""

    old: str
    new: str
    rule: str = ""


class Revision(msgspec.Struct, frozen=True):
    """A heading or paragraph of the corrected text, made from a received line or from a part of it.

    `goes_on`: the next one is made from the rest of the same line.
    """

    is_heading: bool
    stretches: tuple[Stretch, ...]
    line: int
    goes_on: bool = False

    @property
    def old(self) -> str:
        """What was received."""
        return "".join(stretch.old for stretch in self.stretches)

    @property
    def new(self) -> str:
        """What stands there after the edits."""
        return "".join(stretch.new for stretch in self.stretches)


# pandoc's `smart` extension sets these; the received text may hold either form.
_SMART = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "–": "--", "—": "---"})


def plain(text: str) -> str:
    """`text` with typewriter punctuation and single spaces: alike in the received text and in the master."""
    # A space at the end stays: a listed edit removes it, and must be missed when it is not listed.
    return re.sub(r"\s+", " ", text.translate(_SMART))


def edits_by_line(edits: Edits) -> dict[int, list[Edit]]:
    """All edits of each received line, the last column first."""
    lines: dict[int, list[Edit]] = defaultdict(list)
    for rule in edits.rules:
        for edit in rule.edits:
            lines[edit.line].append(edit)
    return {line: sorted(found, key=lambda edit: -edit.column) for line, found in lines.items()}


def revised(edits: Edits) -> Iterator[Revision]:
    """The pieces of the corrected text, in order; together their `old` is every line that is not blank.

    An edit that does not fit its place is passed over: it is a finding of its own (N002).
    """
    rules = {id(edit): rule.identifier for rule in edits.rules for edit in rule.edits}
    changes = edits_by_line(edits)
    structure = edits.structure
    for number, received in enumerate(edits.received.splitlines(), 1):
        line = tuple(_stretches(received, [(e, rules[id(e)]) for e in changes.get(number, ())][::-1]))
        if not "".join(stretch.new for stretch in line).strip():
            continue
        if number in structure.headings:
            yield from _heading(line, number, structure.identifier)
        else:
            yield Revision(number == structure.title, line, number)


def _stretches(line: str, edits: list[tuple[Edit, str]]) -> Iterator[Stretch]:
    done = 0
    for edit, rule in edits:
        start = edit.column - 1
        if start >= done and line.startswith(edit.old, start):
            yield from _kept(line[done:start])
            yield Stretch(edit.old, edit.new, rule)
            done = start + len(edit.old)
    yield from _kept(line[done:])


def _kept(text: str) -> Iterator[Stretch]:
    if text:
        yield Stretch(text, text)


def _heading(line: tuple[Stretch, ...], number: int, rule: str) -> Iterator[Revision]:
    """A numbered line cut into its title and the text behind it; number and colon go."""
    text = "".join(stretch.new for stretch in line)
    opening = match.end() if (match := _NUMBER.match(text)) else 0
    end = _TITLE_END.search(text, opening)
    start, after = (end.start(), end.end()) if end else (len(text), len(text))
    label, rest = _cut(line, opening)
    title, rest = _cut(rest, start - opening)
    colon, rest = _cut(rest, after - start)
    follows = bool(text[after:].strip())
    gone = colon if follows else (*colon, *rest)
    heading = (*_dropped(label, rule), *title, *_dropped(gone, rule))
    yield Revision(True, heading, number, goes_on=follows)  # noqa: FBT003  # the first field says what it is
    if follows:
        yield Revision(False, rest, number)  # noqa: FBT003  # as above


def _cut(line: tuple[Stretch, ...], length: int) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """The stretches that make the first `length` new letters, and the rest."""
    before: list[Stretch] = []
    for place, stretch in enumerate(line):
        if length <= 0 and stretch.new:
            return tuple(before), line[place:]
        if len(stretch.new) <= length:
            before.append(stretch)
            length -= len(stretch.new)
            continue
        left, right = stretch.new[:length], stretch.new[length:]
        old = (left, right) if not stretch.rule else (stretch.old, "")
        before.append(Stretch(old[0], left, stretch.rule))
        return tuple(before), (Stretch(old[1], right, stretch.rule), *line[place + 1 :])
    return tuple(before), ()


def _dropped(line: tuple[Stretch, ...], rule: str) -> Iterator[Stretch]:
    for stretch in line:
        if stretch.old:
            yield Stretch(stretch.old, "", stretch.rule or rule)
