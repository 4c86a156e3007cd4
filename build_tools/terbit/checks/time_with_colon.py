"""Hours and minutes are parted by a dot."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T025",
    "time_with_colon",
    Severity.WARNING,
    "Pukul memakai titik dua",
    "Angka jam, menit, dan detik dipisahkan dengan titik (EYD V III.A.7).",
    wrong="Rapat mulai pukul 13:05 tadi.",
    right="Rapat mulai pukul 13.05 tadi.",
)


_PATTERN = re.compile(r"(?<=\b[Pp]ukul )\d{1,2}:\d{2}(?::\d{2})?(?!\d)")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each time of day after pukul with a colon."""
    flow = flow_of(manuscript)
    for match in matches(flow, _PATTERN, "pukul ", "Pukul "):
        if True:
            new = match[0].replace(":", ".")
            yield flow.report(
                RULE,
                *match.span(),
                f"Waktu “{match[0]}” memakai titik dua.",
                f"Tulis “{new}”.",
                new,
                safe=True,
            )
