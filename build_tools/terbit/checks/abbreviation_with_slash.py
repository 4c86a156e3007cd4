"""s.d. and a.n. have stops, not a slash."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T027",
    "abbreviation_with_slash",
    Severity.ERROR,
    "Singkatan dengan garis miring",
    "Singkatan dua huruf dalam surat-menyurat memakai titik pada tiap huruf (EYD V II.F.4; "
    "butirnya belum diperiksa).",
    wrong="Buka pukul 08.00 s/d 15.00.",
    right="Buka pukul 08.00 s.d. 15.00.",
)


_PATTERN = re.compile(r"(?<![\w/.-])([sS]/[dD]|a/n|A/n|u/p|d/a|u/b)(?![\w/])\.?")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each abbreviation with a slash."""
    flow = flow_of(manuscript)
    for match in matches(flow, _PATTERN, "/d", "/n", "/p", "/a", "/b", "/D"):
        if True:
            new = ".".join(match[1].lower().split("/")) + "."
            yield flow.report(
                RULE,
                *match.span(),
                f"Singkatan “{match[0]}” memakai garis miring.",
                f"Tulis “{new}”.",
                new,
                safe=True,
            )
