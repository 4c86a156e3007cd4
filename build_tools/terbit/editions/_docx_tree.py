"""The book's tree as the Word writer needs it: styles by name, anchors Word can hold, images it may read.

The words stay as they are. Nothing outside the book's folder is named in the tree that goes to pandoc.
"""

from __future__ import annotations

from collections.abc import Iterable

from terbit.editions._docx_images import Draw, Gallery
from terbit.editions._docx_look import Look
from terbit.model.book import CAPTION_LABEL, INDEX_MARK, Book, Complaint, Part, PartKind
from terbit.model.direction import from_the_right
from terbit.model.outline import BACK_REFERENCES
from terbit.model.tree import (
    NO_ATTR,
    Attr,
    Block,
    BlockQuote,
    Code,
    DefinitionList,
    Div,
    Header,
    Image,
    Inline,
    Link,
    Para,
    Plain,
    RawBlock,
    RawInline,
    Span,
    Str,
)
from terbit.model.walk import WORDS, map_children

_STYLE = "custom-style"
_TITLE_PAGE = {"judul": "Title", "subjudul": "Subtitle", "penulis": "Penulis", "penerbit": "Penerbit"}


def word_tree(
    book: Book, look: Look, draw: Draw, *, contents: bool = True
) -> tuple[tuple[Block, ...], tuple[Complaint, ...]]:
    """The blocks of `book` for pandoc's DOCX writer, and what had to be left out of them."""
    gallery = Gallery(book.root, draw)
    blocks: list[Block] = []
    for number, part in enumerate(book.parts):
        if contents and number == book.before_contents:
            blocks.append(_contents(look))
        blocks.extend(_part(part, gallery))
    return tuple(blocks), tuple(gallery.complaints)


def _contents(look: Look) -> Block:
    # Only the heading: the entries are filled in when the headings have their bookmarks.
    return _styled("TOC Heading", (Para((Str(look.contents.heading),)),))


def _part(part: Part, gallery: Gallery) -> Iterable[Block]:
    for block in _blocks(part.blocks, gallery):
        match block:
            case Div(c=((_, classes, _), inner)) if part.kind is PartKind.TITLE_PAGE:
                style = next((_TITLE_PAGE[name] for name in classes if name in _TITLE_PAGE), "")
                yield Div((_with_style(block.c[0], style), inner)) if style else block
            case Header(c=(_, (anchor, _, _), words)) if part.kind is PartKind.HALF_TITLE:
                # No heading: the contents of a book do not list its half title.
                yield Div((_with_style((anchor, (), ()), "Halaman Prancis"), (Para(words),)))
            case Para() | Plain() if part.kind is PartKind.COLOPHON:
                yield _styled("Kolofon", (block,))
            case _:
                yield block


def _styled(style: str, blocks: tuple[Block, ...]) -> Div:
    return Div((_with_style(NO_ATTR, style), blocks))


def _with_style(attr: Attr, style: str) -> Attr:
    identifier, classes, pairs = attr
    return identifier, classes, (*pairs, (_STYLE, style))


def _word_attr(attr: Attr) -> Attr:
    # Looks are the designer's: a style an author names would end up in the teacher's style pane.
    identifier, classes, pairs = attr
    kept = tuple(pair for pair in pairs if pair[0] != _STYLE)
    is_rtl = any(name == "lang" and from_the_right(tag) for name, tag in kept)
    return identifier, classes, (*kept, ("dir", "rtl")) if is_rtl else kept


def _blocks(blocks: Iterable[Block], gallery: Gallery) -> tuple[Block, ...]:
    return tuple(new for block in blocks for new in _block(block, gallery))


def _block(block: Block, gallery: Gallery) -> Iterable[Block]:
    inner = map_children(
        block, lambda blocks: _blocks(blocks, gallery), lambda inlines: _inlines(inlines, gallery)
    )
    match inner:
        case RawBlock():  # raw OpenXML would go into the file as it stands
            return
        case DefinitionList(c=entries):
            for term, texts in entries:
                yield _styled("Istilah", (Para(term),))
                yield from (_styled("Uraian Istilah", text) for text in texts)
        case Div(c=(attr, blocks)):
            yield Div((_word_attr(attr), blocks))
        case BlockQuote(c=blocks):
            yield BlockQuote(tuple(_deeper(block) for block in blocks))
        case _:
            yield inner  # type: ignore[misc]  # map_children keeps blocks blocks


def _deeper(block: Block) -> Block:
    # pandoc sets a quotation in a quotation like the one around it.
    return _styled("Kutipan dalam Kutipan", block.c) if isinstance(block, BlockQuote) else block


def _inlines(inlines: Iterable[Inline], gallery: Gallery) -> tuple[Inline, ...]:
    return tuple(
        new
        for inline in inlines
        for new in ((inline,) if type(inline) in WORDS else _inline(inline, gallery))
    )


def _inline(inline: Inline, gallery: Gallery) -> Iterable[Inline]:
    if isinstance(inline, Span) and BACK_REFERENCES in inline.c[0][1]:
        yield from _back_references(inline)
        return
    inner = map_children(
        inline, lambda blocks: _blocks(blocks, gallery), lambda inlines: _inlines(inlines, gallery)
    )
    match inner:
        case RawInline():
            return
        case Image():
            yield from _anchored(inner.c[0], gallery.admit(inner))
        case Link(c=((identifier, classes, pairs), words, target)):
            style = _link_style(classes, target[0])
            styled = (_in_style(style, words),) if style else words
            yield from _anchored((identifier, (), ()), (Link((("", classes, pairs), styled, target)),))
        case Code(c=(attr, words)):
            yield from _anchored(attr, (Code((NO_ATTR, words)),))
        case Span(c=((_, classes, _), words)) if INDEX_MARK in classes:
            yield from words  # no index is printed: its bookmarks would only fill Word's list
        case Span(c=((_, classes, _), words)) if CAPTION_LABEL in classes:
            yield _in_style("Label Keterangan", words)
        case Span(c=(attr, words)):
            yield Span((_word_attr(attr), words))
        case _:
            yield inner  # type: ignore[misc]  # map_children keeps inlines inlines


def _back_references(span: Span) -> Iterable[Inline]:
    """Each run in a style that the reader of the finished file skips; no author can name a style."""
    for inline in span.c[1]:
        if isinstance(inline, Link):
            attr, words, target = inline.c
            yield Link((attr, (_in_style("Tautan Pemakaian", words),), target))
        else:
            yield _in_style("Pemakaian", (inline,))


def _in_style(style: str, words: tuple[Inline, ...]) -> Span:
    return Span((_with_style(NO_ATTR, style), words))


def _anchored(attr: Attr, inlines: tuple[Inline, ...]) -> Iterable[Inline]:
    # pandoc 3.9 makes bookmarks of the ids of headings, Divs and Spans, but not of links, code and images.
    return (Span(((attr[0], (), ()), inlines)),) if attr[0] and inlines else inlines


def _link_style(classes: tuple[str, ...], target: str) -> str:
    if "istilah" in classes:
        return "Tautan Istilah"
    return "Tautan Dalam" if target.startswith("#") else ""
