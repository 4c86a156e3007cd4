"""A comma parts a name from its degree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T031",
    "degree_without_comma",
    Severity.ERROR,
    "Nama dan gelar tanpa koma",
    "Tanda koma digunakan di antara nama orang dan singkatan gelar yang mengikutinya (EYD V III.B.11).",
    wrong="Acara dibuka oleh Siti Aminah S.Pd. di aula.",
    right="Acara dibuka oleh Siti Aminah, S.Pd. di aula.",
)


_PATTERN = re.compile(
    r"(?<=[a-z]) (?=(?:S\.Pd|M\.Pd|S\.Kom|M\.Kom|S\.Si|M\.Si|S\.Sos|M\.Hum|S\.Hum|S\.Ag|M\.Ag|"
    r"S\.Psi|Ph\.D|M\.Sc)\b)"
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each degree after a name without a comma."""
    flow = flow_of(manuscript)
    for match in matches(flow, _PATTERN, " S.", " M.", " Ph.D"):
        if flow.text[: match.start()].split()[-1][:1].isupper():
            new = ", "
            yield flow.report(
                RULE,
                *match.span(),
                "Sebelum gelar ini tidak ada koma.",
                "Tambahkan koma sesudah nama.",
                new,
                safe=True,
            )
