"""A section in which most sentences are passive."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._readability import FEWEST, sections
from terbit.checks._words import flow_of
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "K003",
    "mostly_passive",
    Severity.ADVICE,
    "Banyak kalimat pasif",
    "Ambang gaya rumah: lebih dari 60 persen kalimat memuat kata kerja di- (sedikitnya lima kalimat).",
    wrong=(
        "## Bagian\n\nBuku itu dibacakan oleh guru. Buku itu dibacakan oleh guru. Buku itu dibacakan "
        "oleh guru. Buku itu dibacakan oleh guru. Buku itu dibacakan oleh guru. Buku itu dibacakan "
        "oleh guru. "
    ),
    right=(
        "## Bagian\n\nGuru membaca buku itu. Guru membaca buku itu. Guru membaca buku itu. Guru "
        "membaca buku itu. Guru membaca buku itu. Guru membaca buku itu. "
    ),
)


_MOST = 60


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each section whose share is above the threshold."""
    flow = flow_of(manuscript)
    for at, heading, lengths, passive in sections(flow):
        share = 100 * passive // max(len(lengths), 1)
        if len(lengths) >= FEWEST and share > _MOST:
            yield flow.report(
                RULE,
                at,
                at + len(heading),
                f"{share} persen kalimat di bagian ini pasif.",
                "Sebut pelakunya lebih sering.",
            )
