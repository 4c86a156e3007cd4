"""A reduplicated word is written out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._tables import listed
from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E017",
    "reduplication_by_figure",
    Severity.WARNING,
    "Kata ulang dengan angka 2",
    "Bentuk ulang ditulis dengan tanda hubung di antara unsur-unsurnya (EYD V II.B.2a).",
    wrong="Semua anak2 bermain di ruang anak.",
    right="Semua anak-anak bermain; berkas ext2 dan grub2 dihapus.",
)


_POWER = re.compile(r"(?<![\w-])([a-z]{3,}[aeiouhknmrst])2(?:an|nya)?(?![\w-])")


_COMMON = listed("nomina_umum") | listed("kata_ulang")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each lower-case word with a 2."""
    flow = flow_of(manuscript)
    for match in matches(flow, _POWER, "2"):
        if match[1] in _COMMON:
            new = f"{match[1]}-{match[1]}" + match[0][len(match[1]) + 1 :]
            yield flow.report(
                RULE, *match.span(), f"“{match[0]}” memakai angka 2 untuk kata ulang.", f"Tulis “{new}”.", new
            )
