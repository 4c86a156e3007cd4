"""A term is the word alone."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "G012",
    "term_with_punctuation",
    Severity.WARNING,
    "Istilah berakhir dengan tanda baca",
    "Tanda baca di ujung istilah ikut tercetak, dan istilah itu tidak dikenali dalam naskah.",
    wrong="""Diplomasi dijalankan diplomat.

glosarium.yaml:
entri:
  - {istilah: "diplomasi:", definisi: cara negara berunding}""",
    right="""Diplomasi dijalankan diplomat.

glosarium.yaml:
entri:
  - {istilah: diplomasi, definisi: cara negara berunding}""",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each term or form that ends in a mark; a full stop may belong to an abbreviation."""
    for term in manuscript.glossary:
        for form in (term.term, *term.forms):
            if form.strip().endswith((":", ";", ",", "!", "?", "=")) or form.strip().endswith(" ."):
                yield RULE.at(
                    term.span,
                    f"“{form}” berakhir dengan tanda baca.",
                    f"Tulis “{form.strip(' :;,!?=.')}”.",
                )
