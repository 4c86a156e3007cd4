"""A table names its columns."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Cell, Code, Image, Math, Str, Table
from terbit.model.walk import walk

RULE = Rule(
    "A006",
    "table_without_header",
    Severity.WARNING,
    "Tabel tanpa kepala",
    "Tanpa kepala kolom, pembaca layar membacakan angka tanpa artinya (WCAG 2.2, kriteria 1.3.1).",
    wrong="|       |      |\n|-------|------|\n| Mesir | 1259 |",
    right="| Negara | Tahun |\n|--------|-------|\n| Mesir  | 1259  |",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each table whose head holds no word."""
    for node in manuscript.every(Table):
        if not any(words(cell) for row in node.c[3].rows for cell in row.cells):
            yield RULE.at(
                manuscript.places.span(node),
                "Tabel ini tidak punya kepala kolom.",
                "Tulis nama tiap kolom pada baris pertama.",
            )


def words(cell: Cell) -> bool:
    """Whether a cell says or shows something."""
    return any(
        isinstance(node, Image | Code | Math) or (isinstance(node, Str) and node.c.strip())
        for node in walk(cell.blocks)
    )
