"""A term is defined once."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript, Term

RULE = Rule(
    "G001",
    "duplicate_term",
    Severity.ERROR,
    "Istilah ganda dalam glosarium",
    "Dua definisi untuk satu istilah membuat pembaca ragu, dan tautan tidak tahu harus menuju ke mana.",
    wrong="""Diplomasi dijalankan diplomat.

glosarium.yaml:
entri:
  - {istilah: diplomasi, definisi: cara berunding}
  - {istilah: diplomasi, definisi: urusan luar negeri}""",
    right="""Diplomasi dijalankan diplomat.

glosarium.yaml:
entri:
  - {istilah: diplomasi, definisi: cara berunding}""",
    stops=True,
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each entry whose term, further form or id an earlier entry has."""
    seen: dict[str, Term] = {}
    for term in manuscript.glossary:
        for name in dict.fromkeys(
            (f"#{term.identifier}", *(form.casefold() for form in (term.term, *term.forms)))
        ):
            if name in seen and seen[name] is not term:
                yield RULE.at(
                    term.span,
                    f"“{name.removeprefix('#')}” sudah ada pada istilah “{seen[name].term}” "
                    f"(baris {seen[name].span.line}).",
                    "Gabungkan kedua entri, atau ganti salah satu istilah, bentuk, atau id-nya.",
                )
                break
            seen[name] = term
