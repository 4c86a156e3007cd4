"""An ellipsis has three dots."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T006",
    "ellipsis_malformed",
    Severity.WARNING,
    "Tanda elipsis keliru",
    "Tanda elipsis terdiri atas tiga titik (EYD V III.I).",
    wrong="Ia diam.. lalu pergi.",
    right="Ia diam … lalu pergi.",
)


_PATTERN = re.compile(r"(?<=[^\W\d_])(?:\.\.(?!\.)|…\.{2,}|…{2,})(?=[ \n]|$)")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each run of dots that is neither a full stop nor an ellipsis."""
    flow = flow_of(manuscript)
    for match in matches(flow, _PATTERN, "..", "……", "…..", "…."):
        if True:
            new = "…"
            yield flow.report(
                RULE,
                *match.span(),
                f"“{match[0]}” bukan tanda elipsis.",
                "Tulis “…” atau satu titik.",
                new,
                safe=False,
            )
