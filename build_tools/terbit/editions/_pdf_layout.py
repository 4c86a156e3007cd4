"""Parts laid out one by one become numbered pages: front matter, body, what follows it, contents and index.

In: a press, a book, a design. Out: laid pieces in reading order and the printed number of every page. A piece
is laid out alone, whatever page it will begin on, so the cost is linear in the text and several are laid out
at once; what prints page numbers of others (index, back-references) is laid out after them.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec
from lxml import etree

from terbit.adapters import fork, store
from terbit.adapters.weasyprint import Laid, Press
from terbit.editions._pdf_furniture import ROMAN_TO_COME, TO_COME, blank_page, contents, index, locate
from terbit.editions._pdf_notes import unfold
from terbit.editions._pdf_tree import page_tree
from terbit.model.book import Book, PartKind

_RECTO = frozenset({PartKind.HALF_TITLE, PartKind.TITLE_PAGE, PartKind.FRONT, PartKind.BODY})
_LOCATED = frozenset({PartKind.GLOSSARY, PartKind.BIBLIOGRAPHY})
_ROUNDS = 4
_LONG = 100_000
"""Bytes of pages below which it takes longer to begin processes than to lay them out."""
_BATCH = 6
"""Pieces that a process lays out before it gives its memory back."""


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
    """The pieces in reading order, a printed number for every page and every anchor, and what did not fit.

    `cut_notes` are the anchors of the notes no page could hold; `narrowed` the words of the tables that had
    to be made narrower.
    """

    pieces: tuple[Laid, ...]
    labels: tuple[str, ...]
    numbers: dict[str, str]
    cut_notes: tuple[str, ...]
    narrowed: tuple[str, ...]


def impose(press: Press, book: Book, trees: Sequence[etree._Element], how: Imposition) -> Pages:
    """Lay out `trees`, those of `book.parts` that the edition prints, with contents and index.

    The numbers in the contents are left open, so that their length does not depend on them. What else prints
    numbers of other pages stands behind those, and is laid out when they are known.
    """
    if how.run_on:
        return _impose_as_one(_Layer(press, open_folios=False), trees)
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
    layer = _Layer(press, duplex=how.duplex)
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


def _impose_as_one(layer: _Layer, trees: Sequence[etree._Element]) -> Pages:
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
            return Pages((laid,), labels, numbers, laid.overfull, layer.narrowed)
        numbers = found
    raise RuntimeError(f"the handout did not settle in {_ROUNDS} rounds")


class _Fitted(msgspec.Struct, frozen=True):
    """A piece whose tables and notes were made to fit; `narrowed` are the words of tables made narrower."""

    laid: Laid
    narrowed: tuple[str, ...]


class _Layer:
    """Lays each tree out once for each side of a leaf it may begin on."""

    def __init__(self, press: Press, *, duplex: bool = False, open_folios: bool = True) -> None:
        self._press, self._duplex, self._open_folios = press, duplex, open_folios
        self._fitted: dict[tuple[bytes, str], _Fitted] = {}

    @property
    def narrowed(self) -> tuple[str, ...]:
        """The words of the tables that had to be made narrower."""
        return tuple(dict.fromkeys(words for fitted in self._fitted.values() for words in fitted.narrowed))

    def ahead(self, trees: Sequence[etree._Element]) -> None:
        """Lay out `trees`, of which each begins a right-hand page: several at once where they are long.

        What an earlier build has laid out is not laid out again.
        """
        rules = _side("right")
        names = {
            self._press.name(page, rules, open_folios=self._open_folios): page
            for page in map(etree.tostring, trees)
            if (page, rules) not in self._fitted
        }
        found = store.get_all(names)
        missing = names.keys() - found.keys()
        jobs = {name: self._job(page, rules) for name, page in names.items() if name in missing}
        if sum(len(names[name]) for name in jobs) < _LONG:
            made = {name: job() for name, job in jobs.items()}
        else:
            made = dict(zip(jobs, fork.results(list(jobs.values()), _BATCH), strict=True))
        store.put(made.items())
        for name, data in (found | made).items():
            self._fitted[names[name], rules] = fitted = msgspec.msgpack.decode(data, type=_Fitted)
            self._press.hear(fitted.laid.messages)

    def _job(self, page: bytes, rules: str) -> Callable[[], bytes]:
        return lambda: msgspec.msgpack.encode(self._fit(page, rules))

    def lay(self, tree: etree._Element, first: int) -> Laid:
        """`tree` with its first page numbered `first`; in a bound book odd pages are right-hand ones."""
        page, rules = etree.tostring(tree), _side("left" if self._duplex and first % 2 == 0 else "right")
        laid = self._once(page, rules)
        if laid.painted.loose:
            laid = self._once(page, f"{rules} @page :first {{ counter-reset: page {first} }}")
        return laid

    def _once(self, page: bytes, rules: str) -> Laid:
        if (page, rules) not in self._fitted:
            self._fitted[page, rules] = self._fit(page, rules)
        return self._fitted[page, rules].laid

    def _fit(self, page: bytes, rules: str) -> _Fitted:
        def lay() -> Laid:
            return self._press.lay(page, rules, open_folios=self._open_folios)

        laid = lay()
        for _ in range(_ROUNDS):  # where notes went, others find another place
            if not laid.overfull:
                break
            tree = etree.fromstring(page)
            for anchor in laid.overfull:
                unfold(tree, anchor)
            page = etree.tostring(tree)
            laid = lay()
        if not any(spill.table >= 0 for spill in laid.spills):
            return _Fitted(laid, ())
        tree = etree.fromstring(page)
        narrowed = tuple(_loosened(list(tree.iter("table")), laid))
        page = etree.tostring(tree)
        return _Fitted(lay(), narrowed)


def _side(side: str) -> str:
    return f"html {{ break-before: {side} }}"


def _loosened(tables: Sequence[etree._Element], laid: Laid) -> Iterator[str]:
    """Let `tables` that did not fit break in rows or be narrow; the words of the narrow ones."""
    for spill in laid.spills:
        if spill.table >= 0:
            table = tables[spill.table]
            name = "terbelah" if spill.kind == "head" else "sempit"
            table.set("class", f"{name} {table.get('class', '')}".strip())
            if name == "sempit":
                yield "".join(table.itertext())


@dataclass
class _Run:
    """One way through the book: what was laid so far, and the printed number of each anchor."""

    layer: _Layer
    how: Imposition
    numbers: dict[str, str] = field(default_factory=dict)
    _pieces: list[Laid] = field(default_factory=list)
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

    def pages(self) -> Pages:
        self._turn()  # a leaf has two sides
        cut = tuple(anchor for piece in self._pieces for anchor in piece.overfull)
        return Pages(tuple(self._pieces), tuple(self._labels), self.numbers, cut, self.layer.narrowed)

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
