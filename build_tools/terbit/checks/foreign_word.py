"""A foreign word is italic, or gives way to the Indonesian one."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from terbit.checks._tables import data, listed
from terbit.checks._words import flow_of, replace
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E030",
    "foreign_word",
    Severity.WARNING,
    "Kata asing tidak miring",
    "Kata asing ditulis dengan huruf miring (EYD V I.G.3) atau diganti dengan padanannya "
    "(padanan belum diperiksa pada KBBI daring).",
    wrong="Mereka membahas keamanan cyber.",
    right="Mereka membahas keamanan siber dan *cyber warfare*.",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each foreign word in upright type that has an Indonesian equivalent."""
    flow = flow_of(manuscript)
    table = data("asing")
    safe = listed("aman", "asing")
    foreign = table["pasti"].keys() | table["awalan"].keys()

    def sure(number: int) -> bool:
        beside = {flow.before(number), flow.after(number)}
        return flow.word(number) in safe and not beside & foreign

    message = "Kata asing “{}” tidak miring."
    for finding in replace(flow, RULE, table["pasti"], message, safe=sure, names=False):
        if finding.span.path != manuscript.path:  # a glossary has no italics
            continue
        # An equivalent does not fit inside a longer foreign term, nor where a noun is used as a verb.
        yield msgspec.structs.replace(finding, hint=f"{finding.hint[:-1]}, atau miringkan katanya.")
