"""A paragraph such as “Gambar 2. Perahu” beside a picture, or “Tabel 1” beside a table, is its caption."""

from __future__ import annotations

import re
from collections.abc import Sequence

from terbit.model.tree import (
    NO_ATTR,
    Block,
    Caption,
    Figure,
    Image,
    Inline,
    LineBreak,
    Note,
    Para,
    Plain,
    Space,
    Table,
)
from terbit.model.walk import text_of, walk

_PICTURE = re.compile(r"(?:gambar|bagan|grafik|foto|peta|diagram|figure)\s+[\dIVXL]", re.IGNORECASE)
_TABLE = re.compile(r"(?:tabel|daftar|table)\s+[\dIVXL]", re.IGNORECASE)
_LONGEST = 40
"""Words of a caption; what is longer speaks about the picture."""


def with_captions(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with each such paragraph inside its figure or table: that of a picture stands below it."""
    made: list[Block] = []
    for block in blocks:
        words = _caption(block)
        before = made[-1] if made else None
        if words and _PICTURE.match(text_of(words)) and (picture := _alone(before)):
            made[-1] = _figure(picture, words)
        elif words and _TABLE.match(text_of(words)) and isinstance(before, Table) and not before.c[1].blocks:
            made[-1] = _titled(before, words)
        elif isinstance(block, Table) and not block.c[1].blocks and _names_a_table(before):
            made[-1] = _titled(block, _caption(before))
        else:
            made.append(block)
    return made


def _caption(block: Block | None) -> tuple[Inline, ...]:
    """The words of a paragraph on one line; empty for what can be no caption."""
    if not isinstance(block, Para | Plain) or any(isinstance(node, Image | Note) for node in walk((block,))):
        return ()
    words = tuple(Space() if isinstance(one, LineBreak) else one for one in block.c)
    return words if len(text_of(words).split()) <= _LONGEST else ()


def _names_a_table(block: Block | None) -> bool:
    return bool(_TABLE.match(text_of(_caption(block))))


def _alone(block: Block | None) -> Image | None:
    match block:
        case Para(c=(Image() as picture,)) | Plain(c=(Image() as picture,)):
            return picture
        case _:
            return None


def _figure(picture: Image, words: tuple[Inline, ...]) -> Figure:
    return Figure((NO_ATTR, Caption(None, (Plain(words),)), (Plain((picture,)),)))


def _titled(table: Table, words: tuple[Inline, ...]) -> Table:
    attr, _, *rest = table.c
    return Table((attr, Caption(None, (Plain(words),)), *rest))  # type: ignore[arg-type]  # the rest as it was
