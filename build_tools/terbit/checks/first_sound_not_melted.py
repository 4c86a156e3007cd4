"""After meng- the sounds k, p, s and t melt."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from terbit.checks._affixes import melted, stiff
from terbit.checks._tables import listed
from terbit.checks._words import flow_of, replace
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E008",
    "first_sound_not_melted",
    Severity.ERROR,
    "Bunyi awal tidak luluh",
    "Bunyi k, p, s, dan t pada awal kata dasar luluh sesudah meng- dan peng- (KBBI: memengaruhi; "
    "bagian EYD belum diperiksa).",
    wrong="Hal itu mempengaruhi harga.",
    right="Hal itu memengaruhi harga dan memproduksi barang.",
)


@lru_cache
def _forms() -> dict[str, str]:
    """Forms in which k, p, s or t was kept, with the melted form."""
    made: dict[str, str] = {}
    for base in sorted(listed("dasar", "luluh")):
        for prefix in ("me", "pe"):
            for suffix in ("", "kan", "i", "an"):
                wrong, right = stiff(prefix, base) + suffix, melted(prefix, base) + suffix
                if wrong != right:
                    made[wrong] = right
    return made


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each verb or noun that keeps a sound which melts."""
    flow = flow_of(manuscript)
    yield from replace(flow, RULE, _forms(), "Bunyi awal kata dasar pada “{}” semestinya luluh.")
