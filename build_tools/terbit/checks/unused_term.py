"""A glossary explains the words of its book."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._terms import flat, forms, stands_in
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "G002",
    "unused_term",
    Severity.WARNING,
    "Istilah glosarium tidak pernah dipakai",
    "Pembaca mencari arti kata yang dibacanya; istilah yang tidak ada dalam naskah hanya menambah "
    "halaman. Hanya "
    "untuk folder buku: glosarium di samping satu berkas boleh dipakai bersama.",
    wrong="""Diplomasi dijalankan diplomat.

glosarium.yaml:
entri:
  - {istilah: kedaulatan, definisi: hak negara}""",
    right="""Diplomasi dijalankan diplomat.

glosarium.yaml:
entri:
  - {istilah: wakil negara, bentuk: [diplomat], definisi: orang yang berunding}""",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each term of a book's glossary that stands in the master in none of its forms."""
    if not manuscript.in_folder:
        return
    for term in manuscript.glossary:
        if not any(stands_in(form, flat(manuscript)) for form in forms(term)):
            yield RULE.at(
                term.span,
                f"Istilah “{term.term}” tidak ada dalam naskah.",
                "Tambahkan “bentuk” yang dipakai naskah, atau hapus entrinya.",
            )
