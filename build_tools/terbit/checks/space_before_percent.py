"""The per cent sign stands at its number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T016",
    "space_before_percent",
    Severity.ADVICE,
    "Spasi sebelum tanda persen",
    "Tanda persen melekat pada angkanya (contoh EYD V II.G.3: 5%).",
    wrong="Naik 5 % setahun.",
    right="Naik 5% setahun.",
)


_PATTERN = re.compile(r"(?<=\d)[ \u00a0](?=%(?:[ .,;)\n]|$))")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each space before a per cent sign."""
    flow = flow_of(manuscript)
    for match in matches(flow, _PATTERN, " %", "\u00a0%"):
        if True:
            new = ""
            yield flow.report(
                RULE, *match.span(), "Ada spasi sebelum tanda persen.", "Hapus spasinya.", new, safe=True
            )
