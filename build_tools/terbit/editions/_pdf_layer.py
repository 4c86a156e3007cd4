"""Page trees are laid out: each once, several at once, and none that an earlier build has laid out.

Notes and tables that do not fit are made to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Sized
from typing import Protocol, TypeVar

import msgspec
from lxml import etree

from terbit.adapters import fork, store
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


class _Fitted(msgspec.Struct, frozen=True):
    """A piece whose tables and notes were made to fit; `narrowed` are the words of tables made narrower."""

    laid: Laid
    narrowed: tuple[str, ...]


class FullLayer:
    """Lays each tree out once for each side of a leaf it may begin on."""

    def __init__(self, press: Press, *, duplex: bool = False, open_folios: bool = True) -> None:
        """`duplex` is a bound book; without `open_folios` page numbers stand in the pieces themselves."""
        self.press, self._duplex, self._open_folios = press, duplex, open_folios
        self._fitted: dict[tuple[bytes, str], _Fitted] = {}

    @property
    def narrowed(self) -> tuple[str, ...]:
        """The words of the tables that had to be made narrower."""
        return tuple(dict.fromkeys(words for fitted in self._fitted.values() for words in fitted.narrowed))

    def name(self, tree: etree._Element, first: int) -> bytes:
        """The hash of all that the piece is made from, where it does not show its own numbers."""
        return self._name(etree.tostring(tree), self._side(first))

    def _name(self, page: bytes, rules: str) -> bytes:
        return self.press.name(page, rules, open_folios=self._open_folios)

    def ahead(self, trees: Sequence[etree._Element]) -> None:
        """As `Layer.ahead`. What an earlier build has laid out is not laid out again."""
        rules = self._side(1)
        names = {
            self._name(page, rules): page
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
            self._keep(names[name], rules, data)

    def _keep(self, page: bytes, rules: str, data: bytes) -> None:
        self._fitted[page, rules] = fitted = msgspec.msgpack.decode(data, type=_Fitted)
        self.press.hear(fitted.laid.messages)

    def _job(self, page: bytes, rules: str) -> Callable[[], bytes]:
        return lambda: msgspec.msgpack.encode(self._fit(page, rules))

    def lay(self, tree: etree._Element, first: int) -> Laid:
        """As `Layer.lay`."""
        page, rules = etree.tostring(tree), self._side(first)
        laid = self._once(page, rules)
        if laid.painted.loose:
            laid = self._once(page, f"{rules} @page :first {{ counter-reset: page {first} }}")
        return laid

    def _side(self, first: int) -> str:
        side = "left" if self._duplex and first % 2 == 0 else "right"
        return f"html {{ break-before: {side} }}"

    def _once(self, page: bytes, rules: str) -> Laid:
        if (page, rules) not in self._fitted:
            self._keep(page, rules, store.kept(self._name(page, rules), self._job(page, rules)))
        return self._fitted[page, rules].laid

    def _fit(self, page: bytes, rules: str) -> _Fitted:
        def lay() -> Laid:
            return self.press.lay(page, rules, open_folios=self._open_folios)

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


def _loosened(tables: Sequence[etree._Element], laid: Laid) -> Iterator[str]:
    """Let `tables` that did not fit break in rows or be narrow; the words of the narrow ones."""
    for spill in laid.spills:
        if spill.table >= 0:
            table = tables[spill.table]
            name = "terbelah" if spill.kind == "head" else "sempit"
            table.set("class", f"{name} {table.get('class', '')}".strip())
            if name == "sempit":
                yield "".join(table.itertext())
