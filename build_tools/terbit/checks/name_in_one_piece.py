"""A family name is not a whole name."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._entries import people, place
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "R026",
    "name_in_one_piece",
    Severity.WARNING,
    "Nama penulis tidak dipilah",
    "Nama yang ditulis “Bryce, Trevor” dalam satu unsur tidak dapat diurutkan atau disingkat oleh gaya "
    "sitasi.",
    wrong="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh",
  "author": [{"family": "Bryce, Trevor"}]}]""",
    right="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh",
  "author": [{"family": "Bryce", "given": "Trevor"}]}]""",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each family name with a comma but no given name, and each name of several people."""
    for reference in manuscript.references:
        for role, person in people(reference):
            family = str(person.get("family", ""))
            several = ";" in family or " dan " in f" {family} " or " & " in family
            if ("," in family and not person.get("given")) or several:
                yield RULE.at(
                    place(reference, role),
                    f"Nama “{family}” pada entri “{reference.key}” belum dipilah.",
                    "Pisahkan menjadi “family” dan “given”, satu unsur untuk satu orang.",
                )
