"""A comma stands before tetapi, melainkan and sedangkan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T039",
    "contrast_without_comma",
    Severity.ADVICE,
    "Pertentangan tanpa koma",
    "Tanda koma digunakan sebelum tetapi, melainkan, dan sedangkan dalam kalimat majemuk "
    "pertentangan (EYD V III.B.2).",
    wrong="Ia ingin pergi tetapi hujan turun.",
    right="Ia ingin pergi, tetapi hujan turun. Akan tetapi, ia sabar.",
)


_CONTRAST = re.compile(r"\b([a-z]+) (tetapi|melainkan|sedangkan)(?= [a-z])")
_BEFORE = frozenset({"akan", "dan", "atau", "kata", "yang", "bukan", "namun", "penghubung"})


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each conjunction of contrast after a plain word."""
    flow = flow_of(manuscript)
    for match in matches(flow, _CONTRAST, " tetapi ", " melainkan ", " sedangkan "):
        if match[1] not in _BEFORE:
            new = f"{match[1]}, {match[2]}"
            yield flow.report(
                RULE, *match.span(), f"Sebelum “{match[2]}” tidak ada koma.", f"Tulis “{new}”.", new
            )
