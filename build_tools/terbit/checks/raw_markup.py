"""Markup meant for one edition alone would be missing from the others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._spots import Spots
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import RawBlock, RawInline

RULE = Rule(
    "P001",
    "raw_markup",
    Severity.ERROR,
    "Kode mentah dalam naskah",
    "HTML, TeX, atau OOXML mentah hanya muncul di satu edisi dan hilang dari yang lain. Komentar "
    "(`<!-- … -->`) boleh: tidak dicetak di mana pun.",
    wrong="Kata <b>penting</b>.",
    right="Kata **penting**.",
    stops=True,
)
_COMMENTS = re.compile(r"\s*(?:<!--(?:(?!-->).)*-->\s*)+", re.DOTALL)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each raw block or inline that is not a comment."""
    spots = Spots(manuscript)
    for node in manuscript.every(RawBlock, RawInline):
        if not is_comment(node):
            code = node.c[1].strip().splitlines()[0]
            yield RULE.at(
                spots.of(code),
                f"Kode mentah “{code[:60]}” tidak dapat dibawa ke semua edisi.",
                "Tulis dengan Markdown.",
            )


def is_comment(node: RawBlock | RawInline) -> bool:
    """Whether a raw node is an HTML comment."""
    return node.c[0] == "html" and _COMMENTS.fullmatch(node.c[1]) is not None
