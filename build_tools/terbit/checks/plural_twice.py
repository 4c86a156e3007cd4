"""A quantifier makes the plural already."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._tables import listed
from terbit.checks._words import flow_of
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E041",
    "plural_twice",
    Severity.ADVICE,
    "Bentuk jamak ganda",
    "Sesudah “para”, “banyak”, atau “beberapa” kata ulang tidak diperlukan (gaya; bukan EYD).",
    wrong="Para siswa-siswa pulang.",
    right="Para siswa pulang.",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each reduplication after a word of quantity."""
    flow = flow_of(manuscript)
    for word in sorted(listed("ganda", "gaya") & flow.index.keys()):
        for number in flow.index[word]:
            first, hyphen, second = flow.after(number).partition("-")
            if hyphen and first == second:
                start, end = flow.words[number + 1]
                new = flow.text[start : start + len(first)]
                yield flow.report(
                    RULE,
                    start,
                    end,
                    f"Sesudah “{word}”, bentuk ulang tidak diperlukan.",
                    f"Cukup “{new}”.",
                    new,
                )
