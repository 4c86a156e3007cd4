"""A Book becomes HTML: one pandoc call, a fragment for each part, the notes apart. Editions dress it."""

from __future__ import annotations

import functools
from typing import Any

import msgspec

from terbit.adapters import pandoc
from terbit.model.book import Book
from terbit.model.tree import Block, Inline, Pandoc, RawBlock, RawInline, encode
from terbit.model.walk import map_children

_BORDER = "<!--terbit-->"
_OPTIONS = ("-f", "json", "-t", "html5", "--wrap=none", "--mathml", "--syntax-highlighting=none")


class Html(msgspec.Struct, frozen=True):
    """Well-formed HTML5 of a Book: `parts` as in `book.parts`, `notes` pandoc's list of notes (or empty).

    `messages` is pandoc's log.
    """

    parts: tuple[str, ...]
    notes: str
    messages: tuple[dict[str, Any], ...] = ()


@functools.lru_cache(maxsize=2)
def html(book: Book) -> Html:
    """The HTML of `book`, made once for all editions that want it. Raises `MachineFault` if pandoc fails."""
    blocks: list[Block] = []
    for part in book.parts:
        blocks += [RawBlock(("html", _BORDER)), *_without_raw(part.blocks)]
    # pandoc writes the notes after everything else: a last border sets them apart.
    document = Pandoc((1, 23, 1), {}, (*blocks, RawBlock(("html", _BORDER))))
    conversion = pandoc.convert(_OPTIONS, encode(document), epoch=book.metadata.timestamp)
    _, *parts, notes = conversion.data.decode().split(_BORDER)
    return Html(tuple(parts), notes.strip(), conversion.messages)


def _without_raw(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    # A manuscript is untrusted, and the outline promises nothing of raw code.
    return tuple(
        map_children(block, _without_raw, _without_raw_inlines)  # type: ignore[misc]  # a block stays a block
        for block in blocks
        if not isinstance(block, RawBlock)
    )


def _without_raw_inlines(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return tuple(
        map_children(inline, _without_raw, _without_raw_inlines)  # type: ignore[misc]  # an inline stays an inline
        for inline in inlines
        if not isinstance(inline, RawInline)
    )
