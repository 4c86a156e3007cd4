"""Both halves of a reduplication are capital in a title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._tables import title, title_case
from terbit.checks._words import flow_of, headings
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E022",
    "reduplication_half_capitalised",
    Severity.ERROR,
    "Kata ulang berkapital sebelah dalam judul",
    "Dalam judul, kedua unsur bentuk ulang utuh berhuruf awal kapital (EYD V I.F.21).",
    wrong="## Faktor-faktor Ekonomi Dunia\n\nIsi.",
    right="## Faktor-Faktor Ekonomi Dunia\n\nIsi.",
)


_HALVES = re.compile(r"\b([A-Z][^\W\d_]+)-([a-z][^\W\d_]+)\b")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each reduplication in a title whose second half is lower case."""
    flow = flow_of(manuscript)
    for piece, base in headings(flow):
        for match in _HALVES.finditer(piece.text):
            start, end = base + match.start(), base + match.end()
            if match[1].lower() != match[2] or flow.shielded(start, end):
                continue
            others = [word for word in piece.text.split() if word[0].isalpha() and word != match[0]]
            strict = any(word[0].isupper() for word in others) and title_case(piece.text, match.start())
            follows = any(word[0].isupper() for word in piece.text[match.end() :].split())
            if strict and (follows or match.start() > 0):
                new = title(match[0])
                message = f"Kedua unsur “{match[0]}” berhuruf kapital dalam judul."
                yield flow.report(RULE, start, end, message, f"Tulis “{new}”.", new, safe=True)
