"""Standard forms of words in common use."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._tables import data
from terbit.checks._words import flow_of, replace
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E010",
    "nonstandard_word",
    Severity.WARNING,
    "Kata tidak baku",
    "Naskah terbitan memakai kata baku (KBBI; tiap pasangan belum diperiksa pada KBBI daring).",
    wrong="Dokter itu membuka praktek.",
    right="Dokter itu membuka praktik.",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each word that has a standard form."""
    flow = flow_of(manuscript)
    sure = frozenset({"merubah", "dirubah", "merobah", "dirobah"})
    table = data("nonbaku")["serapan"]
    certain = {wrong: right for wrong, right in table.items() if wrong in sure or "isir" not in wrong}
    yield from replace(flow, RULE, certain, "“{}” tidak baku.")
    yield from replace(
        flow, RULE, {w: r for w, r in table.items() if w not in certain}, "“{}” tidak baku.", safe=False
    )
