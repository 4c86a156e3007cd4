"""All authors are in the entry; the citation style shortens the list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._entries import people, place
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "R023",
    "shortened_authors",
    Severity.WARNING,
    "“dkk.” di dalam nama penulis",
    "Gaya sitasi sendiri yang menyingkat penulis menjadi “dkk.”; di dalam entri, itu menjadi sebuah nama.",
    wrong="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh",
  "author": [{"literal": "Bryce dkk."}]}]""",
    right="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh",
  "author": [{"family": "Bryce", "given": "Trevor"}]}]""",
)

_SHORT = re.compile(r"\b(?:dkk|et\.? al|and others|dan kawan-kawan)\b\.?", re.IGNORECASE)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each name that holds “dkk.” or “et al.”."""
    for reference in manuscript.references:
        for role, person in people(reference):
            name = " ".join(str(value) for value in person.values())
            if found := _SHORT.search(name):
                yield RULE.at(
                    place(reference, role),
                    f"Nama pada entri “{reference.key}” memuat “{found.group()}”.",
                    "Tulis semua penulisnya, masing-masing sebagai satu nama.",
                )
