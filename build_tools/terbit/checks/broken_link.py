"""A link inside the book leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._entries import is_any_listed
from terbit.checks._spots import END_OF_TARGET, Spots
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Link
from terbit.model.walk import ANCHORED, anchors, anchors_among

RULE = Rule(
    "L001",
    "broken_link",
    Severity.ERROR,
    "Tautan dalam buku tidak menuju ke mana pun",
    "Tautan yang putus mengecewakan pembaca dan membuat EPUB tidak sah. Edisi tetap ditulis, "
    "tanpa tautan itu.",
    wrong="Lihat [bagian awal](#awl).",
    right="Lihat [bagian awal](#awal).\n\n## Bagian Awal {#awal}\n\nIsi.",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each link to an anchor that no heading, span or block has."""
    known = set(anchors_among(manuscript.every(*ANCHORED)))
    known |= set(anchors(filter(None, [manuscript.refs])))
    if is_any_listed(manuscript):
        known.add("refs")  # citeproc names its list so
    spots = Spots(manuscript)
    for node in manuscript.every(Link):
        if (target := node.c[2][0]).startswith("#") and target[1:] not in known:
            if target.startswith("#ref-"):
                continue  # an unknown citation key, a finding of its own
            yield RULE.at(
                spots.of(target, "](", END_OF_TARGET),
                f"Tautan ke “{target}” tidak menuju ke mana pun.",
                "Periksa jangkar yang dituju, misalnya “## Judul {#jangkar}”.",
            )
