"""sedangkan and sehingga join clauses, not sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E044",
    "sentence_opens_with_sedangkan",
    Severity.ADVICE,
    "Kalimat dimulai dengan “Sedangkan” atau “Sehingga”",
    "“Sedangkan” dan “sehingga” menghubungkan klausa dalam satu kalimat (tata bahasa; bdk. EYD V III.B.2).",
    wrong="Ia pulang. Sedangkan adiknya tinggal.",
    right="Ia pulang, sedangkan adiknya tinggal.",
)


_OPENING = re.compile(r"(?:^|(?<=[.!?] ))(?:Sedangkan|Sehingga|Melainkan)(?= [a-z])", re.MULTILINE)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each sentence that opens with such a conjunction."""
    flow = flow_of(manuscript)
    for match in matches(flow, _OPENING, "Sedangkan", "Sehingga", "Melainkan"):
        yield flow.report(
            RULE,
            *match.span(),
            f"Kalimat ini dimulai dengan “{match[0]}”.",
            "Sambungkan dengan kalimat sebelumnya.",
        )
