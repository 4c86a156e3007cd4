"""Bold and italics are markup, not other characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from terbit.checks._characters import each
from terbit.model.findings import Finding, Fix, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "U015",
    "styled_letters",
    Severity.WARNING,
    "Huruf hias dari lambang matematika",
    "Huruf “tebal” atau “miring” dari laman pembuat gaya adalah lambang matematika; pembaca layar "
    "mengejanya atau "
    "melewatinya.",
    wrong="\U0001d400\U0001d401 penting.",
    right="**AB** penting.",
)

_STYLED = re.compile("[\U0001d400-\U0001d7ff]{2,}")
_SIGN = re.compile("[\U0001d400-\U0001d7ff]")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each run of two or more; a single one may be a symbol of mathematics."""
    for match, span in each(manuscript, _STYLED, _SIGN):
        usual = unicodedata.normalize("NFKC", match.group())
        yield RULE.at(
            span,
            f"“{match.group()}” ditulis dengan lambang matematika.",
            f"Ketik “{usual}”, dan pakai **…** atau *…* untuk tebal atau miring.",
            Fix(usual, safe=False),
        )
