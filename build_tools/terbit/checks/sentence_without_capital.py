"""A sentence begins with a capital."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._tables import listed
from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E026",
    "sentence_without_capital",
    Severity.WARNING,
    "Awal kalimat berhuruf kecil",
    "Huruf kapital dipakai sebagai huruf pertama kata di awal kalimat (EYD V I.F).",
    wrong="Hari sudah larut malam. mereka pulang.",
    right="Hari sudah larut malam. Mereka pulang bersama Bapak dkk. dengan bus.",
)


_SECOND = re.compile(r"[.!?] ([a-z]+)(?= )")
_SURE = listed("pembuka_kalimat")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each lower-case word after a full stop that ends a plain word."""
    flow = flow_of(manuscript)
    for match in matches(flow, _SECOND):
        before = flow.text[max(match.start() - 20, 0) : match.start()].split()[-1:]
        last = before[0] if before else ""
        if match[1] in _SURE and len(last) > 4 and last.isalpha() and last.islower():  # noqa: PLR2004  # shorter words may be abbreviations
            new = match[1].capitalize()
            yield flow.report(
                RULE,
                *match.span(1),
                f"Kalimat ini dimulai dengan huruf kecil: “{match[1]}”.",
                f"Tulis “{new}”, atau pakai koma.",
                new,
            )
