"""Two terms are not defined by each other."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._terms import mentions
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "G003",
    "circular_definition",
    Severity.WARNING,
    "Definisi berputar",
    "Dua istilah yang saling menjelaskan tidak menjelaskan apa-apa kepada pembaca yang tidak mengenal "
    "keduanya.",
    wrong="""Diplomasi dijalankan diplomat.

glosarium.yaml:
entri:
  - {istilah: diplomasi, definisi: pekerjaan diplomat}
  - {istilah: diplomat, definisi: pelaku diplomasi}""",
    right="""Diplomasi dijalankan diplomat.

glosarium.yaml:
entri:
  - {istilah: diplomasi, definisi: cara negara berunding}
  - {istilah: diplomat, definisi: pelaku diplomasi}""",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each pair of terms whose definitions name each other, at the later one."""
    texts = [" ".join(term.definition.casefold().split()) for term in manuscript.glossary]
    for number, term in enumerate(manuscript.glossary):
        for at, earlier in enumerate(manuscript.glossary[:number]):
            if mentions(texts[number], earlier) and mentions(texts[at], term):
                yield RULE.at(
                    term.definition_span,
                    f"“{term.term}” dan “{earlier.term}” (baris {earlier.span.line}) saling menjelaskan.",
                    "Jelaskan salah satunya dengan kata lain.",
                )
