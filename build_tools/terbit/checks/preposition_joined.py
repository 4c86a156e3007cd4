"""The prepositions di, ke and dari stand apart."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from terbit.checks._tables import data
from terbit.checks._words import flow_of, replace
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E011",
    "preposition_joined",
    Severity.ERROR,
    "Kata depan ditulis serangkai",
    "Kata depan di, ke, dan dari ditulis terpisah dari kata yang mengikutinya (EYD V II.D).",
    wrong="Bukunya ada diatas meja.",
    right="Bukunya ada di atas meja; ia keluar, lalu menyerahkannya kepada guru.",
)


@lru_cache
def _forms() -> dict[str, str]:
    """Prepositions joined to a place: dimana → di mana."""
    return {
        preposition + place: f"{preposition} {place}"
        for preposition, places in data("depan")["tempat"].items()
        for place in places.split()
    }


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each preposition written as part of the place it governs."""
    flow = flow_of(manuscript)
    yield from replace(flow, RULE, _forms(), "Kata depan pada “{}” ditulis terpisah.")
