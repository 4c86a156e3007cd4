"""A reduplicated word has a hyphen."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._tables import listed
from terbit.checks._words import flow_of
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E018",
    "reduplication_without_hyphen",
    Severity.WARNING,
    "Kata ulang tanpa tanda hubung",
    "Bentuk ulang ditulis dengan tanda hubung di antara unsur-unsurnya (EYD V II.B.2a).",
    wrong="Mereka masing masing membawa bekal.",
    right="Mereka masing-masing membawa bekal.",
)


_TWICE = listed("kata_ulang")
_MEANT = listed("ulang_bermakna")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each well-known reduplication written as two words."""
    flow = flow_of(manuscript)
    for word in sorted((_TWICE - _MEANT) & flow.index.keys()):
        for number in flow.index[word]:
            if flow.after(number) == word:
                start, end = flow.words[number][0], flow.words[number + 1][1]
                new = flow.recase(start, end, f"{word}-{word}")
                if new and not flow.shielded(start, end):
                    message = f"Kata ulang “{flow.text[start:end]}” memerlukan tanda hubung."
                    yield flow.report(RULE, start, end, message, f"Tulis “{new}”.", new)
