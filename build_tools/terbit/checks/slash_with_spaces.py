"""A slash has no spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T036",
    "slash_with_spaces",
    Severity.ADVICE,
    "Spasi di sekitar garis miring",
    "Garis miring dan/atau ditulis tanpa spasi (EYD V III.N).",
    wrong="Bawalah buku dan / atau pensil.",
    right="Bawalah buku dan/atau pensil.",
)


_PATTERN = re.compile(r"(?<=\b[a-z]{3}) / (?=[a-z]{3})|(?<=[a-z]{4}) / (?=[a-z]{3})")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each slash with spaces on both sides."""
    flow = flow_of(manuscript)
    for match in matches(flow, _PATTERN, " / "):
        if True:
            new = "/"
            yield flow.report(
                RULE, *match.span(), "Ada spasi di sekitar garis miring.", "Hapus spasinya.", new, safe=False
            )
