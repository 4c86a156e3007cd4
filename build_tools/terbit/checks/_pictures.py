"""The pictures of a master with their captions and descriptions, as pandoc tells them apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from terbit.checks._images import images
from terbit.model.findings import Span
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Figure, Image, Para, Plain
from terbit.model.walk import text_of, walk

_ALT = re.compile(r"[^)\n]*\)\{[^}]*\balt\s*=")


@dataclass(frozen=True)
class Picture:
    """An image, its path, and what is written about it; `own` says that the author wrote an `alt`."""

    node: Image
    path: str
    caption: str
    description: str
    own: bool
    span: Span


def pictures(manuscript: Manuscript) -> Iterator[Picture]:
    """Each image. In a figure pandoc keeps the description in the image and the caption beside it."""
    captions: dict[int, str] = {}
    spans = {id(node): span for node, _, span in images(manuscript)}
    for node in manuscript.every(Figure, Image):
        if isinstance(node, Figure):
            blocks = [block for block in node.c[1].blocks if isinstance(block, Para | Plain)]
            words = " ".join(text_of(block.c) for block in blocks)
            captions |= {id(inner): words for inner in walk(node.c[2]) if isinstance(inner, Image)}
        else:
            path = node.c[2][0]
            written = text_of(node.c[1])
            span = spans[id(node)]
            at = manuscript.places.lines.offset(span.line, span.column)
            yield Picture(
                node,
                path,
                captions.get(id(node), written),
                dict(node.c[0][2]).get("alt", "").strip() or written,
                bool(_ALT.match(manuscript.text, at)),
                span,
            )
