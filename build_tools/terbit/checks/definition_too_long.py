"""A definition is a phrase of at most 22 words."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "G007",
    "definition_too_long",
    Severity.ADVICE,
    "Definisi panjang",
    "Definisi glosarium dibaca sambil lalu; yang lebih dari 22 kata biasanya memuat dua hal.",
    wrong="""Diplomasi dijalankan diplomat.

glosarium.yaml:
entri:
  - {istilah: diplomasi, definisi: cara sebuah negara mengurus hubungannya dengan negara
      lain melalui perundingan resmi yang dijalankan oleh para wakil negara yang diangkat dan
      diberi kuasa untuk itu}""",
    right="""Diplomasi dijalankan diplomat.

glosarium.yaml:
entri:
  - {istilah: diplomasi, definisi: cara sebuah negara mengurus hubungannya dengan negara lain}""",
)

LIMIT = 22
"""Words: our house style (docs/guide/profil.md)."""


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each definition with more words than the limit."""
    for term in manuscript.glossary:
        count = len(term.definition.split())
        if count > LIMIT:
            yield RULE.at(
                term.definition_span,
                f"Definisi “{term.term}” {count} kata; lazimnya paling banyak {LIMIT}.",
                "Ringkaskan, atau pindahkan sebagian ke “catatan”.",
            )
