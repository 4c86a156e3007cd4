"""An anchor names one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from terbit.checks._spots import Spots
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.walk import ANCHORED, anchors_among

RULE = Rule(
    "L002",
    "duplicate_anchor",
    Severity.ERROR,
    "Jangkar ganda",
    "Tautan ke jangkar yang ada dua kali tidak tahu harus menuju ke mana. Edisi tetap "
    "ditulis; jangkar kedua diganti.",
    wrong="## Awal {#a}\n\nIsi.\n\n## Akhir {#a}\n\nIsi.",
    right="## Awal {#a}\n\nIsi.\n\n## Akhir {#b}\n\nIsi.",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each anchor that an earlier node has."""
    seen: set[str] = set()
    spots = Spots(manuscript)
    every = list(anchors_among(manuscript.every(*ANCHORED)))
    often = {anchor for anchor, count in Counter(every).items() if count > 1}
    for anchor in (one for one in every if one in often):
        span = spots.of(f"#{anchor}", "{", " \t\r\n}")
        if anchor in seen:
            yield RULE.at(
                span,
                f"Jangkar “{anchor}” dipakai dua kali.",
                "Ganti salah satunya.",
            )
        seen.add(anchor)
