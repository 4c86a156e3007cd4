"""The pages of a citation run forwards."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._pages import backwards
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Cite
from terbit.model.walk import text_of

RULE = Rule(
    "R021",
    "citation_pages_backwards",
    Severity.WARNING,
    "Halaman sitasi terbalik",
    "Halaman akhir yang lebih kecil daripada halaman awal berarti salah ketik.",
    wrong="""Perjanjian itu tua [@a, hlm. 294–266].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh"}]""",
    right="""Perjanjian itu tua [@a, hlm. 266–294].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh"}]""",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each citation with a range of pages that ends before it begins."""
    for node in manuscript.every(Cite):
        for citation in node.c[0]:
            if found := backwards(text_of(citation.suffix).replace("\u00a0", " ")):
                yield RULE.at(
                    manuscript.places.text_span(found.group()),
                    f"Halaman “{found.group()}” pada sitasi “{citation.id}” terbalik.",
                    "Periksa kedua nomor halaman itu pada sumbernya.",
                )
