"""A heading says something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._outline import sections
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Image
from terbit.model.walk import walk

RULE = Rule(
    "S013",
    "heading_without_words",
    Severity.WARNING,
    "Judul tanpa kata",
    "Judul kosong atau yang hanya berisi tanda baca menjadi baris kosong dalam daftar isi.",
    wrong="## ***\n\nIsi.",
    right="## Simpulan\n\nIsi.",
)


_LINE = re.compile(r"^[ \t]{0,3}(#{1,6})[^\w\n]*$", re.MULTILINE)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each heading with neither a letter nor a digit, at its line."""
    lines = _LINE.finditer(manuscript.text)
    for section in sections(manuscript):
        header = section.header
        pictured = any(isinstance(node, Image) for node in walk(header.inlines))
        if any(letter.isalnum() for letter in section.title) or pictured:
            continue
        line = next((line for line in lines if len(line[1]) == header.level), None)
        yield RULE.at(
            manuscript.places.lines.span(*line.span()) if line else manuscript.places.span(header),
            "Judul ini tidak berisi kata.",
            "Tulis judulnya, atau hapus tanda pagarnya.",
        )
