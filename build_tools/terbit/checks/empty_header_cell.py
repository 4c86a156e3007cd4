"""Every column has a name."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Code, Image, Math, Str, Table
from terbit.model.walk import walk

RULE = Rule(
    "A007",
    "empty_header_cell",
    Severity.WARNING,
    "Sel kepala tabel kosong",
    "Kolom tanpa nama tidak dapat disebut oleh pembaca layar. Sel pertama boleh kosong: di bawahnya nama "
    "baris.",
    wrong="| Negara |  |\n|--------|------|\n| Mesir  | 1259 |",
    right="| Negara | Tahun |\n|--------|-------|\n| Mesir  | 1259  |",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each table with an empty cell in its head besides the first, where the head says anything."""
    for node in manuscript.every(Table):
        for row in node.c[3].rows:
            said = [
                any(isinstance(inner, Str | Code | Image | Math) for inner in walk(cell.blocks))
                for cell in row.cells
            ]
            empty = [number for number, full in enumerate(said, 1) if not full and number > 1]
            if empty and any(said):
                filled = [block for cell in row.cells for block in cell.blocks]
                yield RULE.at(
                    manuscript.places.span(*filled),
                    f"Kepala kolom ke-{empty[0]} tabel ini kosong.",
                    "Tulis nama kolom itu.",
                )
