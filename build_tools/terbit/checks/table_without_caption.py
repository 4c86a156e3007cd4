"""A table has a caption."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Table

RULE = Rule(
    "A012",
    "table_without_caption",
    Severity.ADVICE,
    "Tabel tanpa judul",
    "Judul tabel mengatakan apa yang dibandingkan, dan teks dapat merujuk kepadanya.",
    wrong="| Negara | Tahun |\n|--------|-------|\n| Mesir  | 1259  |",
    right="| Negara | Tahun |\n|--------|-------|\n| Mesir  | 1259  |\n\n: Tahun perjanjian",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each table without a caption."""
    for node in manuscript.every(Table):
        if not node.c[1].blocks:
            yield RULE.at(
                manuscript.places.span(node),
                "Tabel ini tidak berjudul.",
                "Tulis “: Judul tabel” sesudah baris kosong di bawahnya.",
            )
