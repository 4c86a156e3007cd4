"""Headings stand on their own, not inside a list or a quotation."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import BlockQuote, BulletList, Header, Note, OrderedList
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
    """Each heading below a list, a quotation or a note."""
    seen: set[int] = set()
    for node in manuscript.nodes:
        if not isinstance(node, BlockQuote | BulletList | OrderedList | Note):
            continue
        for inner in walk([node]):
            if isinstance(inner, Header) and id(inner) not in seen:
                seen.add(id(inner))
                yield RULE.at(
                    manuscript.places.span(inner),
                    f"Judul “{text_of(inner.inlines)}” berada di dalam daftar, kutipan, atau catatan.",
                    "Keluarkan judul itu, atau tulis sebagai teks tebal.",
                )
