"""A term is explained by other words."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._terms import stands_in
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "G004",
    "definition_repeats_term",
    Severity.WARNING,
    "Definisi mengulang istilahnya",
    "Definisi yang memuat istilahnya sendiri menjelaskan kata dengan kata itu juga.",
    wrong="""Diplomasi dijalankan diplomat.

glosarium.yaml:
entri:
  - {istilah: diplomasi, definisi: kegiatan diplomasi antarnegara}""",
    right="""Diplomasi dijalankan diplomat.

glosarium.yaml:
entri:
  - {istilah: diplomasi, definisi: cara negara berunding dengan negara lain}""",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each definition that holds its own term or a further form of it."""
    for term in manuscript.glossary:
        text = " ".join(term.definition.casefold().split())
        if any(
            stands_in(form, text)
            for form in dict.fromkeys((term.term.casefold(), *map(str.casefold, term.forms)))
        ):
            yield RULE.at(
                term.definition_span,
                f"Definisi “{term.term}” memuat istilah itu sendiri.",
                "Jelaskan dengan kata lain.",
            )
