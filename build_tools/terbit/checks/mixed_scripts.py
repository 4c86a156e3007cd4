"""A word is written in one script."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._characters import each, named
from terbit.model.findings import Finding, Fix, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "U006",
    "mixed_scripts",
    Severity.WARNING,
    "Huruf serupa dari aksara lain",
    "Huruf Kiril U+0430 tampak sama dengan “a”, tetapi kata itu tidak ditemukan saat mencari, tidak "
    "dipenggal, dan "
    "dibaca keliru oleh pembaca layar.",
    wrong="Kerjas\u0430ma bilateral.",
    right="Kerja sama bilateral.",
)

_LOOK = dict(
    zip(
        "\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0423"
        "\u0430\u0435\u0455\u0456\u0458\u043e\u0440\u0441\u0443\u0445\u04bb\u0501\u051b\u051d\u0391"
        "\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf",
        "ABESIJKMHOPCTXYaesijopcyxhdqwABEZHIKMNOPTYXo",
        strict=True,
    )
)
"""Cyrillic and Greek letters and the Latin ones that they look like (Unicode confusables.txt, a part)."""

_STRANGE = re.compile(f"[{''.join(_LOOK)}]")
_WORD = re.compile(r"\w+")
_LATIN = re.compile(r"[a-zA-Z]")
_LEAST = 2
"""Latin letters: “Δx” and “μm” are symbols."""


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each word of Latin letters with look-alikes in it; the fix is safe when nothing else is strange."""
    if not _STRANGE.search(manuscript.text):
        return
    for match, span in each(manuscript, _WORD):
        word = match.group()
        if not _STRANGE.search(word) or len(_LATIN.findall(word)) < _LEAST:
            continue
        latin = "".join(_LOOK.get(letter, letter) for letter in word)
        strange = next(letter for letter in word if letter in _LOOK)
        plain = all(letter < "\u0250" or "\u1e00" <= letter <= "\u1eff" for letter in latin)
        yield RULE.at(
            span,
            f"“{word}” memuat huruf {named(strange)} dari aksara lain yang serupa “{_LOOK[strange]}”.",
            f"Ketik ulang sebagai “{latin}”.",
            Fix(latin, safe=plain),
        )
