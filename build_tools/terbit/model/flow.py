"""A tree as sequences of leaves: what stands in one paragraph, heading, cell, term or line, in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import cast

from terbit.model.tree import (
    Block,
    Cite,
    Code,
    CodeBlock,
    DefinitionList,
    Header,
    LineBlock,
    LineBreak,
    Math,
    Note,
    Para,
    Plain,
    RawInline,
    SoftBreak,
    Space,
    Str,
)
from terbit.model.walk import Node, as_words, children

HIDDEN = "\ufffc"
"""Stands in a flow for what has words of its own kind: citations, mathematics, raw code."""

_SPACES = frozenset({Space, SoftBreak, LineBreak})
_UNREAD = frozenset({Cite, Math, RawInline})


@dataclass
class Sequence:
    """The leaves of one piece, in the order of the file, and what each says."""

    note: Note | None
    leaves: list[Node] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        """What they say together."""
        return "".join(self.words)

    @cached_property
    def starts(self) -> list[int]:
        """Where each leaf begins in `text`, and where that ends."""
        return [0, *accumulate(map(len, self.words))]


def sequences(blocks: Iterable[Block]) -> list[Sequence]:
    """Every sequence of a tree in reading order; those of a note stand where the note is called."""
    found: list[Sequence] = []
    _blocks(blocks, None, found)
    return found


def _blocks(blocks: Iterable[Node], note: Note | None, found: list[Sequence]) -> None:
    stack: list[Node] = list(blocks)[::-1]
    while stack:
        block = stack.pop()
        match block:
            case Para(c=inlines) | Plain(c=inlines) | Header(c=(_, _, inlines)):
                _sequence(inlines, note, found)
            case CodeBlock():
                found.append(Sequence(note, [block], [block.c[1]]))
            case LineBlock(c=lines):
                for line in lines:
                    _sequence(line, note, found)
            case DefinitionList(c=entries):
                for term, texts in entries:
                    _sequence(term, note, found)
                    for text in texts:
                        _blocks(text, note, found)
            case _:
                stack.extend(children(block)[::-1])


def _sequence(inlines: Iterable[Node], note: Note | None, found: list[Sequence]) -> None:
    if (plain := as_words(inlines)) is not None:
        found.append(Sequence(note, [*inlines], plain))
        return
    sequence = Sequence(note)
    leaves, words = sequence.leaves, sequence.words
    notes: list[Note] = []
    stack = list(inlines)[::-1]
    while stack:  # a loop of a few lines: it sees every word of a long book
        node = stack.pop()
        kind = type(node)
        if kind is Str:
            word = cast("Str", node).c
        elif kind in _SPACES:
            word = " "
        elif kind is Code:
            word = cast("Code", node).c[1]
        elif kind in _UNREAD:
            word = HIDDEN
        elif kind is Note:
            notes.append(cast("Note", node))
            continue
        else:
            stack.extend(children(node)[::-1])
            continue
        leaves.append(node)
        words.append(word)
    found.append(sequence)
    for inner in notes:
        _blocks(inner.c, inner, found)
