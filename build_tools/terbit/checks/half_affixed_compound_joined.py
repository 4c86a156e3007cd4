"""A compound with a prefix alone, or a suffix alone, stays apart."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from terbit.checks._affixes import melted
from terbit.checks._tables import data
from terbit.checks._words import flow_of, replace
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E002",
    "half_affixed_compound_joined",
    Severity.ERROR,
    "Gabungan kata berawalan saja ditulis serangkai",
    "Gabungan kata yang hanya mendapat awalan atau hanya mendapat akhiran ditulis terpisah (EYD V II.B.3d).",
    wrong="Kedua negara bekerjasama.",
    right="Kedua negara bekerja sama dan mempertanggungjawabkannya.",
)


@lru_cache
def _forms() -> dict[str, str]:
    """Affixed compounds joined by mistake, such as bekerjasama, with their right form."""
    made: dict[str, str] = {}
    for compound, patterns in data("gabungan")["dasar"].items():
        first, second = compound.split()
        for pattern in patterns.split():
            if pattern == "ber":
                head = ("be" if first.startswith(("r", "ker")) else "ber") + first
            elif pattern in {"me", "di"}:
                head = melted("me", first) if pattern == "me" else f"di{first}"
            else:
                continue
            made[head + second] = f"{head} {second}"
        for suffix in ("kan", "i"):
            if any(pattern.endswith(f"-{suffix}") for pattern in patterns.split()):
                made[first + second + suffix] = f"{first} {second}{suffix}"
    return made


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each half-affixed compound written as one word."""
    flow = flow_of(manuscript)
    yield from replace(
        flow, RULE, _forms(), "“{}” hanya berawalan atau hanya berakhiran, jadi ditulis terpisah."
    )
