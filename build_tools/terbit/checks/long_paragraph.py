"""A paragraph that fills a page."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._words import flow_of, paragraphs
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "K004",
    "long_paragraph",
    Severity.ADVICE,
    "Paragraf panjang",
    "Ambang gaya rumah: 150 kata.",
    wrong=(
        "Ini kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. "
        "kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. "
        "kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. "
        "kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. "
        "kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. "
        "kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. "
        "kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. "
        "kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. "
        "kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. "
        "kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. "
        "kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. "
        "kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. "
        "kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. "
        "kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. "
        "kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. "
        "kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. "
        "kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. "
        "kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. kata-kata biasa. "
    ),
    right="Ini paragraf pendek.",
)


_MOST = 150


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each paragraph above the threshold."""
    flow = flow_of(manuscript)
    for piece, base in paragraphs(flow):
        words = piece.text.count(" ") + 1
        if words > _MOST:
            yield flow.report(
                RULE,
                base,
                base + len(piece.text),
                f"Paragraf ini {words} kata, lebih dari {_MOST}.",
                "Mulai paragraf baru pada gagasan baru.",
            )
