"""Parts laid out one by one become numbered pages: front matter, body, what follows it, contents and index.

In: a layer, a book, its page trees. Out: laid pieces in reading order and the printed number of every page.
A piece is laid out alone, whatever page it will begin on, so the cost is linear in the text and several are
laid out at once; what prints page numbers of others (index, back-references) is laid out after them.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import msgspec
from lxml import etree

from terbit.editions._pdf_furniture import ROMAN_TO_COME, TO_COME, blank_page, contents, index, locate
from terbit.editions._pdf_layer import Layer, Piece
from terbit.editions._pdf_tree import page_tree
from terbit.model.book import Book, PartKind

_RECTO = frozenset({PartKind.HALF_TITLE, PartKind.TITLE_PAGE, PartKind.FRONT, PartKind.BODY})
_LOCATED = frozenset({PartKind.GLOSSARY, PartKind.BIBLIOGRAPHY})
_ROUNDS = 4
P = TypeVar("P", bound=Piece)


class Imposition(msgspec.Struct, frozen=True):
    """How the pages of an edition are numbered and where its parts begin.

    `roman` numbers the front matter i, ii, iii and begins the body at 1; otherwise all pages count from 1.
    `duplex` is a bound book of leaves: front parts and chapters begin on a right-hand page.
    `depth` is how many levels of headings the contents list (0: no contents); `index`: whether there is one.
    `run_on` is a short handout without contents and index: its parts share pages, so they are one piece,
    unless the book has chapters.
    """

    roman: bool = False
    duplex: bool = False
    depth: int = 3
    index: bool = True
    run_on: bool = False


class Pages(msgspec.Struct, Generic[P], frozen=True):
    """The pieces in reading order, and a printed number for every page and every anchor."""

    pieces: tuple[P, ...]
    labels: tuple[str, ...]
    numbers: dict[str, str]


def impose(layer: Layer[P], book: Book, trees: Sequence[etree._Element], how: Imposition) -> Pages[P]:
    """Lay out `trees`, those of `book.parts` that the edition prints, with contents and index.

    The numbers in the contents are left open, so that their length does not depend on them. What else prints
    numbers of other pages stands behind those, and is laid out when they are known.
    """
    if how.run_on:
        return _impose_as_one(layer, trees)
    parts = list(zip((part.kind for part in book.parts), trees, strict=True))
    before, rest = parts[: book.before_contents], parts[book.before_contents :]
    front = list(itertools.takewhile(lambda part: part[0] is PartKind.FRONT, rest))
    body = list(itertools.takewhile(lambda part: part[0] is PartKind.BODY, rest[len(front) :]))
    after = rest[len(front) + len(body) :]
    indexed = how.index and bool(book.index)
    roman = (*before, *front) if how.roman else ()
    listed = [
        (part[1], ROMAN_TO_COME if part in roman else TO_COME)
        for part in parts
        if part[0] is not PartKind.HALF_TITLE
    ]
    listed += [(page_tree(book, index((), {})), TO_COME)] if indexed else []
    listing = [page_tree(book, contents(listed, how.depth))] if how.depth else []
    known = (*before, *front, *body)
    layer.ahead([*listing, *(tree for kind, tree in known if kind in _RECTO or not how.duplex)])
    run = _Run(layer, how)
    for kind, tree in before:
        run.add(tree, recto=kind in _RECTO)
    for tree in listing:
        run.add(tree, recto=True)
    for _, tree in front:
        run.add(tree, recto=True)
    run.begin_body()
    for _, tree in body:
        run.add(tree, recto=True)
    last = [locate(tree, run.numbers) if kind in _LOCATED else tree for kind, tree in after]
    if indexed:
        last.append(page_tree(book, index(book.index, run.numbers)))
    layer.ahead(last)
    for tree in last:
        run.add(tree, recto=False)
    return run.pages()


def _impose_as_one(layer: Layer[P], trees: Sequence[etree._Element]) -> Pages[P]:
    numbers: dict[str, str] = {}
    for _ in range(_ROUNDS):
        whole, *others = (locate(tree, numbers) for tree in trees)
        for tree in others:
            whole[-1].extend(list(tree[-1]))
        layer.ahead([whole])
        laid = layer.lay(whole, 1)
        found = {anchor: str(page + 1) for anchor, page in laid.anchors.items()}
        if found == numbers:
            labels = tuple(str(page + 1) for page in range(len(laid.pages)))
            return Pages((laid,), labels, numbers)
        numbers = found
    raise RuntimeError(f"the handout did not settle in {_ROUNDS} rounds")


@dataclass
class _Run(Generic[P]):
    """One way through the book: what was laid so far, and the printed number of each anchor."""

    layer: Layer[P]
    how: Imposition
    numbers: dict[str, str] = field(default_factory=dict)
    _pieces: list[P] = field(default_factory=list)
    _labels: list[str] = field(default_factory=list)
    _next: int = 1
    _in_front: bool = True

    def add(self, tree: etree._Element, *, recto: bool) -> None:
        if recto:
            self._turn()
        laid = self.layer.lay(tree, self._next)
        labels = self._count(len(laid.pages))
        for anchor, page in laid.anchors.items():
            self.numbers.setdefault(anchor, labels[page])
        self._pieces.append(laid)

    def begin_body(self) -> None:
        self._turn()
        self._in_front = False
        if self.how.roman:
            self._next = 1

    def pages(self) -> Pages[P]:
        self._turn()  # a leaf has two sides
        return Pages(tuple(self._pieces), tuple(self._labels), self.numbers)

    def _turn(self) -> None:
        # A leaf has an odd page in front and an even one behind: the next part begins on a front.
        if self.how.duplex and self._next % 2 == 0:
            self._pieces.append(self.layer.lay(blank_page(), self._next))
            self._count(1)

    def _count(self, pages: int) -> list[str]:
        numbers = range(self._next, self._next + pages)
        labels = [roman(n) if self.how.roman and self._in_front else str(n) for n in numbers]
        self._labels += labels
        self._next += pages
        return labels


def roman(number: int) -> str:
    """`number` (1 to 3999) in lower-case roman numerals."""
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    signs = ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i")
    written = ""
    for value, sign in zip(values, signs, strict=True):
        count, number = divmod(number, value)
        written += sign * count
    return written
