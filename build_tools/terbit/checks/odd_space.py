"""Words are parted by plain or no-break spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._characters import each, named
from terbit.model.findings import Finding, Fix, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "U012",
    "odd_space",
    Severity.WARNING,
    "Spasi tidak biasa",
    "Spasi selebar tertentu dari Word atau laman berbeda lebarnya di tiap edisi, dan pemisah baris "
    "U+2028 tidak "
    "terlihat. Spasi tak putus (U+00A0, U+202F) boleh.",
    wrong="Kerja\u2003sama itu penting.",
    right="Kerja sama itu penting.",
)

_SPACE = re.compile("[\u1680\u2000-\u200a\u2028\u2029\u205f\u3000]+")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each run of spaces of another kind."""
    for match, span in each(manuscript, _SPACE, _SPACE):
        yield RULE.at(
            span,
            f"Spasi {named(match.group()[0])} tidak dipakai dalam naskah.",
            "Ganti dengan spasi biasa.",
            Fix(" ", safe=True),
        )
