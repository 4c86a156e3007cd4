"""The day comes first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T022",
    "month_before_day",
    Severity.ERROR,
    "Urutan tanggal asing",
    "Tanggal ditulis menurut urutan tanggal, bulan, tahun: 22 November 2026 (contoh EYD V; "
    "bagiannya belum diperiksa).",
    wrong="Pada Agustus 17, 1945 ia hadir.",
    right="Pada 17 Agustus 1945 ia hadir.",
)


_PATTERN = re.compile(
    r"\b(Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember) "
    r"(\d{1,2}), (\d{4})\b"
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each month before its day."""
    flow = flow_of(manuscript)
    for match in matches(
        flow,
        _PATTERN,
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ):
        if True:
            new = f"{match[2]} {match[1]} {match[3]}"
            yield flow.report(
                RULE,
                *match.span(),
                f"Tanggal “{match[0]}” berurutan asing.",
                f"Tulis “{new}”.",
                new,
                safe=True,
            )
