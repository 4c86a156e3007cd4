"""Two terms mean two things."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "G005",
    "same_definition",
    Severity.WARNING,
    "Dua istilah dengan definisi yang sama",
    "Definisi yang sama berarti salinan yang tertinggal, atau dua sebutan untuk satu hal: gabungkan "
    "dengan `bentuk`.",
    wrong="""Aliansi atau pakta itu lama.

glosarium.yaml:
entri:
  - {istilah: aliansi, definisi: ikatan dua negara}
  - {istilah: pakta, definisi: ikatan dua negara}""",
    right="""Aliansi atau pakta itu lama.

glosarium.yaml:
entri:
  - {istilah: aliansi, bentuk: [pakta], definisi: ikatan dua negara}""",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each definition that an earlier entry has word for word."""
    seen: dict[str, str] = {}
    for term in manuscript.glossary:
        words = " ".join(term.definition.casefold().strip(" .").split())
        if words in seen:
            yield RULE.at(
                term.definition_span,
                f"Definisi “{term.term}” sama dengan definisi “{seen[words]}”.",
                "Bedakan keduanya, atau gabungkan menjadi satu entri dengan “bentuk”.",
            )
        seen.setdefault(words, term.term)
