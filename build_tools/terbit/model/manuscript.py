"""What was written: the master and the files beside it, read but not yet enriched."""

from __future__ import annotations

import datetime
import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar, overload

import msgspec

from terbit.model.book import Evaluation, Paper, Series
from terbit.model.edits import Edits
from terbit.model.findings import Silencer, Span
from terbit.model.places import Echo, Places
from terbit.model.profile import NO_PROFILE, Profile
from terbit.model.prose import Prose, prose_of
from terbit.model.tree import Block, Div, SoftBreak, Space, Str
from terbit.model.walk import Node, written

A = TypeVar("A", bound=Node)
B = TypeVar("B", bound=Node)

_COMMON: frozenset[type[Node]] = frozenset({Str, Space, SoftBreak})
"""Nine nodes of ten, which hardly any check looks at: no index is kept of them."""


class Settings(msgspec.Struct, frozen=True, rename={
    "identifier": "id", "title": "judul", "subtitle": "subjudul", "language": "bahasa", "profile": "profil",
    "authors": "penulis", "publisher": "penerbit", "date": "tanggal", "edition": "edisi", "rights": "hak",
    "summary": "ringkasan", "paper": "kertas", "epub_isbn": "isbn-epub", "series": "seri",
    "subjects": "subjek", "evaluation": "aksesibilitas",
}):  # fmt: skip
    """`buku.yaml`, or its defaults for a single Markdown file. `silencers` is its `abaikan`, with places."""

    profile: str = "artikel"
    title: str = ""
    subtitle: str = ""
    language: str = "id"
    identifier: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    date: datetime.date | None = None
    format: str = ""
    edition: str = ""
    isbn: str = ""
    epub_isbn: str = ""
    series: Series | None = None
    subjects: tuple[str, ...] = ()
    evaluation: Evaluation | None = None
    rights: str = ""
    summary: str = ""
    paper: Paper = Paper()
    silencers: tuple[Silencer, ...] = ()


class Term(msgspec.Struct, frozen=True):
    """A glossary entry. `forms` are surface forms besides `term` itself; the spans are places in the YAML.

    `prose` is what is printed of it as running text: the definition and the note.
    """

    identifier: str
    term: str
    english: str
    definition: str
    forms: tuple[str, ...]
    note: str
    span: Span
    definition_span: Span
    prose: tuple[Prose, ...] = ()


class Reference(msgspec.Struct, frozen=True):
    """An entry of `pustaka.json`; `status` is `custom.verifikasi`.

    `entry` is the CSL-JSON mapping as written; `spans` the place of each of its values (between the quotation
    marks), or of the key where the value is a list or a mapping.
    """

    key: str
    type: str
    status: str
    span: Span
    entry: dict[str, Any] = {}
    spans: dict[str, Span] = {}


class Cited(msgspec.Struct, frozen=True):
    """The master's tree with its citations formatted by citeproc, and the list of references it made."""

    blocks: tuple[Block, ...]
    bibliography: Div | None


@dataclass(frozen=True, eq=False)
class Manuscript:
    """A book as its author wrote it, parsed. `root` holds the master; image paths are relative to it.

    `blocks` is the master's tree, citations as they are written; `refs` the `Div` for the list of references
    where the author placed one. `citing` gives what is printed, `echo` the tree that tells places.
    `in_folder` says whether this is a book folder with a `buku.yaml`; `profile_named` whether somebody chose
    the profile: a single Markdown file that names none is not measured by it.
    """

    root: Path
    path: Path
    settings: Settings
    text: str
    blocks: tuple[Block, ...]
    refs: Div | None
    glossary: tuple[Term, ...]
    references: tuple[Reference, ...]
    references_path: Path
    edits: Edits | None
    inputs: tuple[Path, ...]
    citing: Callable[[], Cited]
    complaints: tuple[str, ...] = ()
    echo: Echo | None = None
    profile: Profile = NO_PROFILE
    in_folder: bool = False
    profile_named: bool = False

    @cached_property
    def cited(self) -> Cited:
        """What is printed. Raises `BookFault` where pandoc cannot make it."""
        return self.citing()

    def settle(self) -> None:
        """Wait for what reading has begun beside: no thread of it is left then."""
        if self.edits:  # their checks, which come first, ask for the places
            self.places.prepare()

    @cached_property
    def places(self) -> Places:
        """Where each word of the tree stands in the master; worked out when first asked for."""
        return Places(self.path, self.text, self.blocks, self.echo)

    @cached_property
    def printed_places(self) -> Places:
        """The same for the tree of `cited`."""
        return Places(self.path, self.text, self.cited.blocks, self.echo)

    @cached_property
    def prose(self) -> tuple[Prose, ...]:
        """The running text, piece by piece, for checks of language."""
        return tuple(prose_of(self.blocks, self.places))

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every node the author wrote, in reading order; of a citation, the words around its keys."""
        return tuple(written(self.blocks))

    @cached_property
    def _by_kind(self) -> dict[type[Node], list[tuple[int, Node]]]:
        found: dict[type[Node], list[tuple[int, Node]]] = {}
        rare = [(number, node) for number, node in enumerate(self.nodes) if type(node) not in _COMMON]
        for number, node in rare:
            found.setdefault(type(node), []).append((number, node))
        return found

    @overload
    def every(self, kind: type[A], /) -> Iterator[A]: ...
    @overload
    def every(self, kind: type[A], other: type[B], /) -> Iterator[A | B]: ...
    @overload
    def every(self, *kinds: type[Node]) -> Iterator[Node]: ...
    def every(self, *kinds: type[Any]) -> Iterator[Any]:
        """The nodes of these kinds in reading order: one walk serves all checks."""
        if not _COMMON.isdisjoint(kinds):
            return (node for node in self.nodes if type(node) in kinds)
        found = (self._by_kind.get(kind, []) for kind in kinds)
        return (node for _, node in heapq.merge(*found, key=itemgetter(0)))
