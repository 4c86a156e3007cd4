"""Between words with spaces stands a dash."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T009",
    "hyphen_for_dash",
    Severity.ADVICE,
    "Tanda hubung dipakai sebagai tanda pisah",
    "Tanda pisah dan tanda hubung berbeda tugas (EYD V III.E–F); tanda hubung tidak diapit spasi.",
    wrong="Kota itu - ibu kota lama - ramai.",
    right="Kota itu—ibu kota lama—ramai.",
)


_PATTERN = re.compile(r"(?<=[^\W\d_]) - (?=[^\W\d_])")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each hyphen between spaces."""
    flow = flow_of(manuscript)
    for match in matches(flow, _PATTERN, " - "):
        if (
            flow.text[: match.start()].split(" ")[-1].lower()
            != flow.text[match.end() : match.end() + 40].split(" ")[0].lower()
        ):
            new = "—"
            yield flow.report(
                RULE,
                *match.span(),
                "Tanda hubung diapit spasi di sini.",
                "Pakai tanda pisah (—) tanpa spasi.",
                new,
                safe=False,
            )
