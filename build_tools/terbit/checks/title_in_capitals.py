"""A title is not shouted."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._entries import place, text
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "R027",
    "title_in_capitals",
    Severity.ADVICE,
    "Judul entri dengan huruf kapital semua",
    "Judul dari katalog sering berhuruf kapital semua dan tercetak begitu pula.",
    wrong="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "book", "title": "PENGANTAR HUKUM INTERNASIONAL"}]""",
    right="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "book", "title": "Pengantar Hukum Internasional"}]""",
)

_LEAST = 3
"""Words: a name such as “UNESCO” may be a title."""


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each title of several words without any small letter."""
    for reference in manuscript.references:
        title = text(reference, "title")
        if len(title.split()) >= _LEAST and title.isupper():
            yield RULE.at(
                place(reference, "title"),
                f"Judul pada entri “{reference.key}” berhuruf kapital semua.",
                "Tulis dengan kapital di awal kata, menurut halaman judul sumbernya.",
            )
