"""A heading says something."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._outline import sections
from terbit.model.findings import Finding, Rule, Severity, Span
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Header, Image
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


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each heading with neither a letter nor a digit; its place is the end of the text before it."""
    before: Header | None = None
    for section in sections(manuscript):
        header = section.header
        pictured = any(isinstance(node, Image) for node in walk(header.inlines))
        if not any(letter.isalnum() for letter in section.title) and not pictured:
            yield RULE.at(
                _place(manuscript, header, before),
                "Judul ini tidak berisi kata.",
                "Tulis judulnya, atau hapus tanda pagarnya.",
            )
        before = header


def _place(manuscript: Manuscript, header: Header, before: Header | None) -> Span:
    """The line that opens with as many hashes and holds no word, after the heading before."""
    start = manuscript.places.lines.offset(manuscript.places.span(before).line, 1) if before else 0
    at = start
    for line in manuscript.text[start:].splitlines(keepends=True):
        words = line.strip()
        wordless = not any(letter.isalnum() for letter in words)
        if words.startswith("#" * header.level) and wordless:
            return manuscript.places.lines.span(at, at + len(line.rstrip("\r\n")))
        at += len(line)
    return manuscript.places.span(header)
