"""Paired conjunctions keep to their pair."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E045",
    "pair_mismatched",
    Severity.ADVICE,
    "Pasangan kata penghubung keliru",
    "Pasangannya: tidak … tetapi, bukan … melainkan, baik … maupun, antara … dan (tata bahasa; bukan EYD).",
    wrong="Ini bukan hanya milik saya melainkan hadiah, tidak murah melainkan mahal.",
    right="Ini tidak murah, tetapi mahal.",
)


_PAIR = re.compile(r"\b(tidak)(?= )(?:(?!bukan)[^.!?;\n]){1,40}? (melainkan)\b")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each tidak that melainkan answers."""
    flow = flow_of(manuscript)
    for match in matches(flow, _PAIR, "melainkan"):
        yield flow.report(
            RULE,
            *match.span(2),
            f"Pasangan “{match[1]}” bukan “{match[2]}”.",
            "Pakai “tidak … tetapi” atau “bukan … melainkan”.",
        )
