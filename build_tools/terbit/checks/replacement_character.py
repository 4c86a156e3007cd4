"""No letter was lost on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._characters import each, named
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "U008",
    "replacement_character",
    Severity.ERROR,
    "Huruf yang sudah hilang",
    "Tanda “\ufffd” menggantikan huruf yang rusak saat berkas diubah; huruf aslinya sudah tidak ada di sini.",
    wrong="Kerja sama\ufffditu penting.",
    right="Kerja sama itu penting.",
)

_LOST = re.compile("[\ufffd\ufffc]+")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each mark that stands for a lost letter or object."""
    for match, span in each(manuscript, _LOST, _LOST):
        yield RULE.at(
            span,
            f"Ada {len(match.group())} huruf yang hilang di sini (tanda {named(match.group()[0])}).",
            "Cari huruf aslinya dalam berkas sebelumnya, lalu ketik ulang.",
        )
