"""The running text of a master as plain strings whose every character knows its place in the file.

What language checks read: one Prose a heading, paragraph, cell, term or note paragraph. What is not the
author's own Indonesian (code, citations, quotations, spans in another language) stands in it as
`PROTECTED`, one character for each hidden piece, so that a pattern can neither match nor bridge it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
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

    `offsets[i]` is where `text[i]` stands in the master, or -1 where that is unknown.
    """

    kind: str
    text: str
    offsets: tuple[int, ...]
    block: Block
    level: int
    places: Places

    def span(self, start: int, end: int) -> Span:
        """The place of `text[start:end]` in the master; of the whole piece where it has none of its own."""
        known = [offset for offset in self.offsets[start:end] if offset >= 0]
        if not known:
            return self.places.span(self.block)
        return self.places.lines.span(known[0], known[-1] + 1)


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
    offsets: list[int] = []
    _collect(inlines, places, text, offsets)
    return Prose(kind, "".join(text), tuple(offsets), block, level, places)


def _collect(inlines: Iterable[Inline], places: Places, text: list[str], offsets: list[int]) -> None:
    for node in inlines:
        match node:
            case Str(c=word):
                found = places.word(node)
                text.append(word)
                # The master may write a word otherwise than the tree (“--” for a dash): none of it is sure.
                exact = found is not None and found[1] - found[0] <= len(word)
                offsets.extend(range(found[0], found[0] + len(word)) if found and exact else [-1] * len(word))
            case Space() | SoftBreak() | LineBreak():
                text.append(" ")
                offsets.append(offsets[-1] + 1 if offsets and offsets[-1] >= 0 else -1)
            case Code() | Math() | RawInline() | Cite() | Quoted() | Image():
                text.append(PROTECTED)
                offsets.append(-1)
            case SpanNode(c=((_, _, pairs), _)) if "lang" in dict(pairs):
                text.append(PROTECTED)
                offsets.append(-1)
            case Note():
                pass
            case _:
                inner = cast("list[Inline]", children(node))  # the children of such an inline are inlines
                _collect(inner, places, text, offsets)
