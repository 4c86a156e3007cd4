"""An apostrophe is an apostrophe."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._characters import each, word_at
from terbit.model.findings import Finding, Fix, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "U016",
    "accent_as_apostrophe",
    Severity.WARNING,
    "Aksen sebagai apostrof",
    "U+00B4 adalah aksen lepas, bukan apostrof; jaraknya renggang dan pembaca layar menyebutnya “aksen”.",
    wrong="Jum\u00b4at itu hari raya.",
    right="Jum’at itu hari raya.",
)

_ACCENT = re.compile("(?<=[A-Za-z])[\u00b4\u02ca\u02cb](?=[A-Za-z])")
_SIGN = re.compile("[\u00b4\u02ca\u02cb]")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each spacing accent between two letters."""
    for match, span in each(manuscript, _ACCENT, _SIGN):
        yield RULE.at(
            span,
            f"“{word_at(manuscript.text, match.start())}” memakai aksen sebagai apostrof.",
            "Ganti dengan “’”.",
            Fix("’", safe=True),
        )
