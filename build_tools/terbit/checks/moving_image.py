"""A picture that moves stands still on paper."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._images import contents
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "A021",
    "moving_image",
    Severity.WARNING,
    "Gambar bergerak",
    "Di kertas hanya tahap pertamanya yang tampak, dan pembaca yang peka terhadap gerakan tidak dapat "
    "menghentikannya (WCAG 2.2, kriteria 2.2.2).",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each GIF, PNG or WebP of several frames."""
    for target, found, _, span in contents(manuscript):
        if found.raster and found.raster.moves:
            yield RULE.at(
                span,
                f"Gambar “{target}” bergerak; hanya tahap pertamanya yang tercetak.",
                "Ganti dengan satu gambar diam, atau dengan beberapa gambar untuk tahap-tahapnya.",
            )
