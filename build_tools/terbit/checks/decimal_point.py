"""Decimals take a comma."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T015",
    "decimal_point",
    Severity.ERROR,
    "Desimal memakai titik",
    "Angka desimal didahului koma (EYD V III.B.12).",
    wrong="Nilainya naik 2.5 persen.",
    right="Nilainya naik 2,5 persen pada pukul 13.05.",
)


_PATTERN = re.compile(
    r"(?<![\w.,])(?<!\w\()\d{1,3}\.\d{1,2}(?=(?: ?%| (?:persen|juta|miliar|triliun|kilogram|kg|kilometer|"
    r"km|meter|sentimeter|cm|hektare|liter|derajat|ton)\b))"
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each decimal point before a unit."""
    flow = flow_of(manuscript)
    for match in matches(flow, _PATTERN, *(f".{digit}" for digit in "0123456789")):
        if True:
            new = match[0].replace(".", ",")
            yield flow.report(
                RULE,
                *match.span(),
                f"Desimal pada “{match[0]}” memakai titik.",
                f"Tulis “{new}”.",
                new,
                safe=True,
            )
