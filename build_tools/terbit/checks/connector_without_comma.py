"""A comma follows a connector between sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T038",
    "connector_without_comma",
    Severity.WARNING,
    "Kata penghubung antarkalimat tanpa koma",
    "Tanda koma digunakan di belakang ungkapan penghubung antarkalimat (EYD V III.B.5).",
    wrong="Hujan turun. Oleh karena itu ia pulang.",
    right="Hujan turun. Oleh karena itu, ia pulang.",
)


_CONNECTOR = re.compile(
    r"(?:^|(?<=[.!?] ))(Oleh karena itu|Oleh sebab itu|Dengan demikian|Sehubungan dengan itu|"
    r"Meskipun demikian|"
    r"Walaupun demikian|Meskipun begitu|Sementara itu|Akan tetapi|Namun demikian)(?= [a-z])",
    re.MULTILINE,
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each such phrase at the start of a sentence without a comma."""
    flow = flow_of(manuscript)
    for match in matches(
        flow,
        _CONNECTOR,
        "Oleh ",
        "Dengan demikian",
        "Sehubungan ",
        "demikian",
        "begitu",
        "Sementara itu",
        "Akan tetapi",
    ):
        new = match[1] + ","
        yield flow.report(
            RULE, *match.span(1), f"Sesudah “{match[1]}” tidak ada koma.", f"Tulis “{new}”.", new
        )
