"""Nodes of the tree from plain words."""

from __future__ import annotations

import re

from terbit.model.tree import (
    NO_ATTR,
    Block,
    Caption,
    Cell,
    ColWidth,
    Header,
    Inline,
    LineBreak,
    Named,
    OrderedList,
    Para,
    Plain,
    Row,
    Space,
    Str,
    Table,
    TableBody,
    TableHead,
)

_LEFT = Named("AlignDefault")
_WIDTH = ColWidth("ColWidthDefault")


def words(text: str) -> tuple[Inline, ...]:
    """A line of text as inlines; any white space but the no-break kinds is one space."""
    pieces = [piece for piece in re.split(r"[ \t\n]+", text) if piece]
    found: list[Inline] = []
    for piece in pieces:
        found += (Space(), Str(piece)) if found else (Str(piece),)
    return tuple(found)


def lines(texts: list[str]) -> Para:
    """A paragraph whose lines stay lines."""
    found: list[Inline] = []
    for text in texts:
        found += (LineBreak(), *words(text)) if found else words(text)
    return Para(tuple(found))


def header(level: int, text: str) -> Header:
    """A heading; its anchor is pandoc's own affair when the master is read."""
    return Header((level, NO_ATTR, words(text)))


def numbered(start: int, items: list[str]) -> OrderedList:
    """A list of numbers from `start`, each item one line."""
    numbering = (start, Named("Decimal"), Named("Period"))
    return OrderedList((numbering, tuple((Plain(words(item)),) for item in items)))


def table(rows: list[list[str]]) -> Table:
    """A table whose first row is its head."""
    made = [Row(NO_ATTR, tuple(_cell(text) for text in row)) for row in rows]
    columns = tuple((_LEFT, _WIDTH) for _ in rows[0])
    body = TableBody(NO_ATTR, 0, (), tuple(made[1:]))
    head, foot = TableHead(NO_ATTR, (made[0],)), TableHead(NO_ATTR, ())
    return Table((NO_ATTR, Caption(None, ()), columns, head, (body,), foot))


def _cell(text: str) -> Cell:
    blocks: tuple[Block, ...] = (Plain(words(text)),) if text.strip() else ()
    return Cell(NO_ATTR, _LEFT, 1, 1, blocks)
