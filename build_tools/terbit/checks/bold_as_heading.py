"""What acts as a heading is one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import BulletList, OrderedList, Para, Strong, Table
from terbit.model.walk import text_of

RULE = Rule(
    "A010",
    "bold_as_heading",
    Severity.WARNING,
    "Teks tebal sebagai judul",
    "Baris tebal yang berdiri sendiri tampak seperti judul, tetapi tidak ada dalam daftar isi dan tidak "
    "dikenali pembaca "
    "layar (WCAG 2.2, kriteria 1.3.1).",
    wrong="**Manfaat Ekonomi**\n\nPasar menjadi lebih luas.",
    right="## Manfaat Ekonomi\n\nPasar menjadi lebih luas.",
)

_BODY = (Para, BulletList, OrderedList, Table)
_LIMIT = 10
"""Words: a longer line in bold is a stressed sentence."""


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each short paragraph all in bold, without a mark at its end, that text follows."""
    for block, after in pairwise([*manuscript.blocks, None]):
        if not isinstance(block, Para) or len(block.c) != 1 or not isinstance(block.c[0], Strong):
            continue
        words = " ".join(text_of(block.c[0].c).split())
        ended = words.rstrip("”’\"')").endswith((".", "!", ",", ";", ":", "…", "?"))
        if words[:1].isupper() and not ended and len(words.split()) <= _LIMIT and isinstance(after, _BODY):
            yield RULE.at(
                manuscript.places.span(block),
                f"“{words}” tampak seperti judul, tetapi hanya teks tebal.",
                "Jadikan judul dengan tanda pagar, misalnya “### Judul”.",
            )
