"""No zero-width character hides between Latin letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._characters import each, named, readable, word_at
from terbit.model.findings import Finding, Fix, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "U002",
    "zero_width_character",
    Severity.WARNING,
    "Huruf tak terlihat",
    "Huruf selebar nol memutus kata tanpa terlihat: kata itu tidak ditemukan saat mencari dan dibaca "
    "terpotong oleh "
    "pembaca layar.",
    wrong="Kerja\u200bsama itu penting.",
    right="Kerja sama itu penting.",
)

_HIDDEN = re.compile(r"[\u200b\u2060\u180e\U000e0001-\U000e007f]+|(?<=[\w\s])[\u200c\u200d]+(?=[\w\s])")
_SIGN = re.compile(r"[\u200b\u2060\u180e\U000e0001-\U000e007f\u200c\u200d]")
_SCRIPTS_THAT_USE_THEM = re.compile(r"[^\W\d_a-zA-Z\u00c0-\u024f\u1e00-\u1eff]")
"""Arabic, Javanese, Thai and others join and part letters with them."""


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each run of them with no letter of such a script, and no emoji, beside it."""
    text = readable(manuscript)
    for match, span in each(manuscript, _HIDDEN, _SIGN):
        beside = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
        if _SCRIPTS_THAT_USE_THEM.search(beside) or any(letter > "\U0001f000" for letter in beside):
            continue
        yield RULE.at(
            span,
            f"Ada huruf tak terlihat {named(match.group()[0])} dalam “{word_at(text, match.start())}”.",
            "Hapus; letaknya tepat di sini.",
            Fix("", safe=True),
        )
