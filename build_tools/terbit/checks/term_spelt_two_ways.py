"""A term has one spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "G006",
    "term_spelt_two_ways",
    Severity.WARNING,
    "Satu istilah dengan dua ejaan",
    "Istilah yang hanya berbeda spasi atau tanda hubung adalah satu istilah; pembaca mendapat dua "
    "penjelasan.",
    wrong="""Kerja sama itu penting.

glosarium.yaml:
entri:
  - {istilah: kerja sama, definisi: usaha bersama}
  - {istilah: kerjasama, definisi: lihat entri lain}""",
    right="""Kerja sama itu penting.

glosarium.yaml:
entri:
  - {istilah: kerja sama, definisi: usaha bersama}""",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each term or form that an earlier entry has but for spaces and hyphens; the very same is G001's."""
    seen: dict[str, tuple[str, str]] = {}
    for term in manuscript.glossary:
        for form in dict.fromkeys(form.casefold() for form in (term.term, *term.forms)):
            squeezed = re.sub(r"[\s\-\u2010-\u2015]+", "", form)
            other, owner = seen.get(squeezed, (form, term.identifier))
            if other != form and owner != term.identifier:
                yield RULE.at(
                    term.span,
                    f"“{form}” dan “{other}” adalah satu istilah dengan dua ejaan.",
                    "Gabungkan kedua entri.",
                )
            seen.setdefault(squeezed, (form, term.identifier))
