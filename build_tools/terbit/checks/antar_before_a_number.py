"""Between two parties stands antara."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._tables import FUNCTION_WORDS, listed
from terbit.checks._words import flow_of
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E007",
    "antar_before_a_number",
    Severity.ERROR,
    "“antar” sebelum bilangan",
    "“antar” tidak dapat berdiri sendiri; sebelum bilangan dipakai kata depan “antara” (EYD V II.B.1b).",
    wrong="Hubungan antar dua negara membaik.",
    right="Hubungan antara dua negara membaik.",
)


_COUNT = listed("bilangan")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each antar before a number word."""
    flow = flow_of(manuscript)
    for number in flow.index.get("antar", ()):
        count = flow.after(number)
        if count in _COUNT:
            third = flow.after(number + 1)
            last = number + (2 if third and third not in FUNCTION_WORDS and count != "keduanya" else 1)
            start, end = flow.words[number][0], flow.words[last][1]
            new = flow.recase(start, end, "antara" + flow.lower[flow.words[number][1] : end])
            if new and not flow.shielded(start, end):
                message = f"“{flow.text[start:end]}” memakai “antar” yang berdiri sendiri."
                yield flow.report(RULE, start, end, message, f"Tulis “{new}”.", new, safe=True)
