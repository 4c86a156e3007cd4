"""No dash stands for the cents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T012",
    "rupiah_with_dash",
    Severity.WARNING,
    "Jumlah rupiah berakhir dengan “,-”",
    "Rupiah dan sen dipisahkan koma: Rp750,00; “,-” bukan bilangan (EYD V III.B.12).",
    wrong="Harganya Rp5.000,- saja.",
    right="Harganya Rp5.000,00 saja.",
)


_PATTERN = re.compile(r"(?<=\d)[,.](?:-|–|—)(?=[ .,;)\n]|$)")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each amount with a dash for cents."""
    flow = flow_of(manuscript)
    for match in matches(flow, _PATTERN, "Rp"):
        if "Rp" in flow.text[max(match.start() - 22, 0) : match.start()]:
            new = ",00"
            yield flow.report(
                RULE,
                *match.span(),
                "Jumlah ini berakhir dengan “,-”.",
                "Tulis “,00” atau hapus.",
                new,
                safe=False,
            )
