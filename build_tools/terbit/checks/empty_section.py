"""A heading announces text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Header, RawBlock
from terbit.model.walk import text_of

RULE = Rule(
    "S003",
    "empty_section",
    Severity.WARNING,
    "Bagian tanpa isi",
    "Judul tanpa teks di bawahnya biasanya tanda bahwa sesuatu tertinggal.",
    wrong="## Simpulan\n\n## Tanya Jawab\n\nIsi.",
    right="## Simpulan\n\nIsi.\n\n## Tanya Jawab\n\nIsi.",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each heading followed at once by another of the same or a higher rank, or by nothing."""
    blocks = [block for block in manuscript.blocks if not isinstance(block, RawBlock)]
    for block, after in pairwise([*blocks, None]):
        if isinstance(block, Header) and (
            after is None or (isinstance(after, Header) and after.level <= block.level)
        ):
            if text_of(block.inlines).endswith("?"):
                continue  # a question without an answer, a finding of its own
            yield RULE.at(
                manuscript.places.span(block),
                f"Bagian “{text_of(block.inlines)}” tidak berisi.",
                "Tulis isinya atau hapus judulnya.",
            )
