"""In a title of capitals every other word has one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._tables import FUNCTION_WORDS, title
from terbit.checks._words import flow_of, headings
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E023",
    "title_word_lowercase",
    Severity.ADVICE,
    "Kata dalam judul berhuruf kecil",
    "Setiap kata dalam judul berhuruf awal kapital, kecuali kata tugas (EYD V I.F.21).",
    wrong="## Latar belakang Hubungan Dua Negara\n\nIsi.",
    right="## Latar Belakang Hubungan Dua Negara\n\nIsi.",
)


_WORDS = re.compile(r"(?<![\w-])[^\W\d_]{4,}(?![\w-])")
_FEWEST = 4
"""Fewer words show no pattern."""


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """The one word of substance that is lower case in a title."""
    flow = flow_of(manuscript)
    for piece, base in headings(flow):
        if piece.text.rstrip().endswith("?"):
            continue
        found = [m for m in _WORDS.finditer(piece.text) if m[0].lower() not in FUNCTION_WORDS]
        small = [m for m in found if m[0].islower()]
        if (
            len(small) == 1
            and len(found) >= _FEWEST
            and not flow.shielded(base + small[0].start(), base + small[0].end())
        ):
            start, end = base + small[0].start(), base + small[0].end()
            new = title(small[0][0])
            message = f"Hanya “{small[0][0]}” yang berhuruf kecil dalam judul ini."
            yield flow.report(RULE, start, end, message, f"Tulis “{new}”.", new)
