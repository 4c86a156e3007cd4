"""An image that cannot be shown cannot be printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from terbit.checks._images import images, inside
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "A001",
    "missing_image",
    Severity.ERROR,
    "Gambar tidak ada",
    "Edisi dengan lubang di tempat gambar bukan edisi yang benar. Gambar harus berada di dalam folder buku.",
    wrong="![Peta](gambar/pta.png)",
    right="![Peta](gambar/peta.png)",
    stops=True,
)


_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[\\/]{2}")
"""A scheme (RFC 3986, 3.1), or a server: pandoc would fetch it, though a folder in the book has its name."""


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each image whose file is missing or lies outside the book."""
    root = manuscript.root.resolve()
    for node, path, span in images(manuscript):
        target = node.c[2][0]
        if _ADDRESS.match(target):
            yield RULE.at(
                span, f"Gambar “{target}” tidak berada di folder buku.", "Simpan gambarnya di source/gambar/."
            )
        elif _leaves(root, path):
            yield RULE.at(
                span, f"Gambar “{target}” berada di luar folder buku.", "Simpan gambarnya di source/gambar/."
            )
        elif inside(root, path) is None:
            yield RULE.at(
                span,
                f"Gambar “{target}” tidak ada.",
                "Periksa nama berkasnya, termasuk huruf besar dan kecil.",
            )


def _leaves(root: Path, path: Path) -> bool:
    try:
        return not path.resolve().is_relative_to(root)
    except (OSError, ValueError, RuntimeError):  # a name no file can have; links in a circle
        return False
