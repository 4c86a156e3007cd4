"""No direction control stands in a text that runs one way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._characters import each, named, word_at
from terbit.model.findings import Finding, Fix, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "U005",
    "bidi_control",
    Severity.WARNING,
    "Pengatur arah tulisan",
    "Huruf pengatur arah membalik urutan tulisan di layar tanpa terlihat; dalam naskah tanpa huruf Arab "
    "atau Ibrani "
    "ia selalu salinan yang tertinggal, dan dapat dipakai menyamarkan isi.",
    wrong="Kerja sama\u202e itu penting.",
    right="Kerja sama itu penting.",
)

_CONTROL = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each control, unless the master holds letters that run from right to left."""
    if _RIGHT_TO_LEFT.search(manuscript.text):
        return
    for match, span in each(manuscript, _CONTROL, _CONTROL):
        yield RULE.at(
            span,
            f"Ada pengatur arah tulisan {named(match.group()[0])} di dekat "
            f"“{word_at(manuscript.text, match.start())}”.",
            "Hapus; letaknya tepat di sini.",
            Fix("", safe=True),
        )
