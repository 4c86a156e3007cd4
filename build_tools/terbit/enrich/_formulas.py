"""A displayed formula stands alone: Word ends the paragraph at it, and so do all editions."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import msgspec

from terbit.enrich._draft import Draft
from terbit.model.tree import Block, Inline, LineBreak, Math, Para, Plain, SoftBreak, Space
from terbit.model.walk import map_children, past_words

_BLANK = (Space, SoftBreak, LineBreak)


def set_apart(draft: Draft) -> Draft:
    """Paragraphs with displayed formulas among their words become one paragraph for each stretch."""
    return msgspec.structs.replace(draft, blocks=_blocks(draft.blocks))


def _blocks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(piece for block in blocks for piece in _pieces(block))


def _inlines(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return past_words(inlines, lambda inline: map_children(inline, _blocks, _inlines))


def _pieces(block: Block) -> Iterator[Block]:
    block = map_children(block, _blocks, _inlines)  # type: ignore[assignment]  # and blocks blocks
    if not isinstance(block, Para | Plain) or Math not in map(type, block.c):
        yield block
        return
    stretches = [_trimmed(tuple(stretch)) for _, stretch in itertools.groupby(block.c, _displayed)]
    stretches = [stretch for stretch in stretches if stretch]
    if len(stretches) > 1:
        yield from (Para(stretch) for stretch in stretches)
    else:
        yield block


def _displayed(inline: Inline) -> bool:
    return isinstance(inline, Math) and inline.c[0].t == "DisplayMath"


def _trimmed(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    first = next((at for at, one in enumerate(inlines) if not isinstance(one, _BLANK)), len(inlines))
    last = next((at for at, one in enumerate(inlines[::-1]) if not isinstance(one, _BLANK)), 0)
    return inlines[first : len(inlines) - last]
