"""Names in a list of references carry no degrees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._entries import people, place
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "R018",
    "name_with_degree",
    Severity.WARNING,
    "Gelar dalam nama penulis",
    "Nama dalam daftar pustaka ditulis tanpa gelar; gelar mengacaukan urutan abjad dan sitasi.",
    wrong="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh",
  "author": [{"family": "Santoso, M.Pd.", "given": "Budi"}]}]""",
    right="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh",
  "author": [{"family": "Santoso", "given": "Budi"}]}]""",
)

_DEGREE = re.compile(
    r"\b(?:Prof|Dr|Drs|Dra|Ir|Hj?|KH)\.(?=\s|$)|\b(?:S|M|A\.Md)\.(?:Pd|Hum|Si|Kom|Sos|Ag|Ak|E|H|T|Sn|Ked|"
    r"IP|I\.Kom|Psi|Par|Farm|Kes|Kn|M|Or|A|Sc|Eng|Ed|Phil|Th|Fil|Stat|Tr|P|Pt)\b\.?|\bPh\.\s?D\b|\b(?:MBA|"
    r"MSc)\b"
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each name of an entry that holds a title or a degree."""
    for reference in manuscript.references:
        for role, person in people(reference):
            name = " ".join(str(person.get(part, "")) for part in ("given", "family", "suffix"))
            # “M. A. Ed” could be initials: only the family name, or a title in front, decides.
            found = _DEGREE.search(str(person.get("family", ""))) or re.match(
                r"(?:Prof|Drs?|Dra|Ir)\.(?=\s|$)", name.strip()
            )
            if found:
                yield RULE.at(
                    place(reference, role),
                    f"Nama “{' '.join(name.split())}” memuat gelar “{found.group()}”.",
                    "Hapus gelarnya.",
                )
