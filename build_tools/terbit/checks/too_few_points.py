"""A section of points has more than one."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._parts import fits, graded
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "S012",
    "too_few_points",
    Severity.WARNING,
    "Bagian dengan terlalu sedikit butir",
    "Butir berjudul membagi sebuah bagian; satu butir saja tidak membagi apa-apa. Jumlahnya ada dalam "
    "profil.",
    wrong="# Judul\n\nAwal.\n\n## Isi\n\n### Satu\n\nA.\n",
    right="# Judul\n\nAwal.\n\n## Isi\n\n### Satu\n\nA.\n\n### Dua\n\nB.\n",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each section with fewer headings below it than its part asks for."""
    for fit in fits(manuscript):
        for part, found in fit.parts:
            for section in found:
                if len(section.below) < part.points:
                    yield graded(
                        manuscript,
                        RULE.at(
                            manuscript.places.span(section.header),
                            f"Bagian “{section.title}” berisi {len(section.below)} butir berjudul, "
                            f"padahal profil meminta paling sedikit {part.points}.",
                            f"Bagi isinya dengan “{'#' * (section.header.level + 1)} Judul Butir”.",
                        ),
                    )
