"""A description is a sentence, not a page."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._pictures import pictures
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "A013",
    "description_too_long",
    Severity.ADVICE,
    "Deskripsi gambar sangat panjang",
    "Deskripsi dibacakan sekali tanpa jeda; uraian yang panjang lebih baik menjadi paragraf.",
    wrong="![Peta](gambar/peta.png){alt='Peta ini memperlihatkan banyak sekali kota, sungai, gunung, dan "
    "jalan. Peta ini memperlihatkan banyak sekali kota, sungai, gunung, dan jalan. Peta ini "
    "memperlihatkan banyak sekali kota, sungai, gunung, dan jalan. Peta ini memperlihatkan banyak sekali "
    "kota, sungai, gunung, dan jalan. '}",
    right="![Peta](gambar/peta.png){alt='Sungai Nil membelah gurun'}",
)

_LIMIT = 250
"""Characters; many screen readers cut a description near this length."""


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each `alt` longer than the limit."""
    for picture in pictures(manuscript):
        length = len(picture.description) if picture.own else 0
        if length > _LIMIT:
            yield RULE.at(
                picture.span,
                f"Deskripsi gambar {length} huruf.",
                "Ringkaskan, dan tulis uraiannya sebagai paragraf di dekat gambar.",
            )
