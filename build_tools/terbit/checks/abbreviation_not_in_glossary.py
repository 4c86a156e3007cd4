"""An abbreviation used often is in the glossary."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._terms import forms
from terbit.checks._words import prose_of
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "G009",
    "abbreviation_not_in_glossary",
    Severity.ADVICE,
    "Singkatan yang sering dipakai tidak ada dalam glosarium",
    "Singkatan yang dijelaskan sekali lalu dipakai berkali-kali dicari pembaca dalam glosarium. Kata "
    "biasa tidak "
    "ditebak: terlalu banyak yang keliru.",
    wrong="""Tingkat komponen dalam negeri (TKDN) diukur. TKDN naik, lalu TKDN turun; TKDN
itu penting, dan TKDN diatur.

glosarium.yaml:
entri:
  - {istilah: komponen, definisi: bagian}""",
    right="""Tingkat komponen dalam negeri (TKDN) diukur. TKDN naik, lalu TKDN turun; TKDN
itu penting, dan TKDN diatur.

glosarium.yaml:
entri:
  - {istilah: tingkat komponen dalam negeri (TKDN), definisi: bagian buatan sendiri}""",
)

_INTRODUCED = re.compile(r"(?<=[a-z] )\(([A-Z]{2,8})\)")
_IN_BRACKETS = re.compile(r"^\([A-Z]{2,8}\)")
_OFTEN = 5


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each abbreviation explained in brackets and used five times that no entry names."""
    if not manuscript.glossary:
        return
    known = {form for term in manuscript.glossary for form in forms(term)}
    seen: set[str] = set()
    for piece, _ in prose_of(manuscript).holding_word(_IN_BRACKETS):
        for match in _INTRODUCED.finditer(piece.text) if piece.kind != "definition" else ():
            short = match[1]
            if short in seen or short.casefold() in known:
                continue
            seen.add(short)
            count = _uses(short, manuscript.text)
            if count >= _OFTEN:
                yield RULE.at(
                    piece.span(*match.span(1)),
                    f"Singkatan “{short}” dipakai {count} kali, tetapi tidak ada dalam glosarium.",
                    "Tambahkan entrinya bila pembaca perlu mencarinya.",
                )


def _uses(short: str, text: str) -> int:
    # The edge before it is looked at afterwards: a pattern that begins with letters is found much faster.
    found = (match.start() for match in re.finditer(rf"{short}\b", text))
    return sum(not re.match(r"\w", text[max(at - 1, 0) : at]) for at in found)
