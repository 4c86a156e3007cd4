"""A footnote that is called has a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Str

RULE = Rule(
    "S024",
    "undefined_note",
    Severity.ERROR,
    "Catatan kaki tanpa isi",
    "Panggilan catatan tanpa isinya tercetak apa adanya, lengkap dengan kurung sikunya.",
    wrong="Perjanjian itu tua.[^tua]",
    right="Perjanjian itu tua.[^tua]\n\n[^tua]: Dibuat sekitar tahun 1259 SM.",
)

_CALL = re.compile(r"\[\^([^\]\s]+)\]")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each call that was left in the text because no definition has its label."""
    seen: dict[str, int] = {}
    for node in manuscript.every(Str):
        if "[^" not in node.c:
            continue
        for match in _CALL.finditer(node.c):
            words = match.group()
            at = manuscript.text.find(words, seen.get(words, 0))
            if at >= 0:
                seen[words] = at + len(words)
                yield RULE.at(
                    manuscript.places.lines.span(at, at + len(words)),
                    f"Catatan kaki “{match[1]}” dipanggil, tetapi isinya tidak ada.",
                    f"Tulis “{words}: isi catatan” pada baris sendiri, atau hapus panggilannya.",
                )
