"""A space follows a comma, a semicolon and the mark that ends a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T002",
    "no_space_after_punctuation",
    Severity.WARNING,
    "Tanda baca tanpa spasi sesudahnya",
    "Sesudah koma, titik koma, tanda tanya, dan tanda seru ada spasi (konvensi; bagian EYD belum diperiksa).",
    wrong="Ia membeli buku,pensil, dan tas.",
    right="Ia membeli buku, pensil, dan tas seharga 2,5 juta rupiah.",
)


_PATTERN = re.compile(r"[,;?!](?=[a-z]{3,}(?:[ ,.;]|$))(?<=[a-z]{3}.)", re.MULTILINE)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each mark between two lower-case words without a space."""
    flow = flow_of(manuscript)
    for match in matches(flow, _PATTERN):
        if "/" not in flow.text[max(match.start() - 30, 0) : match.end() + 30].split(" ")[-1]:
            new = match[0] + " "
            yield flow.report(
                RULE,
                *match.span(),
                f"Sesudah “{match[0]}” tidak ada spasi.",
                f"Tulis “{new}”.",
                new,
                safe=False,
            )
