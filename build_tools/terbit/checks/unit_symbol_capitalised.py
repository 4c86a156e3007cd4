"""Metric symbols are lower case."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T033",
    "unit_symbol_capitalised",
    Severity.WARNING,
    "Lambang satuan berhuruf kapital",
    "Lambang satuan ditulis km, kg, cm (EYD V II.F; butirnya belum diperiksa).",
    wrong="Beratnya 10 Kg lebih.",
    right="Beratnya 10 kg lebih, di Jalan Raya Km. 4.",
)


_PATTERN = re.compile(r"(?<=\d )(?:Km|KM|Kg|KG|Cm|CM|Ha|HA)(?=[ ,;)\n]|\.(?:[ \n]|$)|$)")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each metric symbol with a capital."""
    flow = flow_of(manuscript)
    for match in matches(flow, _PATTERN, " K", " C", " H"):
        if True:
            new = match[0].lower()
            yield flow.report(
                RULE,
                *match.span(),
                f"Lambang satuan “{match[0]}” berhuruf kapital.",
                f"Tulis “{new}”.",
                new,
                safe=True,
            )
