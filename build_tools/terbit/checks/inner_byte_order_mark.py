"""A byte order mark stands only at the beginning of a file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._characters import each, word_at
from terbit.model.findings import Finding, Fix, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "U003",
    "inner_byte_order_mark",
    Severity.WARNING,
    "Tanda urutan bita di tengah naskah",
    "Tanda ini (U+FEFF) hanya berguna di awal berkas. Di tengah, biasanya setelah dua berkas "
    "digabungkan, ia menjadi "
    "huruf tak terlihat.",
    wrong="Kerja sama\ufeff itu penting.",
    right="Kerja sama itu penting.",
)

_MARK = re.compile("\ufeff+")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each one after the first character."""
    for match, span in each(manuscript, _MARK, _MARK):
        word = word_at(manuscript.text, match.start())
        yield RULE.at(
            span,
            f"Ada tanda urutan bita (U+FEFF) dalam “{word}”.",
            "Hapus; letaknya tepat di sini.",
            Fix("", safe=True),
        )
