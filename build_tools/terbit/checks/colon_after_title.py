"""A title that stands alone has no colon."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._words import flow_of
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T008",
    "colon_after_title",
    Severity.WARNING,
    "Titik dua di akhir judul",
    "Judul berdiri sendiri; titik dua di akhirnya sisa tulisan yang menyatu dengan isi (analogi "
    "EYD V III.A.10).",
    wrong="## Latar Belakang Masalah:\n\nIsi.",
    right="## Latar Belakang: Masalah\n\nIsi.",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each heading that ends in a colon."""
    flow = flow_of(manuscript)
    for piece, base in zip(flow.pieces, flow.starts, strict=True):
        text = piece.text.rstrip()
        if piece.kind == "heading" and text.endswith(":") and len(text) > 1:
            at = base + len(text) - 1
            yield flow.report(
                RULE, at, at + 1, "Judul ini berakhir dengan titik dua.", "Hapus titik duanya.", "", safe=True
            )
