"""Where the pages of a PDF edition begin, for editions that mark them, without making the file.

Each piece is read alone, as the finished file would be; pages follow pieces, so places are added up. What was
told of a piece is kept, so that after an edit hardly more than the edited chapter is looked at.
"""

from __future__ import annotations

import collections
import functools
from collections.abc import Iterator, Sequence

import msgspec
from lxml import etree

from terbit.adapters import fork, store
from terbit.adapters.weasyprint import Laid
from terbit.editions._pdf_layer import FullLayer
from terbit.editions._pdf_text import read_starts
from terbit.model.outline import Opening, PageStart

_BATCH = 24
"""Pieces that a process reads at most."""


class Skimmed(msgspec.Struct, frozen=True):
    """Of a piece: where its pages begin, counted from its own beginning, and how many characters it has.

    `loose` says that the pages show their own numbers, on which their layout may depend.
    """

    pages: tuple[PageStart, ...]
    length: int
    anchors: dict[str, int]
    loose: bool


class Skim:
    """Tells of each tree where its pages begin; only what no earlier build has told is laid out."""

    def __init__(self, layer: FullLayer) -> None:
        """`layer` lays out what has to be."""
        self._layer = layer
        self._known: dict[bytes, Skimmed] = {}

    def ahead(self, trees: Sequence[etree._Element]) -> None:
        """As `Layer.ahead`."""
        names = {self._layer.name(tree, 1): tree for tree in trees}
        keys = {store.key("page starts", name): name for name in names}
        found = store.get_all(keys)
        missing = [key for key in keys if key not in found]
        self._layer.ahead([names[keys[key]] for key in missing])
        laid = [self._layer.lay(names[keys[key]], 1) for key in missing]
        read = fork.results([functools.partial(self._read, piece) for piece in laid], _BATCH)
        made = dict(zip(missing, read, strict=True))
        store.put(made.items())
        decode = msgspec.msgpack.Decoder(Skimmed).decode
        self._known |= {keys[key]: decode(data) for key, data in (found | made).items()}

    def lay(self, tree: etree._Element, first: int) -> Skimmed:
        """As `Layer.lay`."""
        name = self._layer.name(tree, first)
        if name not in self._known or self._known[name].loose:
            self._known[name] = msgspec.msgpack.decode(self._read(self._layer.lay(tree, first)), type=Skimmed)
        return self._known[name]

    def _read(self, piece: Laid) -> bytes:
        # What it leads to in other pieces, and on which pages that is, does not move a word of its own.
        numbers = collections.defaultdict[str, str](lambda: "1")
        printed = self._layer.press.bind([piece], ["1"] * len(piece.pages), numbers, draft=True)
        starts, length = read_starts(printed.data)
        return msgspec.msgpack.encode(Skimmed(starts, length, piece.anchors, piece.painted.loose))


def book_starts(pieces: Sequence[Skimmed], labels: Sequence[str]) -> Iterator[PageStart]:
    """Where the pages of a book of these pieces begin; `labels` are their printed numbers."""
    before = 0
    label = iter(labels)
    for piece in pieces:
        for start in piece.pages:
            offset = 0 if start.opening is Opening.NOTHING else before + start.offset
            yield PageStart(next(label), start.opening, offset)
        before += piece.length
