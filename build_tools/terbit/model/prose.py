"""The running text of a master as plain strings whose every character knows its place in the file.

What language checks read: one Prose a heading, paragraph, cell, term or note paragraph. What is not the
author's own Indonesian (code, citations, quotations, spans in another language) stands in it as `PROTECTED`,
one character for each hidden piece, so that a pattern can neither match nor bridge it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import cast

from terbit.model.align import Extent
from terbit.model.findings import Span
from terbit.model.places import Places
from terbit.model.tree import (
    Block,
    Cite,
    Code,
    Header,
    Image,
    Inline,
    LineBlock,
    LineBreak,
    Math,
    Note,
    Para,
    Plain,
    Quoted,
    RawInline,
    SoftBreak,
    Space,
    Str,
)
from terbit.model.tree import Span as SpanNode
from terbit.model.walk import Node, as_words, children, written

PROTECTED = "\ufffc"
"""Stands for a piece that no language check may touch."""

_SPACES = frozenset({Space, SoftBreak, LineBreak})
_HIDDEN = frozenset({Code, Math, RawInline, Cite, Quoted, Image})


@dataclass(frozen=True)
class Prose:
    """A piece of running text. `kind` is `heading`, `paragraph`, `note` or, of a glossary, `definition`.

    `level` is that of a heading, else 0; `leaves` the nodes that hold the text, each with the offset where it
    begins in `text`; `known` where each character stands in a file that pandoc does not read.
    """

    kind: str
    text: str
    leaves: tuple[tuple[int, Inline], ...]
    block: Block
    level: int
    places: Places
    known: Extent | None = None

    @cached_property
    def _extent(self) -> Extent:
        if self.known:
            return self.known
        if self.leaves and (whole := self.places.whole(self.leaves[0][1], self.text)):
            return whole
        begun, ended = array("q", [-1]) * len(self.text), array("q", [-1]) * len(self.text)
        for at, node in self.leaves:
            for i, (start, end) in enumerate(self.places.pieces(node), at):
                begun[i], ended[i] = start, end
        return begun, ended

    @property
    def offsets(self) -> array[int]:
        """Where each character of `text` stands in the master, or -1 where that is unknown."""
        return self._extent[0]

    @cached_property
    def reach(self) -> tuple[int, int]:
        """Where the first character with a place begins and the last one ends; (-1, -1) if none has one."""
        if self.leaves and (ends := self.places.ends(self.leaves[0][1], self.text)):
            return ends
        begun, ended = self._extent
        first = next((at for at in begun if at >= 0), -1)
        return first, next((at for at in reversed(ended) if at >= 0), -1)

    def span(self, start: int, end: int) -> Span:
        """The place of `text[start:end]` in the master; of the whole piece where it has none of its own."""
        if start <= 0 and end >= len(self.text) and -1 not in self.reach:
            return self.places.lines.span(*self.reach)
        begun, ended = self._extent
        within = range(*slice(start, end).indices(len(begun)))
        first = next((i for i in within if begun[i] >= 0), None)
        if first is None:
            return self.places.span(self.block)
        last = next(i for i in reversed(within) if begun[i] >= 0)
        return self.places.lines.span(begun[first], ended[last])


def prose_of(blocks: Iterable[Block], places: Places) -> Iterator[Prose]:
    """Every piece of running text, a note after the piece that calls it."""
    yield from _pieces(blocks, places, "paragraph")


def _pieces(blocks: Iterable[Node], places: Places, kind: str) -> Iterator[Prose]:
    stack = list(blocks)[::-1]
    while stack:
        block = stack.pop()
        notes: list[Note] = []
        match block:
            case Header(c=(level, _, inlines)):
                yield _prose("heading", inlines, block, level, places, notes)
            case Para(c=inlines) | Plain(c=inlines):
                yield _prose(kind, inlines, block, 0, places, notes)
            case LineBlock(c=lines):
                for line in lines:
                    yield _prose(kind, line, block, 0, places, notes)
            case Note():  # called in the term of a definition list
                notes.append(block)
            case _:
                stack.extend(children(block)[::-1])
        for note in notes:
            yield from _pieces(note.c, places, "note")


def _prose(  # noqa: PLR0913, PLR0917  # a piece, and where its notes go
    kind: str, inlines: Iterable[Inline], block: Block, level: int, places: Places, notes: list[Note]
) -> Prose:
    if (words := as_words(inlines)) is not None:
        starts = accumulate(map(len, words), initial=0)
        return Prose(kind, "".join(words), tuple(zip(starts, inlines, strict=False)), block, level, places)
    text: list[str] = []
    leaves: list[tuple[int, Inline]] = []
    at = 0
    stack: list[Node] = [*inlines]
    stack.reverse()
    while stack:  # a loop of a few lines: it sees every word of a long book
        node = stack.pop()
        kind_of_node = type(node)
        if kind_of_node is Str:
            word = cast("Str", node).c
            leaves.append((at, cast("Str", node)))
            text.append(word)
            at += len(word)
        elif kind_of_node in _SPACES:
            leaves.append((at, cast("Space", node)))
            text.append(" ")
            at += 1
        elif kind_of_node is Note:
            notes.append(cast("Note", node))
        elif _is_protected(node):
            text.append(PROTECTED)
            at += 1
            notes += [inner for inner in written([node], into_notes=False) if isinstance(inner, Note)]
        else:
            stack.extend(children(node)[::-1])
    return Prose(kind, "".join(text), tuple(leaves), block, level, places)


def _is_protected(node: Node) -> bool:
    if isinstance(node, SpanNode):
        return "lang" in dict(node.c[0][2])
    return type(node) in _HIDDEN
