"""A space parts a number from its unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T032",
    "unit_glued_to_number",
    Severity.ADVICE,
    "Satuan melekat pada angka",
    "Lambang satuan dipisahkan dari angkanya dengan spasi (contoh EYD V III.B.12: 12,5 m).",
    wrong="Jaraknya 10km dari sini.",
    right="Jaraknya 10 km dari sini.",
)


_PATTERN = re.compile(r"(?<![\w.,-])(\d+(?:,\d+)?)(km|kg|cm|mm|ml|ha)(?!\w)")
_GLUED = re.compile(r"\d(?:km|kg|cm|mm|ml|ha)(?!\w)")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each metric unit glued to its number."""
    flow = flow_of(manuscript)
    for match in matches(flow, _PATTERN, word=_GLUED):
        if True:
            new = f"{match[1]} {match[2]}"
            yield flow.report(
                RULE,
                *match.span(),
                f"Angka dan satuan pada “{match[0]}” melekat.",
                f"Tulis “{new}”.",
                new,
                safe=True,
            )
