"""A law is named with its number and year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._entries import has, place, text
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "R017",
    "law_without_number",
    Severity.WARNING,
    "Peraturan tanpa nomor dan tahun",
    "Peraturan Indonesia dikenali dari nomor dan tahunnya, misalnya “Nomor 37 Tahun 1999”.",
    wrong="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "legislation",
  "title": "Undang-Undang tentang Hubungan Luar Negeri"}]""",
    right="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "legislation",
  "title": "Undang-Undang Republik Indonesia Nomor 37 Tahun 1999 tentang Hubungan Luar Negeri"}]""",
)

_INDONESIAN = re.compile(
    r"^(?:Undang-Undang(?! Dasar)|Peraturan|Keputusan|Instruksi|Qanun|Surat Edaran)\b", re.IGNORECASE
)
_NUMBERED = re.compile(r"\b(?:Nomor|No\.?)\s*\S+.*\b\d{4}\b|\b\d+/\S*\d{4}", re.IGNORECASE)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each Indonesian law whose title gives no number and year, unless `number` does."""
    for reference in manuscript.references:
        title = text(reference, "title")
        if reference.type not in ("legislation", "bill", "regulation") or not _INDONESIAN.match(title):
            continue
        if not _NUMBERED.search(title) and not has(reference, "number"):
            yield RULE.at(
                place(reference, "title"),
                f"Judul peraturan pada entri “{reference.key}” tidak memuat nomor dan tahun.",
                "Tulis seperti “Undang-Undang Republik Indonesia Nomor 37 Tahun 1999 tentang …”.",
            )
