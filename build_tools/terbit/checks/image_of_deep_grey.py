"""Sixteen bits of grey come out as noise: the PDF's writer counts on eight."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._images import contents
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "A022",
    "image_of_deep_grey",
    Severity.ERROR,
    "Gambar abu-abu 16 bit",
    "Gambar dengan 65.536 tingkat abu-abu, keluaran pemindai dan alat ukur, tercetak kacau; mata dan kertas "
    "hanya membedakan 256 tingkat.",
    stops=True,
)
_DEEP = 16


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each grey picture of 16 bits a pixel."""
    for target, found, _, span in contents(manuscript):
        if found.raster and found.raster.bits == _DEEP and found.raster.mode.startswith("I"):
            yield RULE.at(
                span,
                f"Gambar “{target}” memakai abu-abu 16 bit.",
                "Simpan ulang gambarnya sebagai abu-abu 8 bit.",
            )
