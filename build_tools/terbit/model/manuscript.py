"""What was written: the master and the files beside it, read but not yet enriched."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from terbit.model.book import Paper
from terbit.model.edits import Edits
from terbit.model.findings import Silencer, Span
from terbit.model.places import Echo, Places
from terbit.model.profile import NO_PROFILE, Profile
from terbit.model.prose import Prose, prose_of
from terbit.model.tree import Block, Div
from terbit.model.walk import Node, walk


class Settings(msgspec.Struct, frozen=True, rename={
    "identifier": "id", "title": "judul", "subtitle": "subjudul", "language": "bahasa", "profile": "profil",
    "authors": "penulis", "publisher": "penerbit", "date": "tanggal", "edition": "edisi", "rights": "hak",
    "summary": "ringkasan", "paper": "kertas",
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
    rights: str = ""
    summary: str = ""
    paper: Paper = Paper()
    silencers: tuple[Silencer, ...] = ()


class Term(msgspec.Struct, frozen=True):
    """A glossary entry. `forms` are surface forms besides `term` itself; the spans are places in the YAML."""

    identifier: str
    term: str
    english: str
    definition: str
    forms: tuple[str, ...]
    note: str
    span: Span
    definition_span: Span


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


@dataclass(frozen=True, eq=False)
class Manuscript:
    """A book as its author wrote it, parsed. `root` holds the master; image paths are relative to it.

    `blocks` is the master's tree, citations already formatted by citeproc; `bibliography` the list of
    references citeproc made, or None. `echo` gives the tree that tells places.
    `in_folder` says whether this is a book folder with a `buku.yaml`; `profile_named` whether somebody chose
    the profile: a single Markdown file that names none is not measured by it.
    """

    root: Path
    path: Path
    settings: Settings
    text: str
    blocks: tuple[Block, ...]
    bibliography: Div | None
    glossary: tuple[Term, ...]
    references: tuple[Reference, ...]
    references_path: Path
    edits: Edits | None
    inputs: tuple[Path, ...]
    complaints: tuple[str, ...] = ()
    echo: Echo | None = None
    profile: Profile = NO_PROFILE
    in_folder: bool = False
    profile_named: bool = False

    @cached_property
    def places(self) -> Places:
        """Where each word of the tree stands in the master; worked out when first asked for."""
        return Places(self.path, self.text, self.blocks, self.echo)

    @cached_property
    def prose(self) -> tuple[Prose, ...]:
        """The running text, piece by piece, for checks of language."""
        return tuple(prose_of(self.blocks, self.places))

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every node of the master's tree, notes included, in reading order: walked once for all checks."""
        return tuple(walk(self.blocks))
