"""Where the pages of a PDF edition begin, for editions that mark them, without making the file.

Each piece is laid out and read alone, as the finished file would be, but not painted; pages follow pieces, so
places are added up. What was told of a piece is kept: after an edit hardly more than that chapter is read.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

import msgspec
from lxml import etree

from terbit.adapters.weasyprint import Told
from terbit.editions._pdf_elements import Place, of_nodes
from terbit.editions._pdf_layer import KeepingLayer, fitted
from terbit.editions._pdf_text import read_starts
from terbit.model.outline import Opening, PageStart


class Skimmed(msgspec.Struct, frozen=True):
    """Of a piece: where its pages begin, counted from its own beginning, and how many characters it has.

    `loose` says that the pages show their own numbers, on which their layout may depend.
    """

    pages: tuple[PageStart, ...]
    length: int
    anchors: dict[str, int]
    loose: bool


class Skim(KeepingLayer[Skimmed]):
    """Tells of each tree where its pages begin."""

    kind = "page starts"

    def lay(self, tree: etree._Element, first: int) -> Skimmed:
        """As `Layer.lay`."""
        return self.once(tree, first)

    def make(self, page: bytes, rules: str) -> bytes:
        """As in `KeepingLayer`."""
        told, _ = fitted(functools.partial(self.press.tell, rules=rules), page)
        starts, length = read_starts(of_nodes(told.root), _Texts(told), len(told.words))
        return msgspec.msgpack.encode(Skimmed(starts, length, told.anchors, told.loose))

    def read(self, data: bytes) -> Skimmed:
        """As in `KeepingLayer`."""
        return msgspec.msgpack.decode(data, type=Skimmed)


class _Texts:
    """The words of a piece that is not painted."""

    def __init__(self, told: Told) -> None:
        self._told = told

    def __getitem__(self, place: Place) -> str:
        page, mark = place
        assert isinstance(page, int)  # noqa: S101  # pages that are not painted are counted
        return self._told.words[page][mark]

    def shows(self, _: Place) -> bool:
        """Always: what shows nothing has no mark."""
        return True


def book_starts(pieces: Sequence[Skimmed], labels: Sequence[str]) -> Iterator[PageStart]:
    """Where the pages of a book of these pieces begin; `labels` are their printed numbers."""
    before = 0
    label = iter(labels)
    for piece in pieces:
        for start in piece.pages:
            offset = 0 if start.opening is Opening.NOTHING else before + start.offset
            yield PageStart(next(label), start.opening, offset)
        before += piece.length
