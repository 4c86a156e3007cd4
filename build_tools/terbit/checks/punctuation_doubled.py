"""A mark stands once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T004",
    "punctuation_doubled",
    Severity.WARNING,
    "Tanda baca ganda",
    "Tanda baca yang terketik dua kali biasanya sisa suntingan (bagian EYD belum diperiksa).",
    wrong="Ia datang,, lalu pergi.",
    right="Ia datang, lalu pergi …. Bahasa C++ dan kawan-kawan, dkk., ikut.",
)


_PATTERN = re.compile(
    r"(?<=[^\W\d_])(?:,,+|;;+|(?<!:)::(?=[ \n]|$)|,\.(?=[ \n]|$)|;\.(?=[ \n]|$)|:\.(?=[ \n]|$))"
)
_IDENTIFIER = re.compile(r"\w[A-Z]\w*[a-z]\w*\Z")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each doubled comma, semicolon or colon."""
    flow = flow_of(manuscript)
    for match in matches(flow, _PATTERN, ",,", ";;", "::", ",.", ";.", ":."):
        # A name like XListener:: is a piece of a program.
        if match[0] != "::" or not _IDENTIFIER.search(flow.text, max(match.start() - 60, 0), match.start()):
            new = match[0][-1]
            yield flow.report(
                RULE,
                *match.span(),
                f"Tanda baca “{match[0]}” ganda.",
                f"Tulis “{new}”.",
                new,
                safe=len(set(match[0])) == 1,
            )
