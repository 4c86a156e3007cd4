"""No character of a private font stands in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._characters import each, named
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "U007",
    "private_use_character",
    Severity.WARNING,
    "Huruf buatan sendiri",
    "Huruf dari wilayah pribadi Unicode hanya tampak dengan fon pembuatnya; di edisi lain menjadi kotak "
    "kosong.",
    wrong="Lihat \ue001 di bawah.",
    right="Lihat → di bawah.",
)

_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each private-use character."""
    for match, span in each(manuscript, _PRIVATE, _PRIVATE):
        yield RULE.at(
            span,
            f"Huruf {named(match.group())} hanya ada dalam fon tertentu.",
            "Ganti dengan huruf atau lambang Unicode yang umum, atau dengan gambar.",
        )
