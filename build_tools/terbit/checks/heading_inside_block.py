"""Headings stand on their own, not inside a list or a quotation."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Block, Div, Header
from terbit.model.walk import text_of, walk

RULE = Rule(
    "S023",
    "heading_inside_block",
    Severity.WARNING,
    "Judul di dalam daftar atau kutipan",
    "Judul di dalam butir, kutipan, atau catatan tidak membuka bagian baru dan mengacaukan daftar isi.",
    wrong="> ## Kutipan\n>\n> Isi.",
    right="> **Kutipan.** Isi.",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each heading that is not one of the book's own blocks nor in a division of them."""
    own = {id(block) for block in walk(_divisions(manuscript.blocks), into_notes=False)}
    own |= {id(block) for block in manuscript.blocks}
    for node in manuscript.every(Header):
        if id(node) not in own:
            yield RULE.at(
                manuscript.places.span(node),
                f"Judul “{text_of(node.inlines)}” berada di dalam daftar, kutipan, atau catatan.",
                "Keluarkan judul itu, atau tulis sebagai teks tebal.",
            )


def _divisions(blocks: tuple[Block, ...]) -> list[Block]:
    return [block for block in blocks if isinstance(block, Div)]
