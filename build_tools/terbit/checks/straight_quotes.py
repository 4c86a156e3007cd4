"""Quotation marks are curly."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.model.findings import Finding, Fix, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import DoubleQuote, Quoted

RULE = Rule(
    "T040",
    "straight_quotes",
    Severity.ADVICE,
    "Tanda petik lurus",
    "Tanda petik pembuka dan penutup berbeda bentuk (bagian EYD belum diperiksa). Yang lurus dicetak dengan "
    "menebak bentuknya; yang diketik benar tidak perlu ditebak.",
    wrong='Ia berkata, "Mari pulang."',
    right="Ia berkata, “Mari pulang.”",
)

# The marks stand beside the quoted words; emphasis, a link or code may open or close between.
_BEFORE = re.compile(r'"(?=[*_\[(`]*\Z)')
_AFTER = re.compile(r'[*_\])}`]*(")')


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each straight mark that pandoc reads as one of a pair."""
    text, lines = manuscript.text, manuscript.places.lines
    if '"' not in text:
        return
    for node in manuscript.every(Quoted):
        if not isinstance(node.c[0], DoubleQuote):
            continue
        span = manuscript.places.span(node)
        start = lines.offset(span.line, span.column)
        end = lines.offset(span.end_line, span.end_column)
        opening, closing = _BEFORE.search(text, max(start - 4, 0), start), _AFTER.match(text, end, end + 4)
        if opening and closing:
            for at, mark in ((opening.start(), "“"), (closing.start(1), "”")):
                place = lines.span(at, at + 1)
                yield RULE.at(place, "Tanda petik ini lurus.", f"Ketik {mark} di sini.", Fix(mark, safe=True))
