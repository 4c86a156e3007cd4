"""A formula that pandoc cannot read would stand in the editions as bare code, in each another way."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.adapters import pandoc
from terbit.checks._spots import Spots
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Math, Para, encode

RULE = Rule(
    "P002",
    "mathematics",
    Severity.ERROR,
    "Rumus tidak terbaca",
    "Rumus yang salah tulis tercetak sebagai kode TeX. Menolaknya lebih baik daripada mencetaknya keliru.",
    wrong="Luasnya $\\frac{a$.",
    right="Luasnya $\\frac{a}{b}$.",
    stops=True,
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each formula that pandoc cannot turn into mathematics."""
    formulas = tuple(manuscript.every(Math))
    if not formulas:
        return
    tree = encode((Para(formulas),))
    written = pandoc.convert(("-f", "json", "-t", "html5", "--mathml"), tree)
    refused = {m.get("contents") for m in written.messages if m.get("type") == "CouldNotConvertTeXMath"}
    spots = Spots(manuscript)
    for formula in formulas:
        place = spots.of(formula.c[1], "$", "$")
        if formula.c[1] in refused:
            yield RULE.at(
                place,
                f"Rumus “{formula.c[1][:60]}” tidak dapat dibaca.",
                "Periksa kurung dan perintahnya; tanda dolar yang bukan rumus ditulis “\\$”.",
            )
