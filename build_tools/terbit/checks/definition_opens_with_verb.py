"""A definition begins with what the thing is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "G010",
    "definition_opens_with_verb",
    Severity.ADVICE,
    "Definisi diawali “adalah”",
    "Dalam glosarium, tanda titik dua sudah berarti “adalah”; definisi langsung menyebut artinya.",
    wrong="""Diplomasi dijalankan diplomat.

glosarium.yaml:
entri:
  - {istilah: diplomasi, definisi: adalah cara negara berunding}""",
    right="""Diplomasi dijalankan diplomat.

glosarium.yaml:
entri:
  - {istilah: diplomasi, definisi: cara negara berunding}""",
)

_VERB = re.compile(r"(?:adalah|ialah|merupakan|yaitu|yakni|artinya|berarti)\b", re.IGNORECASE)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each definition that begins with a word for “is”."""
    for term in manuscript.glossary:
        if found := _VERB.match(term.definition.strip()):
            yield RULE.at(
                term.definition_span,
                f"Definisi “{term.term}” diawali “{found.group()}”.",
                "Hapus kata itu.",
            )
