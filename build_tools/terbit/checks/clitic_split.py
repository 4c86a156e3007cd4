"""The clitics -nya, -lah and -kah belong to the word before."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._tables import CLITICS
from terbit.checks._words import flow_of
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E015",
    "clitic_split",
    Severity.ERROR,
    "Akhiran atau partikel ditulis terpisah",
    "-lah, -kah, dan -nya ditulis serangkai dengan kata yang mendahuluinya (EYD V II.E.1 dan II.H.1).",
    wrong="Rumah nya besar.",
    right="Rumahnya besar.",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each clitic that stands alone."""
    flow = flow_of(manuscript)
    for clitic in CLITICS:
        for number in flow.index.get(clitic, ()):
            before = flow.before(number)
            start, end = flow.words[number - 1][0] if before else 0, flow.words[number][1]
            if before and flow.text[start:end].islower() | (
                flow.text[start].isupper() and flow.text[start + 1 : end].islower()
            ):
                new = flow.text[start:end].replace(" ", "")
                if not flow.shielded(start, end):
                    message = f"“{clitic}” ditulis serangkai dengan kata sebelumnya."
                    yield flow.report(RULE, start, end, message, f"Tulis “{new}”.", new)
