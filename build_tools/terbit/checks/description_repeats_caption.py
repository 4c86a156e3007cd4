"""A description adds to the caption what only the eye sees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._pictures import pictures
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "A004",
    "description_repeats_caption",
    Severity.WARNING,
    "Deskripsi gambar mengulang keterangannya",
    "Pembaca layar membacakan kalimat yang sama dua kali dan tetap tidak tahu apa yang tampak.",
    wrong="![Peta wilayah Mesir](gambar/peta.png){alt='Peta wilayah Mesir'}",
    right="![Peta wilayah Mesir](gambar/peta.png){alt='Sungai Nil membelah gurun dari selatan ke utara'}",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each `alt` or title in the words of the caption."""
    for picture in pictures(manuscript):
        caption, title = _bare(picture.caption), picture.node.c[2][1]
        repeated = picture.own and _bare(picture.description) == caption
        if caption and (repeated or _bare(title) == caption):
            yield RULE.at(
                picture.span,
                f"Deskripsi gambar mengulang keterangan “{picture.caption}”.",
                "Dalam alt, tulis apa yang tampak; hapus alt bila keterangannya sudah cukup.",
            )


def _bare(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip().casefold()
