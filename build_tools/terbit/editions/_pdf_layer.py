"""Page trees are laid out: each once, several at once, and none that an earlier build has laid out.

Notes and tables that do not fit are made to.
"""

from __future__ import annotations

import abc
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from typing import ClassVar, Generic, Protocol, TypeVar

import msgspec
from lxml import etree

from terbit.adapters import fork, store
from terbit.adapters._weasyprint_spills import Spill
from terbit.adapters.weasyprint import Laid, Press
from terbit.editions._pdf_notes import unfold

_ROUNDS = 4
_LONG = 100_000
"""Bytes of pages below which it takes longer to begin processes than to lay them out."""
_BATCH = 24
"""Pieces that a process lays out before it gives its memory back."""


class Piece(Protocol):
    """What imposition asks of a piece: how many pages it has, and on which of them each anchor lies."""

    @property
    def pages(self) -> Sized:
        """Its pages in order."""

    @property
    def anchors(self) -> Mapping[str, int]:
        """The number of the page, from 0, of each anchor."""


P_co = TypeVar("P_co", bound=Piece, covariant=True)


class Layer(Protocol[P_co]):
    """Lays trees out."""

    def ahead(self, trees: Sequence[etree._Element]) -> None:
        """Lay out `trees`, of which each begins a right-hand page: several at once where they are long."""

    def lay(self, tree: etree._Element, first: int) -> P_co:
        """`tree` with its first page numbered `first`; in a bound book odd pages are right-hand ones."""


class _Fit(Protocol):
    """What tells whether a piece fits, as of `Laid`."""

    @property
    def overfull(self) -> tuple[str, ...]: ...

    @property
    def spills(self) -> tuple[Spill, ...]: ...


class _Kept(Protocol):
    """A piece of which the store keeps what was made."""

    @property
    def loose(self) -> bool:
        """Whether its pages show their own numbers, on which their layout may depend."""


F = TypeVar("F", bound=_Fit)
K = TypeVar("K", bound=_Kept)


class KeepingLayer(abc.ABC, Generic[K]):
    """Makes something of each tree once for each side of a leaf it may begin on.

    What an earlier build has made is not made again.
    """

    kind: ClassVar[str]
    """What is made of a page, in the name it is kept under."""

    def __init__(self, press: Press, *, duplex: bool = False, open_folios: bool = True) -> None:
        """`duplex` is a bound book; without `open_folios` page numbers stand in the pieces themselves."""
        self.press, self.open_folios = press, open_folios
        self._duplex = duplex
        self._made: dict[tuple[bytes, str], K] = {}

    @abc.abstractmethod
    def make(self, page: bytes, rules: str) -> bytes:
        """What is kept of `page`, laid out with `rules`."""

    @abc.abstractmethod
    def read(self, data: bytes) -> K:
        """What `make` made."""

    def made(self) -> Iterable[K]:
        """All that was made."""
        return self._made.values()

    def ahead(self, trees: Sequence[etree._Element]) -> None:
        """As `Layer.ahead`."""
        rules = self._side(1)
        names = {
            self._name(page, rules): page
            for page in map(etree.tostring, trees)
            if (page, rules) not in self._made
        }
        found = store.get_all(names)
        missing = names.keys() - found.keys()
        jobs = {
            name: functools.partial(self.make, page, rules) for name, page in names.items() if name in missing
        }
        if sum(len(names[name]) for name in jobs) < _LONG:
            made = {name: job() for name, job in jobs.items()}
        else:
            made = dict(zip(jobs, fork.results(list(jobs.values()), _BATCH), strict=True))
        store.put(made.items())
        for name, data in (found | made).items():
            self._made[names[name], rules] = self.read(data)

    def once(self, tree: etree._Element, first: int) -> K:
        """What is made of `tree` with its first page numbered `first`."""
        page, rules = etree.tostring(tree), self._side(first)
        made = self._once(page, rules)
        if made.loose:
            made = self._once(page, f"{rules} @page :first {{ counter-reset: page {first} }}")
        return made

    def _once(self, page: bytes, rules: str) -> K:
        if (page, rules) not in self._made:
            self._made[page, rules] = self.read(
                store.kept(self._name(page, rules), functools.partial(self.make, page, rules))
            )
        return self._made[page, rules]

    def _name(self, page: bytes, rules: str) -> bytes:
        return store.key(self.kind, self.press.name(page, rules, open_folios=self.open_folios))

    def _side(self, first: int) -> str:
        side = "left" if self._duplex and first % 2 == 0 else "right"
        return f"html {{ break-before: {side} }}"


class _Fitted(msgspec.Struct, frozen=True):
    """A piece whose tables and notes were made to fit; `narrowed` are the words of tables made narrower."""

    laid: Laid
    narrowed: tuple[str, ...]

    @property
    def loose(self) -> bool:
        """As of `Painted`."""
        return self.laid.painted.loose


class FullLayer(KeepingLayer[_Fitted]):
    """Lays trees out, and paints them."""

    kind = "painted"

    @property
    def narrowed(self) -> tuple[str, ...]:
        """The words of the tables that had to be made narrower."""
        return tuple(dict.fromkeys(words for fitted in self.made() for words in fitted.narrowed))

    def lay(self, tree: etree._Element, first: int) -> Laid:
        """As `Layer.lay`."""
        return self.once(tree, first).laid

    def make(self, page: bytes, rules: str) -> bytes:
        """As in `KeepingLayer`."""
        laid, narrowed = fitted(lambda page: self.press.lay(page, rules, open_folios=self.open_folios), page)
        return msgspec.msgpack.encode(_Fitted(laid, narrowed))

    def read(self, data: bytes) -> _Fitted:
        """As in `KeepingLayer`."""
        found = msgspec.msgpack.decode(data, type=_Fitted)
        self.press.hear(found.laid.messages)
        return found


def fitted(lay: Callable[[bytes], F], page: bytes) -> tuple[F, tuple[str, ...]]:
    """What `lay` makes of `page` with its notes and tables made to fit; the words of tables made narrower."""
    laid = lay(page)
    for _ in range(_ROUNDS):  # where notes went, others find another place
        if not laid.overfull:
            break
        tree = etree.fromstring(page)
        for anchor in laid.overfull:
            unfold(tree, anchor)
        page = etree.tostring(tree)
        laid = lay(page)
    if not any(spill.table >= 0 for spill in laid.spills):
        return laid, ()
    tree = etree.fromstring(page)
    narrowed = tuple(_loosened(list(tree.iter("table")), laid.spills))
    return lay(etree.tostring(tree)), narrowed


def _loosened(tables: Sequence[etree._Element], spills: Iterable[Spill]) -> Iterator[str]:
    """Let `tables` that did not fit break in rows or be narrow; the words of the narrow ones."""
    for spill in spills:
        if spill.table >= 0:
            table = tables[spill.table]
            name = "terbelah" if spill.kind == "head" else "sempit"
            table.set("class", f"{name} {table.get('class', '')}".strip())
            if name == "sempit":
                yield "".join(table.itertext())
