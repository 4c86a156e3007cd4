"""Every code in the text is a character."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from terbit.checks._characters import each, named
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "U017",
    "unassigned_character",
    Severity.WARNING,
    "Kode tanpa huruf",
    "Kode yang tidak dipakai Unicode tampil sebagai kotak kosong dan biasanya sisa berkas yang rusak.",
    wrong="Kerja\ufdd0 sama.",
    right="Kerja sama.",
)

_BEYOND = re.compile("[\u0378-\u1cff\u2065-\u2fff\ua000-\uffff\U00010000-\U0010ffff]")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each noncharacter, and each code of the old scripts that Unicode has left free."""
    for match, span in each(manuscript, _BEYOND, _BEYOND):
        letter = match.group()
        never = "\ufdd0" <= letter <= "\ufdef" or ord(letter) & 0xFFFE == 0xFFFE  # noqa: PLR2004  # noncharacters
        if never or (letter < "\u2000" and unicodedata.category(letter) == "Cn"):
            yield RULE.at(
                span,
                f"Kode {named(letter)} bukan huruf.",
                "Hapus, atau cari huruf aslinya dalam berkas sebelumnya.",
            )
