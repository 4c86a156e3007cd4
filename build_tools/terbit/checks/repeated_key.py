"""A cluster of citations names each source once."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Cite
from terbit.model.walk import text_of

RULE = Rule(
    "R022",
    "repeated_key",
    Severity.WARNING,
    "Sumber yang sama dua kali dalam satu sitasi",
    "Sumber yang disebut dua kali dalam satu kurung tercetak dua kali.",
    wrong="""Perjanjian itu tua [@a; @a].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh"}]""",
    right="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh"}]""",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each key that stands twice in a cluster with the same pages."""
    for node in manuscript.every(Cite):
        seen: set[tuple[str, str]] = set()
        for citation in node.c[0]:
            mark = (citation.id, text_of(citation.suffix).strip())
            if mark in seen:
                yield RULE.at(
                    manuscript.places.citation(citation.id, node),
                    f"Sitasi ini menyebut “{citation.id}” dua kali.",
                    "Hapus salah satunya, atau gabungkan nomor halamannya.",
                )
            seen.add(mark)
