"""A range of years has a dash."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T010",
    "hyphen_in_year_range",
    Severity.WARNING,
    "Tanda hubung dalam rentang tahun",
    "Rentang bilangan dan tanggal memakai tanda pisah (EYD V III.F; gaya rumah: –).",
    wrong="Pada tahun 1945-1952 kota itu dibangun.",
    right="Pada tahun 1945–1952 kota itu dibangun; nomor 021-1234.",
)


_PATTERN = re.compile(r"(?<![\w.,/-])(1[0-9]{3}|20[0-9]{2})-(1[0-9]{3}|20[0-9]{2})(?![\w/-]|[.,]\d)")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each pair of rising years with a hyphen."""
    flow = flow_of(manuscript)
    for match in matches(flow, _PATTERN, "-1", "-2"):
        if match[1] < match[2]:
            new = f"{match[1]}–{match[2]}"
            yield flow.report(
                RULE,
                *match.span(),
                f"Rentang tahun “{match[0]}” memakai tanda hubung.",
                f"Tulis “{new}”.",
                new,
                safe=True,
            )
