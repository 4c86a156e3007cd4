"""A link can be seen."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._spots import END_OF_TARGET, Spots
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Code, Image, Link, Math, Str
from terbit.model.walk import walk

RULE = Rule(
    "A014",
    "link_without_text",
    Severity.WARNING,
    "Tautan tanpa teks",
    "Tautan yang tidak berisi kata tidak tampak dan tidak dapat dibacakan.",
    wrong="Lihat [](https://example.org) itu.",
    right="Lihat [laman contoh](https://example.org) itu.",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each link with neither words nor a picture."""
    spots = Spots(manuscript)
    for node in manuscript.every(Link):
        span = spots.of(node.c[2][0], "](", END_OF_TARGET)
        if not any(isinstance(inner, Str | Code | Image | Math) for inner in walk(node.c[1])):
            yield RULE.at(
                span,
                f"Tautan ke “{node.c[2][0]}” tidak berisi teks.",
                "Tulis nama tujuannya di dalam kurung siku.",
            )
