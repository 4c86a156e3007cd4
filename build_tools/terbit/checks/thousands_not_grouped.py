"""A large quantity is grouped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T014",
    "thousands_not_grouped",
    Severity.ADVICE,
    "Ribuan tanpa pemisah",
    "Bilangan ribuan yang menunjukkan jumlah dipisahkan dengan titik (EYD V III.A.8); nomor dan "
    "tahun tidak (III.A.9).",
    wrong="Sebanyak 25000 orang hadir.",
    right="Sebanyak 25.000 orang hadir pada tahun 2024.",
)


_PATTERN = re.compile(
    r"(?<![\w.,/-])[1-9]\d{4,8}(?= (?:orang|buah|ekor|rupiah|penduduk|jiwa|siswa|guru|kali|meter|"
    r"kilometer|hektare|ton|eksemplar|unit|peserta|warga|pulau)\b)"
)
_FIGURES = re.compile(r"\d{5}")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each long number before a counted noun."""
    flow = flow_of(manuscript)
    for match in matches(flow, _PATTERN, word=_FIGURES):
        if True:
            new = f"{int(match[0]):,}".replace(",", ".")
            yield flow.report(
                RULE,
                *match.span(),
                f"Bilangan “{match[0]}” sulit dibaca tanpa titik.",
                f"Tulis “{new}”.",
                new,
                safe=True,
            )
