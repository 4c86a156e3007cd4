"""The parts of a compound stand apart."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._tables import data
from terbit.checks._words import flow_of, replace
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E001",
    "compound_written_together",
    Severity.ERROR,
    "Gabungan kata ditulis serangkai",
    "Unsur gabungan kata ditulis terpisah selama tidak berawalan dan berakhiran sekaligus (EYD V II.B.3a).",
    wrong="Mereka menjalin kerjasama.",
    right="Mereka bekerja sama dan menyusun kerangka kerja.",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each compound known to be written as one word by mistake."""
    flow = flow_of(manuscript)
    yield from replace(flow, RULE, data("gabungan")["serangkai"], "Gabungan kata “{}” ditulis terpisah.")
