"""The images of a master with their places."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from terbit.checks._spots import END_OF_TARGET, Spots
from terbit.model.findings import Span
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Image


def images(manuscript: Manuscript) -> Iterator[tuple[Image, Path, Span]]:
    """Each image, the file it names (as written, below the book's root) and the place of its path."""
    spots = Spots(manuscript)
    for node in manuscript.nodes:
        if isinstance(node, Image):
            target = node.c[2][0]
            yield node, manuscript.root / unquote(target), spots.of(target, "](", END_OF_TARGET)
