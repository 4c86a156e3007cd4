"""One space stands between words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import (
    flow_of,
)
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T003",
    "double_space",
    Severity.ADVICE,
    "Spasi ganda",
    "Spasi ganda tidak tampak dalam edisi, tetapi mengganggu pencarian dan penyuntingan (konvensi).",
    wrong="Kata pertama  kata kedua.",
    right="Kata pertama kata kedua.",
)


_GAP = re.compile(r"(?<=[^\W\d]) (?=[^\W\d])")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each space that stands for several in the master."""
    flow = flow_of(manuscript)
    for match in _GAP.finditer(flow.text):
        between = flow.gap(match.start())
        if len(between) > 1 and not between.strip(" "):
            yield flow.report_gap(RULE, match.start(), "Ada spasi ganda di sini.", "Tulis satu spasi saja.")
