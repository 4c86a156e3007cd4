"""The particle pun stands apart."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from terbit.checks._tables import listed
from terbit.checks._words import flow_of, replace
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E013",
    "particle_pun_joined",
    Severity.ERROR,
    "Partikel pun ditulis serangkai",
    "Partikel pun ditulis terpisah, kecuali pada empat belas kata penghubung seperti meskipun "
    "(EYD V II.E.2–3).",
    wrong="Siapapun boleh ikut.",
    right="Siapa pun boleh ikut meskipun terlambat.",
)


@lru_cache
def _forms() -> dict[str, str]:
    """Words that pun was joined to."""
    apart = {f"{word}pun": f"{word} pun" for word in listed("terpisah", "partikel")}
    return apart | {"dimanapun": "di mana pun"}


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each pun joined to a word that is not one of the fourteen."""
    flow = flow_of(manuscript)
    yield from replace(flow, RULE, _forms(), "Partikel “pun” pada “{}” ditulis terpisah.")
