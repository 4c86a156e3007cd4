"""The prefix di- is part of its verb."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from terbit.checks._tables import listed
from terbit.checks._words import flow_of
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E012",
    "passive_prefix_split",
    Severity.ERROR,
    "Awalan di- ditulis terpisah",
    "Awalan di- ditulis serangkai dengan kata kerjanya (EYD V II.B.1a).",
    wrong="Buku itu di tulis tahun lalu.",
    right="Buku itu ditulis di rumah, di ujung jalan.",
)


@lru_cache
def _verbs() -> frozenset[str]:
    """Verbs that di- makes passive."""
    return listed("kerja", "depan") | {f"{base}kan" for base in listed("kerja_kan", "depan")}


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each di before a verb."""
    flow = flow_of(manuscript)
    for number in flow.index.get("di", ()):
        verb = flow.after(number)
        base = verb.removesuffix("nya")
        if base in _verbs() and flow.text[flow.words[number + 1][0]].islower():
            start, end = flow.words[number][0], flow.words[number + 1][1]
            new = flow.recase(start, end, f"di{verb}")
            if new and not flow.shielded(start, end):
                message = f"“{flow.text[start:end]}” adalah kata kerja pasif, jadi ditulis serangkai."
                yield flow.report(
                    RULE, start, end, message, f"Tulis “{new}”.", new, safe=verb.endswith("kan")
                )
