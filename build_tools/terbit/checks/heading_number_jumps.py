"""Numbers written into headings follow one another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._outline import sections
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "S019",
    "heading_number_jumps",
    Severity.WARNING,
    "Nomor judul melompat",
    "Nomor yang terlewat atau terulang berarti ada bagian yang hilang, tertukar, atau tersalin.",
    wrong="## 1. Awal\n\nA.\n\n## 3. Akhir\n\nB.",
    right="## 1. Awal\n\nA.\n\n## 2. Akhir\n\nB.",
)

_NUMBER = re.compile(
    r"^(?:(?P<word>bab|bagian|modul|unit|pelajaran)\s+)?"
    r"(?:(?P<above>(?:\d+\.)*)(?P<digits>\d{1,2})(?P<stop>[.):]?)|"
    r"(?P<roman>[IVXL]+)(?P<stop2>[.):]?))(?=\s|$)",
    re.IGNORECASE,
)
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each numbered heading that does not count one on from the numbered heading beside it."""
    for siblings in (section.below for section in sections(manuscript)):
        last: tuple[str, int] | None = None
        for section in siblings:
            found = _number(section.title)
            if found is None:
                continue
            if last and found[0] == last[0] and found[1] != last[1] + 1:
                yield RULE.at(
                    manuscript.places.span(section.header),
                    f"Judul “{section.title}” bernomor {found[1]}, padahal sebelumnya {last[1]}.",
                    f"Periksa apakah bagian nomor {last[1] + 1} hilang, atau perbaiki nomornya.",
                )
            last = found


def _number(title: str) -> tuple[str, int] | None:
    """The kind of a heading's number and the number; None for a figure that only begins a title."""
    match = _NUMBER.match(title)
    if match is None:
        return None
    word, stop = match["word"] or "", match["stop"] or match["stop2"] or ""
    if not (word or stop or match["above"]):
        return None  # “5 Langkah Menulis”
    if match["digits"]:
        return f"{word.casefold()} {match['above']}", int(match["digits"])
    return f"{word.casefold()} romawi", _value(match["roman"].upper())


def _value(roman: str) -> int:
    values = [_ROMAN[letter] for letter in roman]
    return sum(
        -value if any(after > value for after in values[at + 1 : at + 2]) else value
        for at, value in enumerate(values)
    )
