"""A range of pages ends after it begins."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._entries import place, text
from terbit.checks._pages import backwards
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "R011",
    "page_range_backwards",
    Severity.WARNING,
    "Rentang halaman terbalik",
    "Halaman akhir yang lebih kecil daripada halaman awal berarti salah ketik.",
    wrong="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh",
  "page": "205-179"}]""",
    right="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh",
  "page": "179-205"}]""",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each entry whose pages run backwards."""
    for reference in manuscript.references:
        if found := backwards(text(reference, "page")):
            yield RULE.at(
                place(reference, "page"),
                f"Halaman “{found.group()}” pada entri “{reference.key}” terbalik.",
                "Periksa kedua nomor halaman itu pada sumbernya.",
            )
