"""Points counted within a paragraph follow one another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import prose_of
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "S021",
    "inline_number_jumps",
    Severity.WARNING,
    "Nomor rincian dalam paragraf melompat",
    "Rincian “(1) …, (3) …” berarti satu rincian hilang atau salah nomor.",
    wrong="Syaratnya tiga: (1) dua pihak setuju, (2) ada naskah tertulis, dan (4) ada saksi.",
    right="Syaratnya tiga: (1) dua pihak setuju, (2) ada naskah tertulis, dan (3) ada saksi.",
)

_POINT = re.compile(r"(?<![\w)])\((\d{1,2}|[a-h])\)(?= \w)")
_LAW = re.compile(r"\b(?:ayat|pasal|butir|huruf|angka|persamaan|rumus|nomor|no\.|lihat)\b", re.IGNORECASE)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each point that does not count on, in a paragraph that counts from (1) or (a) and cites no law."""
    for piece, _ in prose_of(manuscript).holding(("(1)", "(a)")):
        points = list(_POINT.finditer(piece.text))
        if not points or points[0][1] not in ("1", "a") or _LAW.search(piece.text):
            continue
        last = 0
        for point in points:
            number = int(point[1]) if point[1].isdigit() else ord(point[1]) - ord("a") + 1
            if point[1].isdigit() == points[0][1].isdigit() and number not in (last + 1, 1):
                yield RULE.at(
                    piece.span(*point.span()),
                    f"Rincian {point[0]} tidak menyusul nomor sebelumnya.",
                    "Perbaiki nomornya, atau tambahkan rincian yang hilang.",
                )
            last = number
