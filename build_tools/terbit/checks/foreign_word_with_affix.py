"""An affix before a foreign word."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from terbit.checks._affixes import melted
from terbit.checks._tables import data
from terbit.checks._words import flow_of, replace
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E031",
    "foreign_word_with_affix",
    Severity.WARNING,
    "Kata asing berimbuhan",
    "Kata asing yang diberi imbuhan Indonesia punya padanan yang utuh (II.B.1a dan I.G.3; "
    "padanan belum diperiksa).",
    wrong="Berkas itu di-download kemarin.",
    right="Berkas itu diunduh kemarin.",
)


@lru_cache
def _forms() -> dict[str, str]:
    """Hybrids such as di-download with the whole Indonesian verb."""
    made: dict[str, str] = {}
    for foreign, verb in data("asing")["awalan"].items():
        for hyphen in ("-", ""):
            made[f"di{hyphen}{foreign}"] = f"di{verb}"
            for nasal in ("me", "mem", "men", "meng"):
                made[f"{nasal}{hyphen}{foreign}"] = melted("me", verb)
    return made


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each foreign verb with di-, me- or a suffix."""
    flow = flow_of(manuscript)
    yield from replace(flow, RULE, _forms(), "“{}” adalah kata asing berimbuhan.", safe=False)
