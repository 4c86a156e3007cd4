"""Headings descend one level at a time."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Header, Note
from terbit.model.walk import text_of, walk

RULE = Rule(
    "S002",
    "heading_level_skipped",
    Severity.ERROR,
    "Tingkat judul terlompati",
    "Daftar isi dan pembaca layar bergantung pada urutan tingkat judul (PDF/UA-1, 7.4.2).",
    wrong="## Bagian\n\n#### Butir",
    right="## Bagian\n\n### Butir",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each heading more than one level below the one before it."""
    level = 0
    noted = {id(node) for note in manuscript.every(Note) for node in walk(note.c)}
    for node in manuscript.every(Header):
        if id(node) in noted:
            continue
        if node.level > level + 1 and level:
            yield RULE.at(
                manuscript.places.span(node),
                f"Judul “{text_of(node.inlines)}” melompat dari tingkat {level} ke {node.level}.",
                f"Pakai {'#' * (level + 1)} di sini.",
            )
        level = node.level
