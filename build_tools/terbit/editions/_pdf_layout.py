"""Parts laid out one by one become numbered pages: front matter, body, what follows it, contents and index.

In: a press, a book, a design. Out: laid pieces in reading order and the printed number of every page. A piece
is laid out alone, so the cost is linear in the text; what prints page numbers of others (contents, index,
back-references) is laid out after them.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
from lxml import etree

from terbit.adapters.weasyprint import Laid, Press
from terbit.editions._pdf_furniture import blank_page, contents, index, locate
from terbit.editions._pdf_notes import unfold
from terbit.editions._pdf_tree import page_tree
from terbit.model.book import Book, PartKind

_RECTO = frozenset({PartKind.HALF_TITLE, PartKind.TITLE_PAGE, PartKind.FRONT, PartKind.BODY})
_LOCATED = frozenset({PartKind.GLOSSARY, PartKind.BIBLIOGRAPHY})
_ROUNDS = 4


class Imposition(msgspec.Struct, frozen=True):
    """How the pages of an edition are numbered and where its parts begin.

    `roman` numbers the front matter i, ii, iii and begins the body at 1; otherwise all pages count from 1.
    `duplex` is a bound book of leaves: front parts and chapters begin on a right-hand page.
    `depth` is how many levels of headings the contents list (0: no contents); `index`: whether there is one.
    `run_on` is a short handout without contents and index: its parts share pages, so they are one piece.
    """

    roman: bool = False
    duplex: bool = False
    depth: int = 3
    index: bool = True
    run_on: bool = False


class Pages(msgspec.Struct, frozen=True):
    """The pieces in reading order, a printed number for every page, and what did not fit.

    `cut_notes` are the anchors of the notes no page could hold; `narrowed` the words of the tables that had
    to be made narrower.
    """

    pieces: tuple[Laid, ...]
    labels: tuple[str, ...]
    cut_notes: tuple[str, ...]
    narrowed: tuple[str, ...]


def impose(press: Press, book: Book, trees: Sequence[etree._Element], how: Imposition) -> Pages:
    """Lay out `trees`, those of `book.parts` that the edition prints, with contents and index.

    The length of the contents is measured first with numbers to come; where the true numbers change it, the
    pages after it are numbered again. Raises `RuntimeError` if that does not settle.
    """
    if how.run_on:
        return _impose_as_one(_Layer(press), trees)
    parts = list(zip((part.kind for part in book.parts), trees, strict=True))
    before, rest = parts[: book.before_contents], parts[book.before_contents :]
    front = list(itertools.takewhile(lambda part: part[0] is PartKind.FRONT, rest))
    body = rest[len(front) :]
    layer = _Layer(press)
    indexed = how.index and bool(book.index)
    listed = [tree for kind, tree in parts if kind is not PartKind.HALF_TITLE]
    listed += [page_tree(book, index(book.index, {}))] if indexed else []

    def contents_page(numbers: Mapping[str, str], first: int) -> Laid:
        return layer.lay(page_tree(book, contents(listed, numbers, how.depth)), first)

    length = len(contents_page({}, 1).pages) if how.depth else 0
    for _ in range(_ROUNDS):
        run = _Run(layer, how)
        for kind, tree in before:
            run.add(tree, recto=kind in _RECTO)
        place = run.reserve(length) if length else 0
        for _, tree in front:
            run.add(tree, recto=True)
        run.begin_body()
        for kind, tree in body:
            run.add(locate(tree, run.numbers) if kind in _LOCATED else tree, recto=kind in _RECTO)
        if indexed:
            run.add(page_tree(book, index(book.index, run.numbers)), recto=False)
        if not length:
            return run.pages()
        laid = contents_page(run.numbers, place)
        if len(laid.pages) == length:
            run.fill(laid)
            return run.pages()
        length = len(laid.pages)
    raise RuntimeError(f"the contents did not settle in {_ROUNDS} rounds")


def _impose_as_one(layer: _Layer, trees: Sequence[etree._Element]) -> Pages:
    numbers: dict[str, str] = {}
    for _ in range(_ROUNDS):
        whole, *others = (locate(tree, numbers) for tree in trees)
        for tree in others:
            whole[-1].extend(list(tree[-1]))
        laid = layer.lay(whole, 1)
        found = {anchor: str(page + 1) for anchor, page in laid.anchors.items()}
        if found == numbers:
            labels = tuple(str(page + 1) for page in range(len(laid.pages)))
            return Pages((laid,), labels, laid.overfull, tuple(layer.narrowed))
        numbers = found
    raise RuntimeError(f"the handout did not settle in {_ROUNDS} rounds")


class _Layer:
    """Lays a tree out once for each number it may begin with."""

    def __init__(self, press: Press) -> None:
        self._press = press
        self._laid: dict[tuple[bytes, int], Laid] = {}
        self.narrowed: dict[str, None] = {}

    def lay(self, tree: etree._Element, first: int) -> Laid:
        """`tree` with its first page numbered `first`; odd pages are right-hand ones."""
        key = (etree.tostring(tree), first)
        if key not in self._laid:
            side = "right" if first % 2 else "left"
            rules = f"@page :first {{ counter-reset: page {first} }} html {{ break-before: {side} }}"
            self._laid[key] = self._fit(key[0], rules)
        return self._laid[key]

    def _fit(self, page: bytes, rules: str) -> Laid:
        laid = self._press.lay(page, rules)
        if laid.overfull:
            tree = etree.fromstring(page)
            for anchor in laid.overfull:
                unfold(tree, anchor)
            page = etree.tostring(tree)
            laid = self._press.lay(page, rules)
        if any(spill.table >= 0 for spill in laid.spills):
            tree = etree.fromstring(page)
            self._loosen(list(tree.iter("table")), laid)
            laid = self._press.lay(etree.tostring(tree), rules)
        return laid

    def _loosen(self, tables: Sequence[etree._Element], laid: Laid) -> None:
        for spill in laid.spills:
            if spill.table >= 0:
                table = tables[spill.table]
                name = "terbelah" if spill.kind == "head" else "sempit"
                table.set("class", f"{name} {table.get('class', '')}".strip())
                if name == "sempit":
                    self.narrowed["".join(table.itertext())] = None


@dataclass
class _Run:
    """One way through the book: what was laid so far, and the printed number of each anchor."""

    layer: _Layer
    how: Imposition
    numbers: dict[str, str] = field(default_factory=dict)
    _pieces: list[Laid | None] = field(default_factory=list)
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

    def reserve(self, length: int) -> int:
        """Leave room for `length` pages of contents; the number of the first."""
        self._turn()
        first = self._next
        self._pieces.append(None)
        self._count(length)
        return first

    def fill(self, laid: Laid) -> None:
        self._pieces[self._pieces.index(None)] = laid

    def begin_body(self) -> None:
        self._turn()
        self._in_front = False
        if self.how.roman:
            self._next = 1

    def pages(self) -> Pages:
        self._turn()  # a leaf has two sides
        pieces = tuple(piece for piece in self._pieces if piece is not None)
        cut = tuple(anchor for piece in pieces for anchor in piece.overfull)
        return Pages(pieces, tuple(self._labels), cut, tuple(self.layer.narrowed))

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
