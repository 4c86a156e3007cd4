"""A sentence opens with a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T017",
    "sentence_opens_with_figure",
    Severity.ADVICE,
    "Kalimat dimulai dengan angka",
    "Bilangan pada awal kalimat ditulis dengan huruf atau didahului “sebanyak” dan sebagainya "
    "(EYD V II.G.4).",
    wrong="25 orang hadir di sana kemarin.",
    right="Sebanyak 25 orang hadir di sana kemarin.",
)


_PATTERN = re.compile(
    r"(?:^|(?<=[a-z]{4}[.!?] ))\d{1,3}(?:\.\d{3})*(?= (?:orang|buah|ekor|negara|siswa|guru|"
    r"peserta|anak|persen|warga|rumah|sekolah)\b)",
    re.MULTILINE,
)
_FIGURE = re.compile(r"^\d{1,3}(?:\.\d{3})*$")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each sentence that opens with a counted figure."""
    flow = flow_of(manuscript)
    for match in matches(flow, _PATTERN, word=_FIGURE):
        if True:
            new = None
            yield flow.report(
                RULE,
                *match.span(),
                f"Kalimat ini dimulai dengan angka “{match[0]}”.",
                "Tulis dengan huruf, atau awali dengan “Sebanyak”.",
                new,
                safe=False,
            )
