"""A DOI is written bare: 10., the registrant, a slash, the rest (DOI Handbook, 2.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._entries import fix, place, text
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "R009",
    "malformed_doi",
    Severity.WARNING,
    "DOI keliru",
    "DOI ditulis tanpa alamat; gaya sitasi menambahkan sendiri “https://doi.org/”.",
    wrong="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh",
  "DOI": "https://doi.org/10.1093/x"}]""",
    right="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh",
  "DOI": "10.1093/x"}]""",
)

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\"<>]*[^\s\"<>.,;]")
_BEFORE = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each DOI with an address in front (which can be taken off) or in no form of a DOI."""
    for reference in manuscript.references:
        doi = text(reference, "DOI")
        bare = _BEFORE.sub("", doi)
        if not doi or (bare == doi and _DOI.fullmatch(doi)):
            continue
        good = bool(_DOI.fullmatch(bare))
        yield RULE.at(
            place(reference, "DOI"),
            f"DOI “{doi}” {'memuat alamat' if good else 'tidak berbentuk DOI'}.",
            f"Tulis “{bare}”." if good else "Tulis seperti “10.1093/acprof:oso/9780199281329.001.0001”.",
            fix(reference, "DOI", bare, safe=True) if good else None,
        )
