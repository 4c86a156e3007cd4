"""A bound form joins a name with a hyphen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E006",
    "bound_form_before_name",
    Severity.WARNING,
    "Bentuk terikat sebelum huruf kapital tanpa tanda hubung",
    "Bentuk terikat dirangkaikan dengan tanda hubung pada kata yang berhuruf awal kapital (EYD V II.B.1c).",
    wrong="Peserta berasal dari negara non Arab.",
    right="Peserta berasal dari negara non-Arab se-Indonesia.",
)


_PAIR = re.compile(
    r"\b(non|anti|pro|pan|pasca|pra)( ?)([A-Z][a-z]{2,})\b|\b(se) ?(Indonesia|Jawa|Asia|Eropa|"
    r"Afrika|Jakarta|Sumatra|Nusantara)\b"
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each bound form written before a name with a space or nothing."""
    flow = flow_of(manuscript)
    for match in matches(
        flow,
        _PAIR,
        "non",
        "anti ",
        "pro ",
        "pan ",
        "pasca ",
        "pra ",
        "se Indonesia",
        "se Jawa",
        "se Asia",
        "seIndonesia",
        "se Eropa",
        "se Afrika",
        "se Jakarta",
        "se Sumatra",
        "se Nusantara",
    ):
        prefix, name = match[1] or match[4], match[3] or match[5]
        if flow.piece(match.start())[0].kind != "heading":
            new = f"{prefix}-{name}"
            message = f"“{match[0]}” memerlukan tanda hubung."
            yield flow.report(RULE, *match.span(), message, f"Tulis “{new}”.", new)
