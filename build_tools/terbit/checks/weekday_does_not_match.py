"""The weekday and the date agree."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._dates import DATE, DAYS, MONTHS, day_of
from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T024",
    "weekday_does_not_match",
    Severity.ERROR,
    "Hari dan tanggal tidak cocok",
    "Nama hari dihitung dari tanggalnya; yang tidak cocok berarti salah satunya keliru.",
    wrong="Pada Senin, 17 Agustus 1945 ia hadir.",
    right="Pada Jumat, 17 Agustus 1945 ia hadir.",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each weekday that the calendar contradicts."""
    flow = flow_of(manuscript)
    for match in matches(flow, DATE, *MONTHS):
        day = day_of(match)
        if day and match[1] and match[4] and DAYS[day.weekday()] != match[1]:
            right = DAYS[day.weekday()]
            yield flow.report(
                RULE,
                *match.span(1),
                f"{match[2]} {match[3]} {match[4]} jatuh pada hari {right}, bukan {match[1]}.",
                "Periksa hari dan tanggalnya pada sumber.",
            )
