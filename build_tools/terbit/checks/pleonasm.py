"""Two words that say the same thing."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._tables import data
from terbit.checks._words import flow_of
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E040",
    "pleonasm",
    Severity.ADVICE,
    "Ungkapan berlebih",
    "Kalimat efektif tidak menyebut hal yang sama dua kali (gaya; bukan EYD).",
    wrong="Ia belajar agar supaya lulus.",
    right="Ia belajar agar lulus.",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each phrase that repeats itself."""
    flow = flow_of(manuscript)
    for phrase, right in data("gaya")["berlebih"].items():
        words = phrase.split()
        for number in flow.index.get(words[0], ()):
            if all(flow.after(number + i) == word for i, word in enumerate(words[1:])):
                start, end = flow.words[number][0], flow.words[number + len(words) - 1][1]
                new = flow.recase(start, end, right)
                if new and not flow.shielded(start, end):
                    yield flow.report(
                        RULE, start, end, f"“{flow.text[start:end]}” berlebih.", f"Cukup “{new}”.", new
                    )
