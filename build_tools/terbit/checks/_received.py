"""The received text with its listed changes applied, and the master, as pieces that can be compared."""

from __future__ import annotations

import difflib
import itertools
import re
from collections import defaultdict
from collections.abc import Iterator

import msgspec

from terbit.model.manuscript import Edit, Edits, Manuscript
from terbit.model.tree import Block, Header, Para, Plain
from terbit.model.walk import text_of, walk

_NUMBER = re.compile(r"\s*\d+\.\s+")
_TITLE_END = re.compile(r": |(?<=\?) ")


class Piece(msgspec.Struct, frozen=True):
    """A heading or paragraph: its words, and the received line it came from (0 in the master)."""

    is_heading: bool
    text: str
    line: int = 0
    node: Block | None = None


def edits_by_line(edits: Edits) -> dict[int, list[Edit]]:
    """All edits of each received line, the last column first."""
    lines: dict[int, list[Edit]] = defaultdict(list)
    for rule in edits.rules:
        for edit in rule.edits:
            lines[edit.line].append(edit)
    return {line: sorted(found, key=lambda edit: -edit.column) for line, found in lines.items()}


def corrected_pieces(edits: Edits) -> Iterator[Piece]:
    """The received text after all listed edits and the structural rule: what the master must say.

    An edit that does not fit its place is passed over: it is a finding of its own.
    """
    changes = edits_by_line(edits)
    for number, received in enumerate(edits.received.splitlines(), 1):
        line = received
        for edit in changes.get(number, ()):
            start = edit.column - 1
            if line.startswith(edit.old, start) and start >= 0:
                line = line[:start] + edit.new + line[start + len(edit.old) :]
        if not line.strip():
            continue
        if number == edits.structure.title:
            yield Piece(is_heading=True, text=_words(line), line=number)
        elif number in edits.structure.headings:
            title, _, rest = _split_title(_NUMBER.sub("", line, count=1) if _NUMBER.match(line) else line)
            yield Piece(is_heading=True, text=_words(title), line=number)
            if rest.strip():
                yield Piece(is_heading=False, text=_words(rest), line=number)
        else:
            yield Piece(is_heading=False, text=_words(line), line=number)


def _split_title(line: str) -> tuple[str, str, str]:
    end = _TITLE_END.search(line)
    return (line[: end.start()], end.group(), line[end.end() :]) if end else (line, "", "")


def master_pieces(manuscript: Manuscript) -> Iterator[Piece]:
    """The master's headings and paragraphs without citations and notes."""
    for block in walk(manuscript.blocks, into_notes=False):
        if isinstance(block, Header):
            yield Piece(is_heading=True, text=_words(text_of(block.inlines, citations=False)), node=block)
        elif isinstance(block, Para | Plain):
            yield Piece(is_heading=False, text=_words(text_of(block.c, citations=False)), node=block)


# pandoc's `smart` extension sets these; the received text may hold either form.
_SMART = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "–": "--", "—": "---"})


def _words(text: str) -> str:
    # A space at the end stays: a listed edit removes it, and must be missed when it is not listed.
    return re.sub(r"\s+", " ", text.translate(_SMART))


def aligned(manuscript: Manuscript, edits: Edits) -> Iterator[tuple[Piece | None, Piece | None]]:
    """Pieces of the corrected text beside those of the master; None where one side has nothing to match."""
    expected, found = list(corrected_pieces(edits)), list(master_pieces(manuscript))
    before, after = ([(piece.is_heading, piece.text) for piece in side] for side in (expected, found))
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for _, start, end, other, other_end in matcher.get_opcodes():
        yield from itertools.zip_longest(expected[start:end], found[other:other_end])
