"""A sentence that a reader must read twice."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._readability import sentences
from terbit.checks._words import flow_of
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "K001",
    "long_sentence",
    Severity.ADVICE,
    "Kalimat panjang",
    "Ambang gaya rumah: 40 kata. Angkanya jumlah kata, bukan rumus keterbacaan.",
    wrong=(
        "Ini kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata "
        "kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata "
        "kata kata kata kata kata kata kata kata kata kata akhir."
    ),
    right="Ini kalimat pendek.",
)


_MOST = 40


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each sentence above the threshold."""
    flow = flow_of(manuscript)
    for start, end, words in sentences(flow):
        if words > _MOST:
            yield flow.report(
                RULE,
                start,
                end,
                f"Kalimat ini {words} kata, lebih dari {_MOST}.",
                "Pecah menjadi dua kalimat.",
            )
