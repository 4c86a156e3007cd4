"""A paragraph stands in a book once."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.prose import Prose

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
    seen: dict[str, Prose] = {}
    for piece in manuscript.prose:
        words = piece.text.casefold().split()
        if piece.kind == "heading" or len(words) < _LEAST:
            continue
        first = seen.setdefault(" ".join(words), piece)
        if first is not piece:
            line = first.span(0, len(first.text)).line
            yield RULE.at(
                piece.span(0, len(piece.text)),
                f"Paragraf ini sama dengan paragraf pada baris {line}.",
                "Hapus salah satunya.",
            )
