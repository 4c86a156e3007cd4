"""Running text says dan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T037",
    "ampersand_in_text",
    Severity.WARNING,
    "Tanda & dalam teks",
    "Dalam teks berjalan tertulis “dan” (konvensi; belum diperiksa).",
    wrong="Ia membeli buku & pensil.",
    right="Ia membeli buku dan pensil dari Johnson & Johnson.",
)


_PATTERN = re.compile(r"(?<=[a-z] )&(?= [a-z])")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each ampersand between two lower-case words."""
    flow = flow_of(manuscript)
    for match in matches(flow, _PATTERN, " & "):
        if True:
            new = "dan"
            yield flow.report(
                RULE, *match.span(), "Tanda “&” dipakai dalam teks.", f"Tulis “{new}”.", new, safe=True
            )
