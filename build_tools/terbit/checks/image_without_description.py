"""An image needs words for readers who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._images import images
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.walk import text_of

RULE = Rule(
    "A002",
    "image_without_description",
    Severity.WARNING,
    "Gambar tanpa deskripsi",
    "Pembaca tunanetra hanya mendapat deskripsinya (WCAG 2.2, kriteria 1.1.1). Tanpa deskripsi, PDF ditulis "
    "tanpa tanda PDF/UA dan EPUB tanpa klaim teks alternatif.",
    wrong="![](gambar/peta.png)",
    right="![Peta wilayah Mesir dan Het](gambar/peta.png)",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each image with neither a caption nor an `alt` attribute."""
    for node, _, span in images(manuscript):
        if not text_of(node.c[1]).strip() and not dict(node.c[0][2]).get("alt", "").strip():
            yield RULE.at(
                span,
                f"Gambar “{node.c[2][0]}” tidak punya deskripsi.",
                "Tulis apa yang tampak, misalnya ![Peta wilayah Mesir dan Het](gambar/peta.png).",
            )
