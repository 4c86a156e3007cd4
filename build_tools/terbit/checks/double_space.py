"""One space stands between words."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._words import flow_of
from terbit.model.findings import Finding, Fix, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T003",
    "double_space",
    Severity.ADVICE,
    "Spasi ganda",
    "Spasi ganda tidak tampak dalam edisi, tetapi mengganggu pencarian dan penyuntingan (konvensi).",
    wrong="Kata pertama  kata kedua.",
    right="Kata pertama kata kedua.",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each run of spaces between two words of one piece."""
    for piece, start, end in flow_of(manuscript).wide_gaps():
        span = piece.places.lines.span(start, end)
        yield RULE.at(span, "Ada spasi ganda di sini.", "Tulis satu spasi saja.", Fix(" ", safe=True))
