"""An ISBN has the check digit that its other digits ask for (ISBN Users' Manual, 7th edition)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._entries import place, text
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "R008",
    "malformed_isbn",
    Severity.WARNING,
    "ISBN keliru",
    "Angka terakhir ISBN dihitung dari angka-angka lainnya; kalau tidak cocok, ada angka yang salah salin.",
    wrong="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh",
  "ISBN": "978-0-19-928132-8"}]""",
    right="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh",
  "ISBN": "978-0-19-928132-9"}]""",
)

_SHORT, _LONG = 10, 13


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each ISBN of an entry whose length or check digit is wrong; several may stand in one value."""
    for reference in manuscript.references:
        for isbn in re.split(r"[,;/]|\s{2,}|(?<=[\dX])\s+(?=97[89])", text(reference, "ISBN")):
            if isbn.strip() and (fault := fault_of(isbn)):
                yield RULE.at(
                    place(reference, "ISBN"),
                    f"ISBN “{isbn.strip()}” keliru: {fault}.",
                    "Salin ulang dari halaman hak cipta buku itu.",
                )


def fault_of(isbn: str) -> str:
    """What is wrong with an ISBN of ten or thirteen digits; empty when nothing is."""
    digits = re.sub(r"[\s\-\u2010-\u2013]|^ISBN(?:-1[03])?:?", "", isbn.strip().upper())
    if re.fullmatch(r"\d{9}[\dX]", digits):
        values = [10 if digit == "X" else int(digit) for digit in digits]
        total = sum(weight * value for weight, value in zip(range(_SHORT, 0, -1), values, strict=True))
        return "" if total % 11 == 0 else "angka ujinya tidak cocok"
    if re.fullmatch(r"97[89]\d{10}", digits):
        total = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits))
        return "" if total % 10 == 0 else "angka ujinya tidak cocok"
    if len(digits) == _LONG and digits.isdigit():
        return "ISBN tiga belas angka diawali 978 atau 979"
    return f"jumlah angkanya {sum(letter.isdigit() for letter in digits)}, bukan {_SHORT} atau {_LONG}"
