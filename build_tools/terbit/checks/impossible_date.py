"""The calendar has no such day."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._dates import DATE, MONTHS, day_of
from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T023",
    "impossible_date",
    Severity.ERROR,
    "Tanggal yang tidak ada",
    "Tanggal yang tidak ada dalam kalender pasti salah ketik.",
    wrong="Rapat diadakan pada 31 April 2024.",
    right="Rapat diadakan pada 30 April 2024 dan 29 Februari 2024.",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each date that no calendar has."""
    flow = flow_of(manuscript)
    for match in matches(flow, DATE, *MONTHS):
        if day_of(match) is None:
            yield flow.report(
                RULE,
                match.start(2),
                match.end(),
                f"Tanggal “{flow.text[match.start(2) : match.end()]}” tidak ada.",
                "Periksa tanggal dan bulannya pada sumber.",
            )
