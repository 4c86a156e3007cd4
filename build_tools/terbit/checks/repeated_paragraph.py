"""A paragraph stands in a book once."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "S026",
    "repeated_paragraph",
    Severity.WARNING,
    "Paragraf berulang",
    "Paragraf yang sama kata demi kata biasanya tersalin dua kali saat menyunting.",
    wrong="Kedua negara itu sepakat untuk saling membantu dalam bidang pendidikan dan kesehatan bagi "
    "warganya.\n\n"
    "Kedua negara itu sepakat untuk saling membantu dalam bidang pendidikan dan kesehatan bagi warganya.",
    right="Kedua negara itu sepakat untuk saling membantu dalam bidang pendidikan dan kesehatan bagi "
    "warganya.",
)

_LEAST = 12
"""Words: shorter paragraphs (“Jawablah pertanyaan berikut.”) may well recur."""


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each paragraph of some length that an earlier one equals."""
    seen: dict[str, int] = {}
    for piece in manuscript.prose:
        words = piece.text.casefold().split()
        if piece.kind == "heading" or len(words) < _LEAST:
            continue
        whole = " ".join(words)
        span = piece.span(0, len(piece.text))
        if whole in seen:
            yield RULE.at(
                span,
                f"Paragraf ini sama dengan paragraf pada baris {seen[whole]}.",
                "Hapus salah satunya.",
            )
        else:
            seen[whole] = span.line
