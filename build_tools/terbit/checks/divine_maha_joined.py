"""Maha- in the names of God stands apart, with capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E025",
    "divine_maha_joined",
    Severity.WARNING,
    "“Maha” pada sifat Tuhan",
    "Maha- dan kata yang mengacu pada nama atau sifat Tuhan ditulis terpisah dengan huruf awal "
    "kapital (EYD V II.B.1e).",
    wrong="Tuhan Yang Mahaesa disembah.",
    right="Tuhan Yang Maha Esa disembah.",
)


_GOD = re.compile(
    r"\b(?:Tuhan |Yang |yang )+(Maha)( ?)(esa|kuasa|pengasih|penyayang|adil|mulia|agung|pengampun|"
    r"pencipta|tahu)\b",
    re.IGNORECASE,
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each name of God with maha that is joined or lower case."""
    flow = flow_of(manuscript)
    for match in matches(flow, _GOD, "Maha", "maha"):
        new = f"Maha {match[3].capitalize()}"
        written = flow.text[match.start(1) : match.end(3)]
        if written != new and not written.isupper() and written[0] != "m":
            message = f"“{written}” yang mengacu pada Tuhan ditulis terpisah dan berhuruf kapital."
            yield flow.report(RULE, match.start(1), match.end(3), message, f"Tulis “{new}”.", new)
