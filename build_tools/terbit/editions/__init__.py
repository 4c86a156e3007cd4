"""One edition per file; each can render a Book AND read its own finished file back."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

import msgspec

from terbit.model.book import PLAIN, Book, Order, PartKind, Rendered, Styles
from terbit.model.findings import Rule
from terbit.model.outline import PageStart, Reading


class Render(Protocol):
    """Makes the bytes of an edition from a book, its looks, and what is asked for besides."""

    def __call__(self, book: Book, styles: Styles, order: Order = PLAIN, /) -> Rendered:
        """The finished file, and what its tools complained about."""


class Starts(Protocol):
    """Tells where the pages of an edition begin, as `inspect` reads them in the file that `render` makes."""

    def __call__(self, book: Book, styles: Styles, order: Order = PLAIN, /) -> tuple[PageStart, ...]:
        """Its pages in order."""


class Edition(msgspec.Struct, frozen=True):
    """An edition as the pipeline sees it. Each module in this folder holds one, called `EDITION`.

    `suffix` follows the book's id in the file name (`-layar.pdf`); `order` is its place in a full build.
    `render` makes the file's bytes, `inspect` reads a finished file back, `rules` are its own complaints.
    `tools` says which versions made it, for the manifest. `prepare` loads what rendering will need; `ahead`
    makes what it has in common with others, before processes of their own are forked.
    `waives` names the kinds of parts that the edition does without, each with the reason.
    `unproved` are the kinds of traits (`model/stream.py`; or of pictures, as `image.svg`) that the format
    cannot carry or show again, each with the reason: they are not compared.
    `needs` names the editions whose pages it tells of; each of these has `starts`, for when it is not made.
    `on_request` leaves it out of a build that names no edition.
    """

    name: str
    title: str
    suffix: str
    order: int
    render: Render
    inspect: Callable[[Path], Reading]
    tools: Callable[[], dict[str, str]]
    rules: tuple[Rule, ...] = ()
    prepare: Callable[[], object] = lambda: None
    ahead: Callable[[Book], object] = lambda _: None
    waives: Mapping[PartKind, str] = {}
    unproved: Mapping[str, str] = {}
    needs: tuple[str, ...] = ()
    starts: Starts | None = None
    on_request: bool = False


def needed(wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The names of the editions that those of these names need, and that are not among them."""
    return tuple(sorted({need for name in wanted for need in load(name).needs} - set(wanted)))


def names() -> tuple[str, ...]:
    """The names of all editions: the modules of this folder, none imported."""
    return tuple(sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_")))


def usual() -> tuple[str, ...]:
    """The names of the editions that a build makes when none is named."""
    return tuple(name for name in names() if not load(name).on_request)


def load(name: str) -> Edition:
    """The edition called `name`; its tools are imported only when it renders or inspects."""
    module = importlib.import_module(f"{__name__}.{name}")
    edition: Edition = module.EDITION
    return edition
