"""One conjunction joins two clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E043",
    "conjunction_twice",
    Severity.ADVICE,
    "Kata penghubung ganda",
    "Kalimat dengan “meskipun … tetapi” tidak punya induk kalimat (kalimat efektif; bukan EYD).",
    wrong="Meskipun hujan, tetapi ia datang.",
    right="Meskipun hujan, ia datang.",
)


_BOTH = re.compile(
    r"(?:^|(?<=[.!?] ))(Meskipun|Walaupun|Meski|Karena|Jika|Kalau|Apabila)(?= )[^.!?;,\n]{1,80}, "
    r"(tetapi|namun|sehingga)\b",
    re.MULTILINE,
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each subordinate clause followed by a second conjunction."""
    flow = flow_of(manuscript)
    for match in matches(flow, _BOTH, ", tetapi", ", namun", ", sehingga"):
        yield flow.report(
            RULE,
            match.start(2),
            match.end(2),
            f"“{match[1]}” sudah menghubungkan, jadi “{match[2]}” berlebih.",
            f"Hapus “{match[2]}”.",
        )
