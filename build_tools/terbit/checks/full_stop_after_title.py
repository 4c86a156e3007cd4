"""A title has no full stop."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T007",
    "full_stop_after_title",
    Severity.ERROR,
    "Titik di akhir judul",
    "Tanda titik tidak digunakan pada akhir judul dan subjudul (EYD V III.A.10).",
    wrong="## Latar Belakang Masalah.\n\nIsi.",
    right="## Latar Belakang Masalah dkk.\n\nIsi.",
)


_END = re.compile(r"(?<![\w.])([^\W\d_]{4,})\.$")
_SHORT = frozenset({"prof.", "ikhs."})


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each heading that ends in a full stop after a plain word."""
    flow = flow_of(manuscript)
    for piece, base in zip(flow.pieces, flow.starts, strict=True):
        match = _END.search(piece.text.rstrip()) if piece.kind == "heading" else None
        if match and match[0].lower() not in _SHORT:
            at = base + match.end() - 1
            yield flow.report(
                RULE, at, at + 1, "Judul ini berakhir dengan titik.", "Hapus titiknya.", "", safe=True
            )
