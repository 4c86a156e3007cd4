"""dll. and its kin end in a stop."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._tables import data
from terbit.checks._words import flow_of
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T026",
    "abbreviation_without_stop",
    Severity.ERROR,
    "Singkatan tanpa titik",
    "Singkatan yang terdiri atas tiga huruf seperti dll. dan dkk. diikuti tanda titik (EYD V II.F.4).",
    wrong="Ia membeli buku, pensil, dll di sana.",
    right="Ia membeli buku, pensil, dll. di sana.",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each such abbreviation without its stop."""
    flow = flow_of(manuscript)
    table = data("ringkas")["titik"]
    for short in table.keys() & flow.index.keys():
        for number in flow.index[short]:
            start, end = flow.words[number]
            if (
                flow.text[start:end].islower()
                and flow.text[end : end + 1] != "."
                and not flow.shielded(start, end)
            ):
                new = table[short]
                yield flow.report(
                    RULE,
                    start,
                    end,
                    f"Singkatan “{short}” memerlukan titik.",
                    f"Tulis “{new}”.",
                    new,
                    safe=flow.text[end : end + 1] == " ",
                )
