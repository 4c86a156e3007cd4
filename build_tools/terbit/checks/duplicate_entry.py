"""A source has one entry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._entries import text, year
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript, Reference

RULE = Rule(
    "R007",
    "duplicate_entry",
    Severity.WARNING,
    "Sumber yang sama tercantum dua kali",
    "Dua entri untuk satu sumber tercetak sebagai dua sumber, dan sitasinya terbelah.",
    wrong="""Perjanjian itu tua [@a; @b].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh",
  "DOI": "10.1093/x"},
 {"id": "b", "type": "book", "title": "Kadesh",
  "DOI": "10.1093/x"}]""",
    right="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh",
  "DOI": "10.1093/x"}]""",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each entry with the DOI or the ISBN, or the title, names and year, of an earlier one."""
    seen: dict[str, Reference] = {}
    for reference in manuscript.references:
        marks = [mark for mark in _marks(reference) if mark]
        twin = next((seen[mark] for mark in marks if mark in seen), None)
        if twin:
            yield RULE.at(
                reference.span,
                f"Entri “{reference.key}” tampaknya sama dengan “{twin.key}” (baris {twin.span.line}).",
                "Gabungkan keduanya, lalu rujuk satu kunci saja.",
            )
        for mark in marks:
            seen.setdefault(mark, reference)


def _marks(reference: Reference) -> tuple[str, ...]:
    doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", text(reference, "DOI").casefold())
    isbn = re.sub(r"[^\dX]", "", text(reference, "ISBN").upper())
    title = re.sub(r"\W+", " ", text(reference, "title").casefold()).strip()
    # Two chapters share the ISBN of their book.
    whole = reference.type in ("book", "report", "thesis")
    within = re.sub(r"\W+", " ", text(reference, "container-title").casefold())
    same = f"{reference.type} {title} {within} {year(reference)} {text(reference, 'volume')}"
    return (
        f"doi {doi}" if doi else "",
        f"isbn {isbn} {text(reference, 'volume')}" if isbn and whole else "",
        same if title and year(reference) else "",
    )
