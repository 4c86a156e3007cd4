"""A question ends in a question mark."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._parts import question_sections
from terbit.model.findings import Finding, Fix, Rule, Severity, Span
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "S016",
    "question_without_mark",
    Severity.WARNING,
    "Pertanyaan tanpa tanda tanya",
    "Tanda tanya dipakai pada akhir kalimat tanya (EYD V). Judul di bawah Tanya Jawab adalah pertanyaan.",
    wrong="# Judul\n\nAwal.\n\n## Tanya Jawab\n\n### Apa itu diplomasi\n\nCara berunding.\n",
    right="# Judul\n\nAwal.\n\n## Tanya Jawab\n\n### Apa itu diplomasi?\n\nCara berunding.\n",
)

_ASKING = ("apa", "apakah", "siapa", "siapakah", "mengapa", "kenapa", "bagaimana", "bagaimanakah", "kapan",
           "kapankah", "berapa", "berapakah", "di mana", "ke mana", "dari mana", "manakah", "haruskah",
           "bisakah", "dapatkah", "adakah", "benarkah", "bolehkah", "perlukah")  # fmt: skip


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each heading among the questions that does not ask; a heading of a group of questions may stand."""
    for section in question_sections(manuscript):
        for question in section.below:
            if question.below or question.title.rstrip(" ”’\"'").endswith("?"):
                continue
            span = manuscript.places.span(question.header)
            asking = question.title.casefold().startswith(tuple(f"{word} " for word in _ASKING))
            yield RULE.at(
                span,
                f"“{question.title}” berdiri di antara pertanyaan, tetapi tidak berakhir dengan tanda tanya.",
                "Akhiri dengan “?”.",
                Fix(f"{question.title.rstrip('.')}?", safe=False)
                if asking and _plain(manuscript, span)
                else None,
            )


def _plain(manuscript: Manuscript, span: Span) -> bool:
    """Whether the place holds words alone: markup within it would be lost by the fix."""
    lines = manuscript.places.lines
    words = manuscript.text[
        lines.offset(span.line, span.column) : lines.offset(span.end_line, span.end_column)
    ]
    return not any(mark in words for mark in "*_[]`\n\\")
