"""The same word stands twice."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from terbit.checks._tables import FUNCTION_WORDS, listed
from terbit.checks._words import flow_of
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E020",
    "doubled_word",
    Severity.WARNING,
    "Kata tertulis dua kali",
    "Kata yang terketik dua kali lolos dari mata karena mata sudah hafal kalimatnya.",
    wrong="Buku yang yang dibaca itu tebal.",
    right="Buku yang dibaca itu tebal; satu per satu.",
)


_PLURAL = listed("bukan_ganda")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each lower-case word followed at once by itself."""
    flow = flow_of(manuscript)
    for number, (word, following) in enumerate(pairwise(flow.lowers)):
        if word != following:
            continue
        start, end = flow.words[number][0], flow.words[number + 1][1]
        if flow.after(number) != word or len(word) < 2 or word in _PLURAL:  # noqa: PLR2004  # a letter is no word
            continue
        if flow.text[start:end].islower() and not flow.shielded(start, end):
            function = word in FUNCTION_WORDS
            hint = (
                f"Tulis “{word}” sekali saja."
                if function
                else f"Hapus satu, atau tulis “{word}-{word}” kalau kata ulang."
            )
            yield flow.report(
                RULE, start, end, f"Kata “{word}” tertulis dua kali.", hint, word if function else None
            )
