"""A source came out before the book that cites it."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._entries import place, year
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "R014",
    "impossible_year",
    Severity.WARNING,
    "Tahun terbit di masa depan",
    "Sumber yang terbit sesudah buku ini tidak mungkin sudah dibaca; biasanya tahunnya salah ketik.",
    wrong="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh",
  "issued": {"date-parts": [[2205]]}}]

buku.yaml:
judul: Judul
bahasa: id
profil: artikel
tanggal: 2026-11-23""",
    right="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh",
  "issued": {"date-parts": [[2005]]}}]

buku.yaml:
judul: Judul
bahasa: id
profil: artikel
tanggal: 2026-11-23""",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each entry dated after the year of the book's own date, where that is given."""
    if manuscript.settings.date is None:
        return
    for reference in manuscript.references:
        came_out = year(reference)
        if came_out and came_out > manuscript.settings.date.year:
            yield RULE.at(
                place(reference, "issued"),
                f"Entri “{reference.key}” bertahun {came_out}, sesudah tanggal buku ini.",
                "Periksa tahun terbitnya.",
            )
