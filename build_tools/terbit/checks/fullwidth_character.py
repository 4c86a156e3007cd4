"""Latin letters and figures have their own width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from terbit.checks._characters import each
from terbit.model.findings import Finding, Fix, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "U014",
    "fullwidth_character",
    Severity.WARNING,
    "Huruf selebar aksara Tionghoa",
    "Huruf dan angka lebar penuh berasal dari papan ketik Asia Timur; jaraknya ganjil dan tidak "
    "ditemukan saat mencari.",
    wrong="Tahun \uff11\uff19\uff14\uff15.",
    right="Tahun 1945.",
)

_WIDE = re.compile("[\uff01-\uff5e]+")
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each run of wide forms with no East Asian letter beside it."""
    text = manuscript.text
    for match, span in each(manuscript, _WIDE, _WIDE):
        if _EAST_ASIAN.search(text[max(0, match.start() - 1) : match.end() + 1]):
            continue
        usual = unicodedata.normalize("NFKC", match.group())
        yield RULE.at(
            span,
            f"“{match.group()}” memakai huruf lebar penuh.",
            f"Ketik “{usual}”.",
            Fix(usual, safe=True),
        )
