"""An ISSN has the check digit that its other digits ask for (ISO 3297)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._entries import place, text
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "R016",
    "malformed_issn",
    Severity.WARNING,
    "ISSN keliru",
    "ISSN terdiri atas delapan angka; yang terakhir dihitung dari tujuh yang lain.",
    wrong="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "article-journal", "title": "Kadesh",
  "ISSN": "0020-8182"}]""",
    right="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "article-journal", "title": "Kadesh",
  "ISSN": "0020-8183"}]""",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each ISSN of an entry whose length or check digit is wrong; several may stand in one value."""
    for reference in manuscript.references:
        for issn in re.split(r"[,;\s]+", text(reference, "ISSN")):
            if issn and not _good(issn):
                yield RULE.at(
                    place(reference, "ISSN"),
                    f"ISSN “{issn}” keliru.",
                    "Salin ulang dari laman jurnalnya.",
                )


def _good(issn: str) -> bool:
    digits = issn.replace("-", "").upper()
    if not re.fullmatch(r"\d{7}[\dX]", digits):
        return False
    values = [10 if digit == "X" else int(digit) for digit in digits]
    return sum(weight * value for weight, value in zip(range(8, 0, -1), values, strict=True)) % 11 == 0
