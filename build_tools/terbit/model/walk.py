"""Ways through the tree: every node in order, the words of a piece, a copy with parts replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import assert_never, cast

from terbit.model.tree import (
    Attr,
    Block,
    BlockQuote,
    BulletList,
    Caption,
    Cell,
    Cite,
    Code,
    CodeBlock,
    DefinitionList,
    Div,
    DoubleQuote,
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
    TableBody,
    TableHead,
    Underline,
)

Node = Block | Inline
Blocks = tuple[Block, ...]
Inlines = tuple[Inline, ...]

_LEAVES = frozenset(
    {Str, Code, Space, SoftBreak, LineBreak, Math, RawInline, CodeBlock, RawBlock, HorizontalRule}
)
"""Nine nodes of ten have no children: asked first, a walk takes a third of the time."""
WORDS: frozenset[type[Node]] = frozenset({Str, Space, SoftBreak, LineBreak})
"""Nine nodes of ten: who does nothing with them passes over them first."""
_WRAPPERS = frozenset(
    {Plain, Para, BlockQuote, Note, Emph, Underline, Strong, Strikeout, Superscript, Subscript, SmallCaps}
)
"""What they hold is their children and nothing else."""
ANCHORED: frozenset[type[Node]] = frozenset({Header, Div, Span, Code, CodeBlock, Link, Image, Figure, Table})
"""The kinds of nodes that have attributes, and so may have an anchor."""


def map_children(
    node: Node, on_blocks: Callable[[Blocks], Blocks], on_inlines: Callable[[Inlines], Inlines]
) -> Node:
    """A copy of `node` whose direct child sequences went through the two functions, in reading order.

    A node whose children all come back unchanged is returned itself, so identity survives: places in the
    master are looked up by it.
    """
    if type(node) in _LEAVES:
        return node
    changed = _map(node, on_blocks, on_inlines)
    return node if changed == node else changed


def _map(  # one case per kind of node
    node: Node, on_blocks: Callable[[Blocks], Blocks], on_inlines: Callable[[Inlines], Inlines]
) -> Node:
    match node:
        case Plain(c=inlines) | Para(c=inlines):
            return type(node)(on_inlines(inlines))
        case Emph() | Underline() | Strong() | Strikeout() | Superscript() | Subscript() | SmallCaps():
            return type(node)(on_inlines(node.c))
        case Header(c=(level, attr, inlines)):
            return Header((level, attr, on_inlines(inlines)))
        case LineBlock(c=lines):
            return LineBlock(tuple(on_inlines(line) for line in lines))
        case BlockQuote(c=blocks):
            return BlockQuote(on_blocks(blocks))
        case Div(c=(attr, blocks)):
            return Div((attr, on_blocks(blocks)))
        case OrderedList(c=(numbering, items)):
            return OrderedList((numbering, tuple(on_blocks(item) for item in items)))
        case BulletList(c=items):
            return BulletList(tuple(on_blocks(item) for item in items))
        case DefinitionList(c=entries):
            return DefinitionList(
                tuple((on_inlines(term), tuple(on_blocks(text) for text in texts)) for term, texts in entries)
            )
        case Figure(c=(attr, caption, blocks)):
            body = on_blocks(blocks)
            return Figure((attr, Caption(caption.short, on_blocks(caption.blocks)), body))
        case Table(c=(attr, caption, columns, head, bodies, foot)):
            return Table(
                (
                    attr,
                    Caption(caption.short, on_blocks(caption.blocks)),
                    columns,
                    TableHead(head.attr, _map_rows(head.rows, on_blocks)),
                    tuple(
                        TableBody(
                            body.attr,
                            body.row_head_columns,
                            _map_rows(body.head, on_blocks),
                            _map_rows(body.rows, on_blocks),
                        )
                        for body in bodies
                    ),
                    TableHead(foot.attr, _map_rows(foot.rows, on_blocks)),
                )
            )
        case Quoted(c=(marks, inlines)):
            return Quoted((marks, on_inlines(inlines)))
        case Cite(c=(citations, inlines)):
            return Cite((citations, on_inlines(inlines)))
        case Link(c=(attr, inlines, target)):
            return Link((attr, on_inlines(inlines), target))
        case Image(c=(attr, inlines, target)):
            return Image((attr, on_inlines(inlines), target))
        case Span(c=(attr, inlines)):
            return Span((attr, on_inlines(inlines)))
        case Note(c=blocks):
            return Note(on_blocks(blocks))
        case (
            Str()
            | Code()
            | Space()
            | SoftBreak()
            | LineBreak()
            | Math()
            | RawInline()
            | CodeBlock()
            | RawBlock()
            | HorizontalRule()
        ):
            return node
        case _:
            assert_never(node)


def _map_rows(rows: tuple[Row, ...], on_blocks: Callable[[Blocks], Blocks]) -> tuple[Row, ...]:
    return tuple(
        Row(
            row.attr,
            tuple(
                Cell(cell.attr, cell.alignment, cell.row_span, cell.col_span, on_blocks(cell.blocks))
                for cell in row.cells
            ),
        )
        for row in rows
    )


def children(node: Node) -> list[Node]:
    """The nodes directly below `node`, in reading order."""
    if type(node) in _WRAPPERS:
        return list(cast("Para | BlockQuote", node).c)
    found: list[Node] = []
    if type(node) in _LEAVES:
        return found

    def keep_blocks(blocks: Blocks) -> Blocks:
        found.extend(blocks)
        return blocks

    def keep_inlines(inlines: Inlines) -> Inlines:
        found.extend(inlines)
        return inlines

    _map(node, keep_blocks, keep_inlines)
    return found


def _are_words(nodes: Iterable[Node]) -> bool:
    """Whether all are words and spaces, as most of a book is. It costs a fifth of a loop over the same."""
    return WORDS.issuperset(map(type, nodes))


def as_words(inlines: Iterable[Node]) -> list[str] | None:
    """What each of `inlines` says, where all are words and spaces; else None."""
    if not _are_words(inlines):
        return None
    return [node.c if type(node) is Str else " " for node in inlines]


def walk(
    nodes: Iterable[Node], *, into_notes: bool = True, into_images: bool = True, into_words: bool = True
) -> Iterator[Node]:
    """Every node, a parent before its children, in reading order.

    `into_notes=False` stops at a note, `into_images=False` at an image: its description is no text of the
    book, and where pandoc takes it for the caption of a figure, it holds the caption once more.
    `into_words=False` passes over what holds nothing but words and spaces, as most of a book does.
    """
    stack = list(nodes)[::-1]
    while stack:
        node = stack.pop()
        yield node
        if type(node) in _LEAVES:
            continue
        if (into_notes or not isinstance(node, Note)) and (into_images or not isinstance(node, Image)):
            kids = children(node)
            if into_words or not _are_words(kids):
                stack.extend(kids[::-1])


def written(nodes: Iterable[Node], *, into_notes: bool = True) -> Iterator[Node]:
    """As `walk`, in a tree whose citations are not formatted: of these, the words around the keys."""
    stack = list(nodes)[::-1]
    while stack:
        node = stack.pop()
        yield node
        kind = type(node)
        if kind in _LEAVES or (kind is Note and not into_notes):
            continue
        if isinstance(node, Cite):
            stack.extend(inline for one in node.c[0][::-1] for inline in (*one.prefix, *one.suffix)[::-1])
        else:
            stack.extend(children(node)[::-1])


def past_words(inlines: Inlines, change: Callable[[Inline], Node]) -> Inlines:
    """`inlines`, of which all but words and spaces went through `change`, which keeps them inlines."""
    if _are_words(inlines):
        return inlines
    return tuple(one if type(one) in WORDS else change(one) for one in inlines)  # type: ignore[misc]  # as told


def without_raw(inlines: Inlines) -> Inlines:
    """`inlines` without raw code."""
    if RawInline not in map(type, inlines):
        return inlines
    return tuple(one for one in inlines if not isinstance(one, RawInline))


def rewrite(blocks: Blocks, on_inlines: Callable[[Inlines], Inlines]) -> Blocks:
    """A copy in which every sequence of inlines went through `on_inlines`, innermost first."""

    def deep_inlines(inlines: Inlines) -> Inlines:
        return on_inlines(past_words(inlines, lambda one: map_children(one, deep_blocks, deep_inlines)))

    def deep_blocks(inner: Blocks) -> Blocks:
        return tuple(map_children(block, deep_blocks, deep_inlines) for block in inner)  # type: ignore[misc]  # and blocks blocks

    return deep_blocks(blocks)


_MARKS = {True: ("“", "”"), False: ("‘", "’")}


def text_of(inlines: Iterable[Inline], *, citations: bool = True, formulas: bool = False) -> str:
    """The words of `inlines` as plain text: no notes, no raw code, images as nothing.

    `citations=False` leaves citation clusters out, and the space before one with it; `formulas=True` tells
    formulas by their TeX.
    """
    words: list[str] = []
    left_out = {Cite: citations, Math: formulas}
    _collect(inlines, words, frozenset(kind for kind, wanted in left_out.items() if not wanted))
    return "".join(words)


def _collect(inlines: Iterable[Inline], words: list[str], without: frozenset[type]) -> None:
    for node in inlines:
        match node:
            case Str(c=word) | Code(c=(_, word)):
                words.append(word)
            case Space() | SoftBreak() | LineBreak():
                words.append(" ")
            case Quoted(c=(marks, inner)):
                left, right = _MARKS[isinstance(marks, DoubleQuote)]
                words.append(left)
                _collect(inner, words, without)
                words.append(right)
            case Cite(c=(_, inner)):
                if Cite not in without:
                    _collect(inner, words, without)
                elif words and words[-1] == " ":
                    words.pop()
            case Link(c=(_, inner, _)) | Span(c=(_, inner)):
                _collect(inner, words, without)
            case Emph() | Underline() | Strong() | Strikeout() | Superscript() | Subscript() | SmallCaps():
                _collect(node.c, words, without)
            case Math(c=(_, tex)):
                if Math not in without:
                    words.append(tex)
            case Note() | RawInline() | Image():
                pass
            case _:
                assert_never(node)


def attributes(node: Node) -> Attr | None:
    """The attributes of a node that has them."""
    match node:
        case Header(c=(_, attr, _)):
            return attr
        case (
            Div(c=(attr, _))
            | Span(c=(attr, _))
            | Code(c=(attr, _))
            | CodeBlock(c=(attr, _))
            | Link(c=(attr, _, _))
            | Image(c=(attr, _, _))
            | Figure(c=(attr, _, _))
            | Table(c=(attr, *_))
        ):
            return attr
        case _:
            return None


def anchors(nodes: Iterable[Node]) -> Iterator[str]:
    """Every anchor (identifier) of these nodes and all below them, in reading order."""
    return anchors_among(walk(nodes, into_words=False))


def anchors_among(nodes: Iterable[Node]) -> Iterator[str]:
    """Every anchor of just these nodes: for a tree already walked."""
    for node in nodes:
        attr = attributes(node) if type(node) in ANCHORED else None
        if attr and attr[0]:
            yield attr[0]
