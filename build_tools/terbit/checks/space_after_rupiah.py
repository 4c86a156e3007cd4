"""Rp and its amount stand together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T011",
    "space_after_rupiah",
    Severity.ERROR,
    "Spasi atau titik sesudah Rp",
    "Lambang Rp ditulis tanpa titik dan tanpa spasi sebelum angka (contoh EYD V II.G.3: Rp5.000,00).",
    wrong="Harganya Rp. 5.000 saja.",
    right="Harganya Rp5.000 saja.",
)


_PATTERN = re.compile(r"\b[Rr][Pp](?:\. ?|[ \u00a0])(?=\d)")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each Rp with a stop or a space before its amount."""
    flow = flow_of(manuscript)
    for match in matches(flow, _PATTERN, "Rp", "rp", "RP"):
        if True:
            new = "Rp"
            yield flow.report(
                RULE,
                *match.span(),
                f"“{match[0].strip()}” dan angkanya terpisah.",
                "Tulis seperti “Rp5.000”.",
                new,
                safe=True,
            )
