"""A picture of more pixels than paper can show only takes memory, and may be a trap."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._images import MOST_BYTES, MOST_PIXELS, contents
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "A018",
    "image_too_large",
    Severity.ERROR,
    "Gambar terlalu besar",
    f"Batasnya {MOST_PIXELS // 1_000_000} juta piksel (selembar A3 pada 600 titik per inci) dan "
    f"{MOST_BYTES // 1_000_000} MB, untuk SVG 5 MB. Gambar yang lebih besar menghabiskan memori komputer dan "
    "ponsel pembaca tanpa menjadi lebih tajam di kertas.",
    stops=True,
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each image that declares too many pixels, or whose file is too big; it is not read on."""
    for target, found, _, span in contents(manuscript):
        if found.huge:
            yield RULE.at(
                span,
                f"Gambar “{target}” terlalu besar: {found.huge}.",
                "Kecilkan gambarnya dengan penyunting gambar; 2.500 piksel cukup untuk selebar halaman.",
            )
