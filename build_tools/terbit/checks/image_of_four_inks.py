"""Colours mixed from four inks are for presses; screens guess at them."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._images import contents
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "A023",
    "image_of_four_inks",
    Severity.WARNING,
    "Gambar berwarna CMYK",
    "Gambar CMYK tampak dengan warna yang meleset, kadang terbalik, di layar, pembaca EPUB, dan Word.",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each picture in CMYK."""
    for target, found, _, span in contents(manuscript):
        if found.raster and found.raster.mode == "CMYK":
            yield RULE.at(
                span,
                f"Gambar “{target}” berwarna CMYK.",
                "Simpan ulang gambarnya dalam warna RGB (sRGB).",
            )
