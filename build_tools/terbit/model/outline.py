"""What an edition must contain, and what was found in a finished file: two forms of one thing."""

from __future__ import annotations

import enum
import unicodedata
from collections.abc import Callable, Iterable
from typing import assert_never

import msgspec

from terbit.model.tree import (
    Block,
    BlockQuote,
    BulletList,
    Caption,
    CodeBlock,
    DefinitionList,
    Div,
    Figure,
    Header,
    HorizontalRule,
    Inline,
    LineBlock,
    Note,
    OrderedList,
    Para,
    Plain,
    RawBlock,
    Row,
    Span,
    Table,
)
from terbit.model.walk import text_of, walk

BACK_REFERENCES = "pemakaian"
"""Class of the span at the end of an entry that says where the entry is used: furniture.

Each edition words it its own way (numbers, printed pages), so it is not promised. No author can give it.
"""


class Passage(msgspec.Struct, frozen=True):
    """One piece of text in reading order. `kind`: heading, paragraph, term, cell, caption, code, note.

    `node` is the tree node it came from (its place in the master is found by it); None in a Reading.
    """

    kind: str
    text: str
    node: Block | None = None


class Outline(msgspec.Struct, frozen=True):
    """The promise: passages in reading order and, apart, the notes in the order of their marks."""

    passages: tuple[Passage, ...]
    notes: tuple[Passage, ...]


class Opening(enum.StrEnum):
    """What a printed page begins with; NOTHING: it has no promised words (blank, contents, index)."""

    TEXT = "text"
    TABLE = "table"
    NOTE = "note"
    NOTHING = "nothing"


class PageStart(msgspec.Struct, frozen=True):
    """A page, its number as printed, and how many characters of the passages, squeezed, stand before it.

    The place of a page that begins inside a note (one that outgrows a page) is behind that note; that of a
    page which opens with NOTHING is unknown, and 0.
    """

    label: str
    opening: Opening = Opening.NOTHING
    offset: int = 0


class Reading(msgspec.Struct, frozen=True):
    """The same, as found in a finished file.

    Without furniture: no running heads, folios, table of contents, list numbers or note marks.
    `passages` and `notes` are texts in the file's own reading order; where the file cuts a passage in two
    (a paragraph over a page end) the pieces stand one after the other. `pages` tells where the pages of an
    edition that has pages begin.
    """

    passages: tuple[str, ...]
    notes: tuple[str, ...]
    pages: tuple[PageStart, ...] = ()


def squeeze(text: str) -> str:
    """`text` in NFC without white space, soft hyphens and zero-width characters."""
    return "".join(
        character
        for character in unicodedata.normalize("NFC", text)
        if not character.isspace() and unicodedata.category(character) != "Cf"
    )


def outline_of(blocks: Iterable[Block]) -> Outline:
    """The passages that `blocks` promise: text as `text_of` gives it, formulas as TeX.

    Notes and back-references are apart.
    """
    passages: list[Passage] = []
    notes: list[Passage] = []
    for block in blocks:
        _promise(block, passages, notes)
    return Outline(tuple(passages), tuple(notes))


def _promise(
    block: Block, passages: list[Passage], notes: list[Passage]
) -> None:  # one case per kind of block
    def say(kind: str, inlines: tuple[Inline, ...]) -> None:
        promised = (inline for inline in inlines if not _is_furniture(inline))
        if text := text_of(promised, formulas=True).strip():
            passages.append(Passage(kind, text, block))
        for node in walk(inlines, into_images=False):
            if isinstance(node, Note):
                inner = outline_of(node.c)
                notes.extend(Passage("note", passage.text, block) for passage in inner.passages)

    def go(blocks: Iterable[Block]) -> None:
        for inner in blocks:
            _promise(inner, passages, notes)

    match block:
        case Header(c=(_, _, inlines)):
            say("heading", inlines)
        case Para(c=inlines) | Plain(c=inlines):
            say("paragraph", inlines)
        case LineBlock(c=lines):
            for line in lines:
                say("paragraph", line)
        case CodeBlock(c=(_, code)):
            passages.append(Passage("code", code, block))
        case BlockQuote(c=blocks) | Div(c=(_, blocks)):
            go(blocks)
        case OrderedList(c=(_, items)) | BulletList(c=items):
            for item in items:
                go(item)
        case DefinitionList(c=entries):
            for term, texts in entries:
                say("term", term)
                for text in texts:
                    go(text)
        case Figure(c=(_, caption, blocks)):
            go(blocks)
            go(caption.blocks)
        case Table(c=(_, caption, _, head, bodies, foot)):
            _table(caption, (*head.rows, *(r for b in bodies for r in (*b.head, *b.rows)), *foot.rows), go)
        case RawBlock() | HorizontalRule():
            pass
        case _:
            assert_never(block)


def _is_furniture(inline: Inline) -> bool:
    return isinstance(inline, Span) and BACK_REFERENCES in inline.c[0][1]


def _table(caption: Caption, rows: Iterable[Row], go: Callable[[Iterable[Block]], None]) -> None:
    go(caption.blocks)
    for row in rows:
        for cell in row.cells:
            go(cell.blocks)
