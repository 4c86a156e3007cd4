"""Figures and tables with a caption get their number: “Gambar 1”, in chapter 2 “Gambar 2.1”."""

from __future__ import annotations

import re
from collections import Counter

from terbit.enrich._draft import span
from terbit.model.book import CAPTION_LABEL
from terbit.model.tree import Block, Caption, Figure, Header, Para, Plain, Str, Table
from terbit.model.walk import map_children, text_of

_BY_HAND = re.compile(
    r"\s*(?:Gambar|Tabel|Bagan|Grafik|Diagram)\s+\d{1,3}(?:[.\-–]\d+)*(?=[\s.:,]|$)", re.IGNORECASE
)
_BETWEEN = Str("\u2002")
"""An en space parts label and caption; EYD V asks for no full stop after either."""


class Captions:
    """Numbers the captions of a book, part by part in reading order."""

    def __init__(self) -> None:
        """Nothing is counted yet."""
        self._counts: Counter[tuple[str, int]] = Counter()
        self._chapter = 0

    def number(self, blocks: tuple[Block, ...], chapter: int = 0) -> tuple[Block, ...]:
        """The blocks of one part with labels; `chapter` 0 is a part that has no number."""
        self._chapter = chapter
        return self._blocks(blocks)

    def _blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(self._block(block) for block in blocks)

    def _block(self, block: Block) -> Block:
        match block:
            case Para() | Plain() | Header():
                return block
            case Figure(c=(attr, caption, inner)):
                block = Figure((attr, self._labelled("Gambar", caption), inner))
            case Table(c=(attr, caption, columns, head, bodies, foot)):
                block = Table((attr, self._labelled("Tabel", caption), columns, head, bodies, foot))
            case _:
                pass
        return map_children(block, self._blocks, lambda inlines: inlines)  # type: ignore[return-value]  # a block stays a block

    def _labelled(self, kind: str, caption: Caption) -> Caption:
        """The caption behind its number; one that the author numbered counts, and stays as it is."""
        first, *rest = caption.blocks or (None,)
        if not isinstance(first, Para | Plain) or not (text := text_of(first.c).strip()):
            return caption
        self._counts[kind, self._chapter] += 1
        if _BY_HAND.match(text):
            return caption
        number = ".".join(str(n) for n in (self._chapter, self._counts[kind, self._chapter]) if n)
        label = span(("", (CAPTION_LABEL,), ()), Str(f"{kind}\u00a0{number}"))
        return Caption(caption.short, (type(first)((label, _BETWEEN, *first.c)), *rest))
