"""Pages of an entry are figures; the citation style writes the word before them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._entries import fix, place, text
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "R024",
    "page_with_label",
    Severity.WARNING,
    "“hlm.” di dalam nomor halaman",
    "Gaya sitasi menambahkan “hlm.” sendiri; kalau ditulis juga dalam entri, tercetak dua kali.",
    wrong="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh",
  "page": "hlm. 179-205"}]""",
    right="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh",
  "page": "179-205"}]""",
)

_LABEL = re.compile(r"^(?:hlm|hal|halaman|pp?|pages?)\b\.?\s*(?=[\divxlc])", re.IGNORECASE)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each value of `page` that begins with a word for pages."""
    for reference in manuscript.references:
        pages = text(reference, "page")
        if found := _LABEL.match(pages):
            bare = pages[found.end() :]
            yield RULE.at(
                place(reference, "page"),
                f"Halaman pada entri “{reference.key}” memuat “{found.group().strip()}”.",
                f"Tulis “{bare}” saja.",
                fix(reference, "page", bare, safe=True),
            )
