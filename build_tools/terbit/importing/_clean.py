"""A draft's tree becomes one that a master may hold: nothing raw, unsafe, remote, or unknown to Markdown.

What goes is told in the account; its words stay (`_words.py` cleans them).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from terbit.importing._account import Account
from terbit.importing._draft import Draft
from terbit.importing._words import Picture, Words, trimmed
from terbit.model.tree import (
    NO_ATTR,
    Attr,
    Block,
    BulletList,
    Caption,
    CodeBlock,
    ColWidth,
    Div,
    Figure,
    Header,
    Image,
    Inline,
    LineBreak,
    OrderedList,
    Para,
    Plain,
    RawBlock,
    Row,
    Space,
    Str,
    Strong,
    Table,
    TableBody,
    TableHead,
)
from terbit.model.walk import map_children, text_of, walk

_KIND = re.compile(r"[A-Za-z][A-Za-z0-9+#-]{0,20}")
"""The name of a programming language, as a class of code."""


class Cleaner:
    """Cleans the blocks of one draft."""

    def __init__(  # one argument per thing that a node may name
        self, draft: Draft, picture: Picture, keys: frozenset[str], anchors: frozenset[str], account: Account
    ) -> None:
        """`keys` are those of references that citations may name, `anchors` those that links may lead to."""
        self._blocks, self._account = draft.blocks, account
        self._words = Words(draft.described, picture, keys, anchors, account, self._inner)
        self._depth = 0

    def top(self) -> list[Block]:
        """The cleaned blocks; each aside stands as a comment behind the block that held it."""
        return self._sequence(self._blocks)

    def _sequence(self, blocks: tuple[Block, ...]) -> list[Block]:
        made: list[Block] = []
        for block in blocks:
            made += self._block(block)
            if self._depth == 0:
                made += [RawBlock(("html", self._account.comment(number))) for number in self._words.asides()]
        return made

    def _inner(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        self._depth += 1
        made = [one for block in blocks for one in self._block(block)]
        self._depth -= 1
        return tuple(made)

    def _block(self, block: Block) -> list[Block]:
        match block:
            case RawBlock(c=(_, text)):
                return [CodeBlock((NO_ATTR, text))]
            case Div(c=(attr, inner)):
                return self._division(attr, inner)
            case Header(c=(level, attr, inlines)):
                words = self._words.inlines(tuple(_flat(inlines)))
                if not text_of(words, formulas=True).strip():
                    return [Para(words)] if words else []
                anchor = self._words.anchor(attr)
                return [Header((level, anchor, words))] if self._depth == 0 else [Para((Strong(words),))]
            case CodeBlock(c=((_, classes, _), text)):
                kept = tuple(name for name in classes if _KIND.fullmatch(name))[:1]
                return [CodeBlock((("", kept, ()), self._words.code(text)))]
            case BulletList(c=items):
                return [BulletList(_tight(tuple(map(self._inner, items))))]
            case OrderedList(c=(numbering, items)):
                return [OrderedList((numbering, _tight(tuple(map(self._inner, items)))))]
            case Figure():
                return self._figure(block)
            case Table():
                return self._table(block)
            case Para(c=inlines) | Plain(c=inlines):
                words = trimmed(self._words.inlines(inlines))
                kind = Para if self._depth == 0 else type(block)
                return [kind(words)] if words else []
            case _:
                return [map_children(block, self._inner, self._words.inlines)]  # type: ignore[list-item]  # a block stays one

    def _division(self, attr: Attr, inner: tuple[Block, ...]) -> list[Block]:
        made = self._sequence(inner)
        anchor = self._words.anchor(attr)
        if anchor == NO_ATTR:
            return made
        first = next((number for number, one in enumerate(made) if isinstance(one, Header)), None)
        if first == 0 and isinstance(made[0], Header) and made[0].c[1] == NO_ATTR:
            return [Header((made[0].level, anchor, made[0].inlines)), *made[1:]]
        return made if first is not None else [Div((anchor, tuple(made)))]

    def _figure(self, figure: Figure) -> list[Block]:
        """A picture with its caption; anything else is what it holds, then the caption."""
        caption = self._inner(figure.c[1].blocks)
        inner = self._inner(figure.c[2])
        words = tuple(_joined(caption))
        match inner:
            case (Plain(c=(Image(),) as shown),) | (Para(c=(Image(),) as shown),) if words:
                anchor = self._words.anchor(figure.c[0])
                return [Figure((anchor, Caption(None, (Plain(words),)), (Plain(shown),)))]
            case _:
                return [*inner, *caption]

    def _table(self, table: Table) -> list[Block]:
        attr, caption, columns, head, bodies, foot = table.c
        words = tuple(_joined(self._inner(caption.blocks)))
        rows = [*head.rows, *(row for body in bodies for row in (*body.head, *body.rows)), *foot.rows]
        if not any(row.cells for row in rows):
            return [Para(words)] if words else []
        free = tuple((alignment, ColWidth("ColWidthDefault")) for alignment, _ in columns)
        made = Table(
            (
                self._words.anchor(attr),
                Caption(None, (Plain(words),) if words else ()),
                free,
                TableHead(NO_ATTR, self._rows(head.rows)),
                tuple(TableBody(NO_ATTR, 0, (), self._rows((*body.head, *body.rows))) for body in bodies),
                TableHead(NO_ATTR, self._rows(foot.rows)),
            )
        )
        return [made]

    def _rows(self, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple(
            Row(
                NO_ATTR,
                tuple(replace(cell, attr=NO_ATTR, blocks=self._inner(cell.blocks)) for cell in row.cells),
            )
            for row in rows
        )


def _flat(inlines: tuple[Inline, ...]) -> list[Inline]:
    """The inlines of a heading: on one line, and not bold throughout."""
    every = _on_one_line(inlines)
    while len(every) == 1 and isinstance(every[0], Strong):
        every = _on_one_line(every[0].c)
    return every


def _on_one_line(inlines: Iterable[Inline]) -> list[Inline]:
    return [Space() if isinstance(one, LineBreak) else one for one in inlines]


def _tight(items: tuple[tuple[Block, ...], ...]) -> tuple[tuple[Block, ...], ...]:
    """Items of one paragraph each, with lists below it, close together: Word knows no other."""
    if all(isinstance(one, BulletList | OrderedList) for item in items for one in item[1:]):
        return tuple(
            tuple(Plain(one.c) if isinstance(one, Para) else one for one in item) or (Plain(()),)
            for item in items
        )
    return items


def _joined(blocks: tuple[Block, ...]) -> list[Inline]:
    """The inlines of paragraphs as one line; what else stands in a caption is its words."""
    made: list[Inline] = []
    for block in blocks:
        words = block.c if isinstance(block, Para | Plain) else tuple(_strings(block))
        made += [Space(), *words] if made else words
    return _on_one_line(made)


def _strings(block: Block) -> Iterator[Inline]:
    for node in walk((block,)):
        if isinstance(node, Str):
            yield from (Space(), node)
