"""The received text with its listed changes applied, and the master, as pieces that can be compared."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterator

import msgspec

from terbit.model.edits import Edits
from terbit.model.manuscript import Manuscript
from terbit.model.revision import plain, revised
from terbit.model.tree import Block, Header, Para, Plain
from terbit.model.walk import text_of, walk


class Piece(msgspec.Struct, frozen=True):
    """A heading or paragraph: its words, and the received line it came from (0 in the master)."""

    is_heading: bool
    text: str
    line: int = 0
    node: Block | None = None


def corrected_pieces(edits: Edits) -> Iterator[Piece]:
    """The received text after all listed edits and the structural rule: what the master must say."""
    for piece in revised(edits):
        yield Piece(is_heading=piece.is_heading, text=plain(piece.new), line=piece.line)


def master_pieces(manuscript: Manuscript) -> Iterator[Piece]:
    """The master's headings and paragraphs without citations and notes."""
    for block in walk(manuscript.blocks, into_notes=False):
        if isinstance(block, Header):
            yield Piece(is_heading=True, text=plain(text_of(block.inlines, citations=False)), node=block)
        elif isinstance(block, Para | Plain):
            yield Piece(is_heading=False, text=plain(text_of(block.c, citations=False)), node=block)


def aligned(manuscript: Manuscript, edits: Edits) -> Iterator[tuple[Piece | None, Piece | None]]:
    """Pieces of the corrected text beside those of the master; None where one side has nothing to match."""
    expected, found = list(corrected_pieces(edits)), list(master_pieces(manuscript))
    before, after = ([(piece.is_heading, piece.text) for piece in side] for side in (expected, found))
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for _, start, end, other, other_end in matcher.get_opcodes():
        yield from itertools.zip_longest(expected[start:end], found[other:other_end])
