"""A Roman ordinal has no ke-."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T020",
    "ordinal_with_roman",
    Severity.ERROR,
    "Awalan ke- sebelum angka Romawi",
    "Bilangan tingkat memakai angka Romawi saja atau ke- dengan angka Arab, tidak keduanya (EYD V II.G.9).",
    wrong="Itu terjadi pada abad ke-XX.",
    right="Itu terjadi pada abad XX, yaitu abad ke-20.",
)


_PATTERN = re.compile(r"\b[Kk]e-([IVXLC]+)\b")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each ke- before a Roman numeral."""
    flow = flow_of(manuscript)
    for match in matches(flow, _PATTERN, "ke-", "Ke-"):
        if True:
            new = match[1]
            yield flow.report(
                RULE,
                *match.span(),
                f"“{match[0]}” memakai ke- dan angka Romawi sekaligus.",
                f"Tulis “{new}”.",
                new,
                safe=True,
            )
