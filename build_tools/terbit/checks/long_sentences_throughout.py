"""A section whose sentences are long on average."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._readability import FEWEST, sections
from terbit.checks._words import flow_of
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "K002",
    "long_sentences_throughout",
    Severity.ADVICE,
    "Rata-rata kalimat panjang",
    "Ambang gaya rumah: rata-rata 25 kata per kalimat dalam satu bagian (sedikitnya lima kalimat).",
    wrong=(
        "## Bagian\n\nIni kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata "
        "kata kata kata kata kata kata kata kata kata kata kata kata kata akhir. Ini kata kata kata "
        "kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata "
        "kata kata kata kata kata kata kata akhir. Ini kata kata kata kata kata kata kata kata kata "
        "kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata "
        "kata akhir. Ini kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata "
        "kata kata kata kata kata kata kata kata kata kata kata kata kata akhir. Ini kata kata kata "
        "kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata "
        "kata kata kata kata kata kata kata akhir. "
    ),
    right=(
        "## Bagian\n\nIni kalimat pendek sekali. Ini kalimat pendek sekali. Ini kalimat pendek "
        "sekali. Ini kalimat pendek sekali. Ini kalimat pendek sekali. Ini kalimat pendek sekali. "
    ),
)


_MOST = 25


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each section whose mean is above the threshold."""
    flow = flow_of(manuscript)
    for at, heading, lengths, _ in sections(flow):
        mean = sum(lengths) / max(len(lengths), 1)
        if len(lengths) >= FEWEST and mean > _MOST:
            yield flow.report(
                RULE,
                at,
                at + len(heading),
                f"Rata-rata kalimat di bagian ini {mean:.1f} kata; yang terpanjang {max(lengths)}.".replace(
                    ".", ",", 1
                ),
                "Pecah kalimat yang panjang.",
            )
