"""ke- and a number word are one word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T021",
    "ordinal_word_hyphenated",
    Severity.ERROR,
    "Tanda hubung sesudah ke- pada bilangan kata",
    "Awalan ke- ditulis serangkai dengan kata bilangan: abad ketujuh (EYD V II.G.9; II.B.1a).",
    wrong="Ia anak ke-dua.",
    right="Ia anak kedua.",
)


_PATTERN = re.compile(
    r"\b([Kk]e)-(dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|seratus|sekian)\b"
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each ke- before a number word."""
    flow = flow_of(manuscript)
    for match in matches(flow, _PATTERN, "ke-", "Ke-"):
        if True:
            new = match[1] + match[2]
            yield flow.report(
                RULE,
                *match.span(),
                f"“{match[0]}” tidak memerlukan tanda hubung.",
                f"Tulis “{new}”.",
                new,
                safe=True,
            )
