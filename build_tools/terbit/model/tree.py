"""pandoc's document tree as frozen types that decode from its JSON and encode straight back.

Follows pandoc-types 1.23 (Text.Pandoc.Definition): every node is `{"t": tag, "c": content}`.
Content that pandoc writes as an array stays a tuple in `c`; properties give its parts names.
An unknown tag is a `msgspec.ValidationError`, never a dropped node.
"""

from __future__ import annotations

from typing import Any

import msgspec

Attr = tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]
"""Identifier, classes, key-value pairs."""

NO_ATTR: Attr = ("", (), ())


class _Node(msgspec.Struct, frozen=True, gc=False, tag_field="t"):
    """A node whose tag is its class name. A tree has no cycles: the collector need not look for them."""


class _Mark(_Node, frozen=True, tag_field="t"):
    """An inline that only wraps other inlines."""

    c: tuple[Inline, ...]


# --- inlines -------------------------------------------------------------------------------


class Str(_Node, frozen=True, tag=True):
    """A word: text without spaces."""

    c: str


class Emph(_Mark, frozen=True, tag=True):
    """Emphasis."""


class Underline(_Mark, frozen=True, tag=True):
    """Underlined text."""


class Strong(_Mark, frozen=True, tag=True):
    """Strong emphasis."""


class Strikeout(_Mark, frozen=True, tag=True):
    """Struck-out text."""


class Superscript(_Mark, frozen=True, tag=True):
    """Raised text."""


class Subscript(_Mark, frozen=True, tag=True):
    """Lowered text."""


class SmallCaps(_Mark, frozen=True, tag=True):
    """Small capitals."""


class QuoteType(_Node, frozen=True):
    """`SingleQuote` or `DoubleQuote`: pandoc writes an object with a tag alone."""


class SingleQuote(QuoteType, frozen=True, tag=True):
    """Single quotation marks."""


class DoubleQuote(QuoteType, frozen=True, tag=True):
    """Double quotation marks."""


class Quoted(_Node, frozen=True, tag=True):
    """A quotation whose marks the writer supplies."""

    c: tuple[SingleQuote | DoubleQuote, tuple[Inline, ...]]


class CitationMode(msgspec.Struct, frozen=True, gc=False):
    """How a citation stands: `AuthorInText`, `SuppressAuthor` or `NormalCitation`."""

    t: str


class Citation(msgspec.Struct, frozen=True, gc=False, rename="pascal"):
    """One key of a cluster; pandoc prefixes every field with `citation`."""

    id: str = msgspec.field(name="citationId")
    prefix: tuple[Inline, ...] = msgspec.field(name="citationPrefix")
    suffix: tuple[Inline, ...] = msgspec.field(name="citationSuffix")
    mode: CitationMode = msgspec.field(name="citationMode")
    note_num: int = msgspec.field(name="citationNoteNum")
    hash: int = msgspec.field(name="citationHash")


class Cite(_Node, frozen=True, tag=True):
    """A citation cluster and the text it prints."""

    c: tuple[tuple[Citation, ...], tuple[Inline, ...]]

    @property
    def keys(self) -> tuple[str, ...]:
        """The cited keys, in order."""
        return tuple(citation.id for citation in self.c[0])


class Code(_Node, frozen=True, tag=True):
    """Inline code."""

    c: tuple[Attr, str]


class Space(_Node, frozen=True, tag=True):
    """A space between words."""


class SoftBreak(_Node, frozen=True, tag=True):
    """A line end of the source that means a space."""


class LineBreak(_Node, frozen=True, tag=True):
    """A forced line end."""


class MathType(msgspec.Struct, frozen=True, gc=False):
    """`DisplayMath` or `InlineMath`."""

    t: str


class Math(_Node, frozen=True, tag=True):
    """TeX mathematics."""

    c: tuple[MathType, str]


class RawInline(_Node, frozen=True, tag=True):
    """Text meant for one writer alone."""

    c: tuple[str, str]


class Link(_Node, frozen=True, tag=True):
    """A link: attributes, its text, (target, title)."""

    c: tuple[Attr, tuple[Inline, ...], tuple[str, str]]


class Image(_Node, frozen=True, tag=True):
    """An image: attributes, description, (path, title)."""

    c: tuple[Attr, tuple[Inline, ...], tuple[str, str]]


class Note(_Node, frozen=True, tag=True):
    """A footnote."""

    c: tuple[Block, ...]


class Span(_Node, frozen=True, tag=True):
    """Inlines with attributes."""

    c: tuple[Attr, tuple[Inline, ...]]


# --- blocks --------------------------------------------------------------------------------


class Plain(_Node, frozen=True, tag=True):
    """Text that is not a paragraph (in a tight list, a cell)."""

    c: tuple[Inline, ...]


class Para(_Node, frozen=True, tag=True):
    """A paragraph."""

    c: tuple[Inline, ...]


class LineBlock(_Node, frozen=True, tag=True):
    """Lines that keep their breaks."""

    c: tuple[tuple[Inline, ...], ...]


class CodeBlock(_Node, frozen=True, tag=True):
    """A block of code."""

    c: tuple[Attr, str]


class RawBlock(_Node, frozen=True, tag=True):
    """A block meant for one writer alone."""

    c: tuple[str, str]


class BlockQuote(_Node, frozen=True, tag=True):
    """A long quotation."""

    c: tuple[Block, ...]


class Named(msgspec.Struct, frozen=True, gc=False):
    """A value pandoc writes as a bare tag, such as a number style or an alignment."""

    t: str


class OrderedList(_Node, frozen=True, tag=True):
    """A numbered list: (start, style, delimiter), items."""

    c: tuple[tuple[int, Named, Named], tuple[tuple[Block, ...], ...]]


class BulletList(_Node, frozen=True, tag=True):
    """A list with bullets."""

    c: tuple[tuple[Block, ...], ...]


class DefinitionList(_Node, frozen=True, tag=True):
    """Terms, each with its definitions."""

    c: tuple[tuple[tuple[Inline, ...], tuple[tuple[Block, ...], ...]], ...]


class Header(_Node, frozen=True, tag=True):
    """A heading: level, attributes, text."""

    c: tuple[int, Attr, tuple[Inline, ...]]

    @property
    def level(self) -> int:
        """1 for the title, 2 for a section, 3 for a point."""
        return self.c[0]

    @property
    def identifier(self) -> str:
        """The anchor pandoc or the author gave it."""
        return self.c[1][0]

    @property
    def inlines(self) -> tuple[Inline, ...]:
        """The words of the heading."""
        return self.c[2]


class HorizontalRule(_Node, frozen=True, tag=True):
    """A break between scenes."""


class Caption(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A caption: a short form for lists, or None, and the blocks."""

    short: tuple[Inline, ...] | None
    blocks: tuple[Block, ...]


class ColWidth(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """`ColWidthDefault`, or `ColWidth` with a share of the line in `c`."""

    t: str
    c: float | None = None


class Cell(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A table cell."""

    attr: Attr
    alignment: Named
    row_span: int
    col_span: int
    blocks: tuple[Block, ...]


class Row(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A table row."""

    attr: Attr
    cells: tuple[Cell, ...]


class TableHead(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """The head (or foot) of a table."""

    attr: Attr
    rows: tuple[Row, ...]


class TableBody(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A body of a table: its own head rows, then its rows."""

    attr: Attr
    row_head_columns: int
    head: tuple[Row, ...]
    rows: tuple[Row, ...]


class Table(_Node, frozen=True, tag=True):
    """A table: attributes, caption, columns, head, bodies, foot."""

    c: tuple[Attr, Caption, tuple[tuple[Named, ColWidth], ...], TableHead, tuple[TableBody, ...], TableHead]


class Figure(_Node, frozen=True, tag=True):
    """A figure: attributes, caption, content."""

    c: tuple[Attr, Caption, tuple[Block, ...]]


class Div(_Node, frozen=True, tag=True):
    """Blocks with attributes."""

    c: tuple[Attr, tuple[Block, ...]]


Inline = (
    Str
    | Emph
    | Underline
    | Strong
    | Strikeout
    | Superscript
    | Subscript
    | SmallCaps
    | Quoted
    | Cite
    | Code
    | Space
    | SoftBreak
    | LineBreak
    | Math
    | RawInline
    | Link
    | Image
    | Note
    | Span
)

Block = (
    Plain
    | Para
    | LineBlock
    | CodeBlock
    | RawBlock
    | BlockQuote
    | OrderedList
    | BulletList
    | DefinitionList
    | Header
    | HorizontalRule
    | Table
    | Figure
    | Div
)


class Pandoc(msgspec.Struct, frozen=True, gc=False):
    """A whole document as pandoc writes it: API version, metadata, blocks."""

    version: tuple[int, ...] = msgspec.field(name="pandoc-api-version")
    meta: dict[str, Any]
    blocks: tuple[Block, ...]


_API = (1, 23, 1)
"""The version of pandoc-types that is written."""
_DECODER = msgspec.json.Decoder(Pandoc)
_ENCODER = msgspec.json.Encoder()


def decode(data: bytes) -> Pandoc:
    """JSON from `pandoc -t json` becomes a tree; an unknown node raises `msgspec.ValidationError`."""
    return _DECODER.decode(data)


def encode(blocks: tuple[Block, ...], meta: dict[str, Any] | None = None) -> bytes:
    """Blocks, and what is told of the document, become JSON for `pandoc -f json`; the inverse of `decode`."""
    return _ENCODER.encode(Pandoc(_API, meta or {}, blocks))
