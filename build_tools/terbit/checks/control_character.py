"""No control character stands in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._characters import each, named
from terbit.model.findings import Finding, Fix, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "U010",
    "control_character",
    Severity.WARNING,
    "Huruf kendali",
    "Huruf kendali, misalnya ganti baris dari Word (U+000B), tidak dapat ditulis dalam EPUB dan DOCX.",
    wrong="Kerja sama\x0bitu penting.",
    right="Kerja sama itu penting.",
)

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]+")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each run of control characters; between two words it becomes a space."""
    text = manuscript.text
    for match, span in each(manuscript, _CONTROL):
        joins = not (
            text[match.start() - 1 : match.start()].strip() and text[match.end() : match.end() + 1].strip()
        )
        yield RULE.at(
            span,
            f"Ada huruf kendali {named(match.group()[0])} di sini.",
            "Hapus, atau ganti dengan spasi.",
            Fix("" if joins else " ", safe=True),
        )
