"""Formulas are not carried by all editions yet, so they are refused rather than lost."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._spots import Spots
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Math

RULE = Rule(
    "P002",
    "mathematics",
    Severity.ERROR,
    "Rumus belum didukung",
    "PDF belum dapat menampilkan rumus TeX. Menolaknya lebih baik daripada mencetaknya keliru.",
    wrong="Luasnya $a^2$.",
    right="Luasnya *a*^2^.",
    stops=True,
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each formula."""
    spots = Spots(manuscript)
    for node in manuscript.nodes:
        if isinstance(node, Math):
            yield RULE.at(
                spots.of(node.c[1], "$", "$"),
                f"Rumus “{node.c[1][:60]}” belum dapat dibawa ke semua edisi.",
                "Tulis dengan huruf miring dan pangkat biasa; tanda dolar ditulis “\\$”.",
            )
