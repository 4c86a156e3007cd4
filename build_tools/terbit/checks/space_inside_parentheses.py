"""Parentheses hug their words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T034",
    "space_inside_parentheses",
    Severity.WARNING,
    "Spasi di dalam kurung",
    "Tanda kurung melekat pada kata yang diapitnya (konvensi; EYD V III.L).",
    wrong="Ia ( adik saya ) pulang.",
    right="Ia (adik saya) pulang.",
)


_PATTERN = re.compile(r"(?<=\() +(?=[^\W\d_])|(?<=[^\W\d_]) +(?=\))")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each space just inside parentheses."""
    flow = flow_of(manuscript)
    for match in matches(flow, _PATTERN, "( ", " )"):
        if True:
            new = ""
            yield flow.report(
                RULE, *match.span(), "Ada spasi di dalam tanda kurung.", "Hapus spasinya.", new, safe=True
            )
