"""Words of a book are written in full."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._tables import data
from terbit.checks._words import flow_of, replace
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T028",
    "texting_shorthand",
    Severity.WARNING,
    "Singkatan pesan pendek",
    "yg, dgn, dan sejenisnya bukan singkatan resmi (EYD V II.F).",
    wrong="Buku yg tebal itu mahal.",
    right="Buku yang tebal itu mahal.",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each word shortened as in a text message."""
    flow = flow_of(manuscript)
    yield from replace(
        flow, RULE, data("ringkas")["pendek"], "“{}” adalah singkatan pesan pendek.", safe=False
    )
