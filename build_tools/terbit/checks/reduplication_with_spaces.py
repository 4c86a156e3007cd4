"""The hyphen of a reduplication has no spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._tables import listed
from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E019",
    "reduplication_with_spaces",
    Severity.WARNING,
    "Spasi di sekitar tanda hubung kata ulang",
    "Tanda hubung menyambung unsur bentuk ulang tanpa spasi (EYD V II.B.2a).",
    wrong="Banyak anak - anak bermain.",
    right="Banyak anak-anak bermain.",
)


_SPACED = re.compile(r"\b([^\W\d_]{2,})(?: -|- | - )(\1)(?:nya|an)?\b", re.IGNORECASE)

_PRONOUNS = listed("kata_ganti")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each reduplication with a space beside its hyphen."""
    flow = flow_of(manuscript)
    for match in matches(flow, _SPACED, " -", "- "):
        # “Format - Format” in a line of prose names a menu and its item.
        menu = match[2][0].isupper() and flow.piece(match.start())[0].kind != "heading"
        if menu or match[1].lower() in _PRONOUNS:
            continue
        new = match[0].replace(" ", "")
        yield flow.report(
            RULE,
            *match.span(),
            f"Kata ulang “{match[0]}” ditulis tanpa spasi.",
            f"Tulis “{new}”.",
            new,
            safe=False,
        )
