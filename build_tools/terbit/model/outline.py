"""What an edition must contain, and what was found in a finished file: two forms of one thing."""

from __future__ import annotations

import enum
from collections.abc import Container, Iterable
from typing import assert_never

import msgspec

from terbit.model.stream import Scribe, Trait, anchor, squeeze, target
from terbit.model.tree import (
    Attr,
    Block,
    BlockQuote,
    BulletList,
    Caption,
    Cite,
    Code,
    CodeBlock,
    DefinitionList,
    Div,
    Emph,
    Figure,
    Header,
    HorizontalRule,
    Image,
    Inline,
    LineBlock,
    LineBreak,
    Link,
    Math,
    Note,
    OrderedList,
    Para,
    Plain,
    Quoted,
    RawBlock,
    RawInline,
    Row,
    SmallCaps,
    SoftBreak,
    Space,
    Span,
    Str,
    Strikeout,
    Strong,
    Subscript,
    Superscript,
    Table,
    Underline,
)
from terbit.model.walk import WORDS, text_of

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
    """The promise: passages in reading order and, apart, the notes in the order of their marks.

    `traits` and `note_traits` say what their characters are besides; `language` is the book's, if known.
    """

    passages: tuple[Passage, ...]
    notes: tuple[Passage, ...]
    traits: tuple[Trait, ...] = ()
    note_traits: tuple[Trait, ...] = ()
    language: str = ""


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
    `passages` and `notes` are texts in the file's own reading order. `pages` tells where the pages of an
    edition that has pages begin.
    """

    passages: tuple[str, ...]
    notes: tuple[str, ...]
    traits: tuple[Trait, ...] = ()
    note_traits: tuple[Trait, ...] = ()
    language: str = ""
    pages: tuple[PageStart, ...] = ()


def outline_of(blocks: Iterable[Block], language: str = "") -> Outline:
    """The passages that `blocks` promise: text as `text_of` gives it, formulas as TeX.

    Notes and back-references are apart.
    """
    author = _Author(language)
    author.blocks(blocks)
    text, notes = author.text, author.notes
    here = {name for column in (text, notes) for name in column.scribe.named("anchor")}
    traits, note_traits = (_live(column.scribe.traits(), here) for column in (text, notes))
    return Outline(tuple(text.made), tuple(notes.made), traits, note_traits, language)


def _live(traits: tuple[Trait, ...], here: Container[str]) -> tuple[Trait, ...]:
    """The traits less the links to what an edition does without: there they are plain words."""
    return tuple(t for t in traits if t.kind != "link" or not t.value.startswith("#") or t.value in here)


class _Column:
    """The text, or the notes: what has been said of it."""

    def __init__(self, base: str) -> None:
        self.scribe = Scribe(base)
        self.made: list[Passage] = []


class _Author:
    """Says what the tree says, block by block."""

    def __init__(self, base: str) -> None:
        self.text, self.notes = _Column(base), _Column(base)
        self.into = self.text
        self.depth = 0
        self.kind = ""
        self.caller: Block | None = None

    def blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            self.block(block)

    def say(self, kind: str, inlines: Iterable[Inline], block: Block) -> None:
        scribe = self.into.scribe
        scribe.cut()
        noted: list[Note] = []
        self.inlines(inlines, noted)
        text = "".join(scribe.blocks[-1]).strip()
        if squeeze(text):
            kind = "note" if self.into is self.notes else kind
            self.into.made.append(Passage(kind, text, self.caller or block))
        scribe.cut()
        for note in noted:
            self.note(note, block)

    def note(self, note: Note, block: Block) -> None:
        outer = self.into, self.caller, self.depth
        self.into, self.caller, self.depth = self.notes, self.caller or block, 0
        self.notes.scribe.mark("note")
        self.blocks(note.c)
        self.into, self.caller, self.depth = outer

    def inlines(self, inlines: Iterable[Inline], noted: list[Note]) -> None:
        scribe = self.into.scribe
        words: list[str] = []  # nine nodes of ten: said in one piece
        for node in inlines:
            if type(node) in WORDS:
                words.append(node.c if isinstance(node, Str) else " ")
                continue
            scribe.say("".join(words))
            words.clear()
            match node:
                case Note():
                    scribe.mark("call")
                    noted.append(node)
                case Span(c=(attr, inner)):
                    if BACK_REFERENCES not in attr[1]:
                        self.anchor(attr)
                        with scribe.speaking(dict(attr[2]).get("lang", "")):
                            self.inlines(inner, noted)
                case Link(c=(attr, inner, (address, _))):
                    self.anchor(attr)
                    with scribe.marked("link", target(address)):
                        self.inlines(inner, noted)
                case Image(c=((_, _, pairs), inner, _)):
                    scribe.mark("image", (dict(pairs).get("alt", "") or text_of(inner)).strip(), node)
                case Quoted(c=(_, inner)):
                    marks = text_of((Quoted((node.c[0], ())),))
                    scribe.say(marks[0])
                    self.inlines(inner, noted)
                    scribe.say(marks[1])
                case Str() | Code() | Space() | SoftBreak() | LineBreak() | Math() | RawInline():
                    scribe.say(text_of((node,), formulas=True))
                case Cite(c=(_, inner)):
                    self.inlines(inner, noted)
                case (
                    Emph() | Underline() | Strong() | Strikeout() | Superscript() | Subscript() | SmallCaps()
                ):
                    self.inlines(node.c, noted)
                case _:
                    assert_never(node)
        scribe.say("".join(words))

    def anchor(self, attr: Attr) -> None:
        if attr[0]:
            self.into.scribe.mark("anchor", f"#{anchor(attr[0])}")

    def block(self, block: Block) -> None:  # one case per kind of block
        scribe = self.into.scribe
        match block:
            case Header(c=(level, attr, inlines)):
                scribe.cut()
                self.anchor(attr)
                with scribe.marked("heading", str(level)):
                    self.say("heading", inlines, block)
            case Para(c=inlines) | Plain(c=inlines):
                self.say(self.kind or "paragraph", inlines, block)
            case LineBlock(c=lines):
                self.say("paragraph", (inline for line in lines for inline in (*line, LineBreak())), block)
            case CodeBlock(c=(attr, code)):
                scribe.cut()
                self.anchor(attr)
                self.say("code", (Str(code),), block)
            case BlockQuote(c=blocks):
                self.blocks(blocks)
            case Div(c=(attr, blocks)):
                scribe.cut()
                self.anchor(attr)
                if "csl-entry" in attr[1]:
                    scribe.mark("item", str(self.depth + 1))
                with scribe.speaking(dict(attr[2]).get("lang", "")):
                    self.blocks(blocks)
            case OrderedList(c=(_, items)) | BulletList(c=items):
                self.depth += 1
                for item in items:
                    scribe.cut()
                    scribe.mark("item", str(self.depth))
                    self.blocks(item)
                self.depth -= 1
            case DefinitionList(c=entries):
                for term, texts in entries:
                    scribe.cut()
                    scribe.mark("term")
                    self.say("term", term, block)
                    for text in texts:
                        self.blocks(text)
            case Figure(c=(attr, caption, blocks)):
                scribe.cut()
                self.anchor(attr)
                self.blocks(blocks)
                self.caption(caption)
            case Table(c=(attr, caption, _, head, bodies, foot)):
                scribe.cut()
                self.anchor(attr)
                self.caption(caption)
                self.rows((*head.rows, *(r for b in bodies for r in (*b.head, *b.rows)), *foot.rows))
            case RawBlock() | HorizontalRule():
                pass
            case _:
                assert_never(block)

    def caption(self, caption: Caption) -> None:
        if caption.blocks:
            self.into.scribe.cut()
            self.into.scribe.mark("caption")
            outer, self.kind = self.kind, "caption"
            self.blocks(caption.blocks)
            self.kind = outer

    def rows(self, rows: Iterable[Row]) -> None:
        outer, self.kind = self.kind, "cell"
        for row in rows:
            self.into.scribe.cut()
            self.into.scribe.mark("row")
            for cell in row.cells:
                self.into.scribe.cut()
                self.into.scribe.mark("cell")
                self.blocks(cell.blocks)
        self.kind = outer
