"""A question asked in a heading gets an answer."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._outline import sections
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Block, Code, CodeBlock, Image, Str, Table
from terbit.model.walk import walk

RULE = Rule(
    "S015",
    "question_without_answer",
    Severity.WARNING,
    "Pertanyaan tanpa jawaban",
    "Pertanyaan yang menjadi judul menjanjikan jawaban di bawahnya.",
    wrong="## Tanya Jawab\n\n### Apa itu diplomasi?\n\n### Mengapa penting?\n\nKarena damai.",
    right="## Tanya Jawab\n\n### Apa itu diplomasi?\n\nCara berunding.\n\n### Mengapa penting?\n\nKarena "
    "damai.",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each heading that ends in a question mark with nothing to read below it."""
    for section in sections(manuscript):
        if section.title.endswith("?") and not section.below and not any(map(_says, section.blocks)):
            yield RULE.at(
                manuscript.places.span(section.header),
                f"Pertanyaan “{section.title}” belum dijawab.",
                "Tulis jawabannya di bawah judul itu, atau hapus pertanyaannya.",
            )


def _says(block: Block) -> bool:
    return any(
        isinstance(node, Code | CodeBlock | Image | Table)
        or (isinstance(node, Str) and any(letter.isalnum() for letter in node.c))
        for node in walk([block])
    )
