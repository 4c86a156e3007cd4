"""ke- and figures are joined by a hyphen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T019",
    "ordinal_without_hyphen",
    Severity.ERROR,
    "Bilangan tingkat tanpa tanda hubung",
    "Bilangan tingkat ditulis dengan awalan ke-, tanda hubung, dan angka Arab: abad ke-7 (EYD V II.G.9).",
    wrong="Itu terjadi pada abad ke 13.",
    right="Itu terjadi pada abad ke-13, dari halaman 5 ke 10.",
)


_PATTERN = re.compile(
    r"\b(?i:abad|peringkat|urutan|milenium|dekade|generasi|edisi|periode|angkatan|yang|kali|hari|"
    r"minggu|semester) (ke ?)(?=\d)"
)
_KE = re.compile(r"^ke(?:\d|$)")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each ke before a figure that ranks."""
    flow = flow_of(manuscript)
    for match in matches(flow, _PATTERN, word=_KE):
        if True:
            new = match[0].removesuffix(match[1]) + "ke-"
            yield flow.report(
                RULE,
                *match.span(),
                f"“{match[0].strip()}” dan angkanya memerlukan tanda hubung.",
                "Tulis seperti “ke-13”.",
                new,
                safe=True,
            )
