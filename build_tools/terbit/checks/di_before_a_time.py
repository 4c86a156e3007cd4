"""Before a time stands pada."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._tables import listed
from terbit.checks._words import flow_of
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E042",
    "di_before_a_time",
    Severity.ADVICE,
    "“di” sebelum keterangan waktu",
    "Ragam formal memakai “pada” untuk waktu dan “di” untuk tempat (tata bahasa baku; bukan EYD).",
    wrong="Di era digital, semua berubah.",
    right="Pada era digital, semua berubah di sekolah.",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each di before a word of time."""
    flow = flow_of(manuscript)
    times = listed("waktu", "gaya")
    for number in flow.index.get("di", ()):
        if flow.after(number) in times:
            start, end = flow.words[number]
            new = flow.recase(start, end, "pada")
            if new and not flow.shielded(start, end):
                yield flow.report(
                    RULE,
                    start,
                    end,
                    f"“{flow.after(number)}” adalah waktu, bukan tempat.",
                    f"Tulis “{new}”.",
                    new,
                )
