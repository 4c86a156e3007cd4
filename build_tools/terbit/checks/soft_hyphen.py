"""No soft hyphen was copied in with the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._characters import each, word_at
from terbit.model.findings import Finding, Fix, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "U004",
    "soft_hyphen",
    Severity.WARNING,
    "Tanda hubung lunak",
    "Terbit memenggal kata sendiri. Tanda hubung lunak yang tersalin dari PDF atau Word membuat kata itu "
    "tidak "
    "ditemukan saat mencari.",
    wrong="Kerja sama bila\u00adteral.",
    right="Kerja sama bilateral.",
)

_MARK = re.compile("\u00ad+")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each soft hyphen."""
    for match, span in each(manuscript, _MARK, _MARK):
        yield RULE.at(
            span,
            f"Ada tanda hubung lunak (U+00AD) dalam “{word_at(manuscript.text, match.start())}”.",
            "Hapus; letaknya tepat di sini.",
            Fix("", safe=True),
        )
