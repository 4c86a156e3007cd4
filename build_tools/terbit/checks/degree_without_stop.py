"""Every part of a degree ends in a stop."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T030",
    "degree_without_stop",
    Severity.ERROR,
    "Gelar tanpa titik di akhir",
    "Singkatan gelar diikuti tanda titik pada setiap unsurnya (EYD V II.F.1).",
    wrong="Acara dibuka oleh Siti Aminah, S.Pd di aula.",
    right="Acara dibuka oleh Siti Aminah, S.Pd. di aula.",
)


_DEGREE = re.compile(
    r"(?<=, )(?:S\.Pd|M\.Pd|S\.Kom|M\.Kom|S\.Si|M\.Si|S\.Sos|M\.Hum|S\.Hum|S\.Ag|M\.Ag|S\.Psi|"
    r"Ph\.D|M\.Sc|S\.H|M\.H|S\.E|M\.M|S\.T|M\.T)(?![\w.])"
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each degree whose last stop is missing."""
    flow = flow_of(manuscript)
    for match in matches(flow, _DEGREE, ", S.", ", M.", ", Ph.D"):
        yield flow.report(
            RULE,
            *match.span(),
            f"Gelar “{match[0]}” belum diakhiri titik.",
            f"Tulis “{match[0]}.”.",
            match[0] + ".",
            safe=True,
        )
