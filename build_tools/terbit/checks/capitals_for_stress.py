"""Stress is markup, not capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import prose_of
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "A015",
    "capitals_for_stress",
    Severity.ADVICE,
    "Kalimat dengan huruf kapital semua",
    "Huruf kapital semua lebih lambat dibaca, dan sebagian pembaca layar mengejanya. EYD tidak "
    "memakainya untuk penegasan.",
    wrong="Kami MOHON DIBACA DENGAN SANGAT TELITI sebelum mulai.",
    right="Kami mohon **dibaca dengan sangat teliti** sebelum mulai.",
)

_SHOUTED = re.compile(r"(?<![\w-])[A-Z]{2,}(?: +[A-Z]{2,}){4,}(?![\w-])")
_LONG = re.compile(r"[A-Z]{5,}")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each run of five or more words in capitals in running text, two of them too long for abbreviations."""
    for piece, _ in prose_of(manuscript).holding_word(_LONG):
        if piece.kind == "heading":
            continue
        for match in _SHOUTED.finditer(piece.text):
            if len(_LONG.findall(match.group())) > 1:
                yield RULE.at(
                    piece.span(*match.span()),
                    f"“{match.group()[:60]}” ditulis dengan huruf kapital semua.",
                    "Pakai huruf biasa; untuk menegaskan, pakai **…**.",
                )
