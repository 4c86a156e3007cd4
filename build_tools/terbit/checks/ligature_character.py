"""Joined letters are the business of the font."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from terbit.checks._characters import each
from terbit.model.findings import Finding, Fix, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "U013",
    "ligature_character",
    Severity.WARNING,
    "Huruf gabungan dari PDF",
    "Huruf gabungan “ﬁ” yang tersalin dari PDF bukan “fi”: katanya tidak ditemukan saat mencari. Fon "
    "menggabungkan "
    "huruf sendiri.",
    wrong="De\ufb01nisi itu jelas.",
    right="Definisi itu jelas.",
)

_JOINED = re.compile("[\ufb00-\ufb06]")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each ligature that Unicode keeps for old encodings."""
    for match, span in each(manuscript, _JOINED, _JOINED):
        letters = unicodedata.normalize("NFKC", match.group())
        yield RULE.at(
            span,
            f"“{match.group()}” adalah satu huruf gabungan, bukan “{letters}”.",
            f"Ketik “{letters}”.",
            Fix(letters, safe=True),
        )
