"""The running text of a master as plain strings whose every character knows its place in the file.

What language checks read: one Prose a heading, paragraph, cell, term or note paragraph. What is not the
author's own Indonesian (code, citations, quotations, spans in another language) stands in it as `PROTECTED`,
one character for each hidden piece, so that a pattern can neither match nor bridge it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import cast

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
from terbit.model.walk import children, walk

PROTECTED = "\ufffc"
"""Stands for a piece that no language check may touch."""


@dataclass(frozen=True)
class Prose:
    """A piece of running text. `kind` is `heading`, `paragraph` or `note`; `level` that of a heading, else 0.

    `leaves` are the nodes that hold the text, each with the offset where it begins in `text`.
    """

    kind: str
    text: str
    leaves: tuple[tuple[int, Inline], ...]
    block: Block
    level: int
    places: Places

    @cached_property
    def pieces(self) -> tuple[tuple[int, int], ...]:
        """Start and end in the master of what says each character of `text`; (-1, -1) where unknown."""
        found = [(-1, -1)] * len(self.text)
        for start, node in self.leaves:
            of_leaf = self.places.pieces(node)
            found[start : start + len(of_leaf)] = of_leaf
        return tuple(found)

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """Where each character of `text` stands in the master, or -1 where that is unknown."""
        return tuple(start for start, _ in self.pieces)

    def span(self, start: int, end: int) -> Span:
        """The place of `text[start:end]` in the master; of the whole piece where it has none of its own."""
        known = [piece for piece in self.pieces[start:end] if piece[0] >= 0]
        if not known:
            return self.places.span(self.block)
        return self.places.lines.span(known[0][0], known[-1][1])


def prose_of(blocks: Iterable[Block], places: Places) -> Iterator[Prose]:
    """Every piece of running text, a note after the piece that calls it."""
    yield from _pieces(blocks, places, "paragraph")


def _pieces(blocks: Iterable[Block], places: Places, kind: str) -> Iterator[Prose]:
    for block in walk(blocks, into_notes=False):
        match block:
            case Header(c=(level, _, inlines)):
                yield _prose("heading", inlines, block, level, places)
            case Para(c=inlines) | Plain(c=inlines):
                yield _prose(kind, inlines, block, 0, places)
            case LineBlock(c=lines):
                for line in lines:
                    yield _prose(kind, line, block, 0, places)
            case Note(c=inner):
                yield from _pieces(inner, places, "note")
            case _:
                pass


def _prose(kind: str, inlines: Iterable[Inline], block: Block, level: int, places: Places) -> Prose:
    text: list[str] = []
    leaves: list[tuple[int, Inline]] = []
    _collect(inlines, text, leaves, 0)
    return Prose(kind, "".join(text), tuple(leaves), block, level, places)


def _collect(inlines: Iterable[Inline], text: list[str], leaves: list[tuple[int, Inline]], at: int) -> int:
    """Append the words of `inlines`, which begin at offset `at`; return the offset of their end."""
    for node in inlines:
        match node:
            case Str(c=word):
                text.append(word)
                leaves.append((at, node))
                at += len(word)
            case Space() | SoftBreak() | LineBreak():
                text.append(" ")
                leaves.append((at, node))
                at += 1
            case Code() | Math() | RawInline() | Cite() | Quoted() | Image():
                text.append(PROTECTED)
                at += 1
            case SpanNode(c=((_, _, pairs), _)) if "lang" in dict(pairs):
                text.append(PROTECTED)
                at += 1
            case Note():
                pass
            case _:
                inner = cast("list[Inline]", children(node))  # the children of such an inline are inlines
                at = _collect(inner, text, leaves, at)
    return at
