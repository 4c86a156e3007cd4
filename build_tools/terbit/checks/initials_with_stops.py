"""Initials of an organisation take no stops."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T029",
    "initials_with_stops",
    Severity.WARNING,
    "Singkatan lembaga dengan titik",
    "Singkatan dari huruf awal setiap kata ditulis dengan huruf kapital tanpa titik (EYD V II.F.3).",
    wrong="Ia bekerja di P.B.B. sejak lama.",
    right="Ia bekerja di PBB bersama A.H. Nasution, S.H., M.M.",
)


_PATTERN = re.compile(
    r"(?<![\w.])(?:P\.B\.B|R\.I|N\.K\.R\.I|S\.D|S\.M\.P|S\.M\.A|K\.T\.P|D\.P\.R|M\.P\.R|T\.N\.I|U\.U\.D|P\.T|D\.K\.I)\.?(?![\w.])"
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each well-known abbreviation with stops."""
    flow = flow_of(manuscript)
    for match in matches(
        flow, _PATTERN, "P.B", "R.I", "N.K", "S.D", "S.M", "K.T", "D.P", "M.P", "T.N", "U.U", "P.T", "D.K"
    ):
        if True:
            new = match[0].replace(".", "")
            yield flow.report(
                RULE,
                *match.span(),
                f"Singkatan “{match[0]}” tidak memerlukan titik.",
                f"Tulis “{new}”.",
                new,
                safe=False,
            )
