"""One word is spelt one way."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from terbit.checks._tables import CLITICS, FUNCTION_WORDS
from terbit.checks._words import flow_of
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E050",
    "spelling_inconsistent",
    Severity.ADVICE,
    "Ejaan tidak taat asas",
    "Kata yang sama dieja dengan dua cara dalam satu naskah; pilih satu (tidak memerlukan kamus).",
    wrong="Antarmuka itu baru. Antar muka lama dihapus. Antarmuka ini antarmuka kita.",
    right="Antarmuka itu baru. Antarmuka lama dihapus.",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each pair of words that the text also writes as one."""
    flow = flow_of(manuscript)
    for number, (first, second) in enumerate(pairwise(flow.lowers)):
        joined = first + second
        if joined not in flow.index or not flow.after(number) or len(first) < 3 or len(second) < 4:  # noqa: PLR2004  # short words join by chance
            continue
        if first not in FUNCTION_WORDS and second not in CLITICS and not (first + second).count("-"):
            start, end = flow.words[number][0], flow.words[number + 1][1]
            count = len(flow.index[joined])
            if not flow.shielded(start, end):
                yield flow.report(
                    RULE,
                    start,
                    end,
                    f"“{flow.text[start:end]}” juga ditulis “{joined}” ({count} kali).",
                    "Pilih satu ejaan untuk seluruh naskah.",
                )
