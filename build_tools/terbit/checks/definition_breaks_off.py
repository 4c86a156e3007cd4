"""A definition comes to its end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "G008",
    "definition_breaks_off",
    Severity.WARNING,
    "Definisi terputus",
    "Definisi yang berakhir dengan kata sambung atau koma kehilangan ujungnya.",
    wrong="""Diplomasi dijalankan diplomat.

glosarium.yaml:
entri:
  - {istilah: diplomasi, definisi: cara negara berunding dengan}""",
    right="""Diplomasi dijalankan diplomat.

glosarium.yaml:
entri:
  - {istilah: diplomasi, definisi: cara negara berunding dengan negara lain}""",
)

_OPEN = re.compile(
    r"(?:[,;:(–—-]|\.\.\.|…|\b(?:dan|atau|yang|untuk|dengan|dari|di|ke|pada|oleh|dalam|bagi|serta|tetapi|"
    r"karena|"
    r"adalah|ialah|antara|terhadap|tentang|sebagai|seperti|misalnya|agar|supaya))$",
    re.IGNORECASE,
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each definition that ends in a word or mark that wants more."""
    for term in manuscript.glossary:
        if found := _OPEN.search(term.definition.strip()):
            yield RULE.at(
                term.definition_span,
                f"Definisi “{term.term}” berakhir dengan “{found.group()}”.",
                "Lengkapi kalimatnya.",
            )
