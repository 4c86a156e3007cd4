"""One exclamation or question mark is enough."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T005",
    "exclamations_piled_up",
    Severity.ADVICE,
    "Tanda seru atau tanda tanya bertumpuk",
    "Satu tanda cukup dalam karya terbitan (gaya; EYD V III.G–H belum diperiksa).",
    wrong="Luar biasa!!!",
    right="Luar biasa!",
)


_PATTERN = re.compile(r"(?<=[^\W\d_])(?:!{2,}|\?{2,}|[?!]{3,})(?=[ \n]|$)")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each run of marks."""
    flow = flow_of(manuscript)
    for match in matches(flow, _PATTERN, "!!", "??", "?!", "!?"):
        if True:
            new = match[0][0]
            yield flow.report(
                RULE, *match.span(), f"Tanda “{match[0]}” bertumpuk.", f"Tulis “{new}”.", new, safe=False
            )
