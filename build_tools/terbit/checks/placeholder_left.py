"""No reminder of the author's is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import prose_of
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "S025",
    "placeholder_left",
    Severity.WARNING,
    "Penanda isian tertinggal",
    "Penanda seperti TODO, Lorem ipsum, atau “tulis di sini” akan tercetak.",
    wrong="Lorem ipsum dolor sit amet.",
    right="Perjanjian itu ditandatangani kedua pihak.",
)

_MARKS = re.compile(
    r"\b(?:TODO|FIXME|TBD|TBA|XXX+)\b|\b[Ll]orem ipsum\b|"
    r"\[(?:isi|judul|nama|tanggal|tulis|lengkapi|sumber|gambar)(?: [^\]]{0,40})?\]|"
    r"\((?:isi|tulis|lengkapi|ketik) (?:di sini|nanti)\)"
)
_SIGNS = (
    "TODO", "FIXME", "TBD", "TBA", "XXX", "orem ipsum", "[isi", "[judul", "[nama", "[tanggal", "[tulis",
    "[lengkapi", "[sumber", "[gambar", "(isi", "(tulis", "(lengkapi", "(ketik",
)  # fmt: skip
"""Every mark holds one of these."""


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each such mark in running text; the words of a quotation or of code are left alone."""
    for piece, _ in prose_of(manuscript).holding(_SIGNS):
        for match in _MARKS.finditer(piece.text):
            yield RULE.at(
                piece.span(*match.span()),
                f"Penanda “{match.group()}” masih ada dalam naskah.",
                "Ganti dengan isinya, atau jadikan komentar (<!-- … -->).",
            )
