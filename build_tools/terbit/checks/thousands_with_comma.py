"""Thousands are grouped with dots."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T013",
    "thousands_with_comma",
    Severity.ERROR,
    "Ribuan dipisahkan koma",
    "Bilangan ribuan dipisahkan dengan titik, desimal dengan koma (EYD V III.A.8 dan III.B.12).",
    wrong="Penduduknya 1,234,567 orang.",
    right="Penduduknya 1.234.567 orang; nilainya 1,234.",
)


_PATTERN = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3}){2,}(?![\w,]|\.\d)")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each number with two commas or more."""
    flow = flow_of(manuscript)
    for match in matches(flow, _PATTERN, *(f",{digit}" for digit in "0123456789")):
        if True:
            new = match[0].replace(",", ".")
            yield flow.report(
                RULE,
                *match.span(),
                f"Ribuan pada “{match[0]}” dipisahkan koma.",
                f"Tulis “{new}”.",
                new,
                safe=True,
            )
