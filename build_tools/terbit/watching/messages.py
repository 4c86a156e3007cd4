"""What a process that builds tells the one that serves, as MessagePack over a pipe."""

from __future__ import annotations

import msgspec

from terbit.adapters.pdfium import Entry, Leaf


class Found(msgspec.Struct, frozen=True):
    """A finding: its severity, code, words, and place (an absolute path; line and column from 1)."""

    severity: str
    code: str
    message: str
    hint: str
    path: str
    line: int
    column: int


class Pdf(msgspec.Struct, frozen=True):
    """A finished PDF edition: its name, its file in `dist/`, its pages and bookmarks."""

    edition: str
    file: str
    leaves: tuple[Leaf, ...]
    outline: tuple[Entry, ...]


class Epub(msgspec.Struct, frozen=True):
    """The finished EPUB: its file in `dist/`, and titles and paths of its documents in reading order."""

    file: str
    documents: tuple[tuple[str, str], ...]


class Saved(msgspec.Struct, frozen=True, tag=True):
    """A save was heard of; a quick preview is on its way."""


class Building(msgspec.Struct, frozen=True, tag=True):
    """A full build begins."""


class Stage(msgspec.Struct, frozen=True, tag=True):
    """A stage of a build is done; it took so many seconds."""

    name: str
    seconds: float


class Built(msgspec.Struct, frozen=True, tag=True):
    """A build has ended: what it found, and what `dist/` now holds. `stopped`: it wrote nothing."""

    stopped: bool
    findings: tuple[Found, ...]
    files: tuple[str, ...] = ()
    pdfs: tuple[Pdf, ...] = ()
    epub: Epub | None = None


class Failed(msgspec.Struct, frozen=True, tag=True):
    """A build could not even begin, or was broken off."""

    message: str
    hint: str = ""


class Galley(msgspec.Struct, frozen=True, tag=True):
    """The quick preview of one chapter, an answer to the request `serial`.

    `changed` is its page (from 0) with the change, -1 where nothing was there before; `title` its heading.
    An empty `pdf`: there is none.
    """

    serial: int
    pdf: bytes = b""
    leaves: tuple[Leaf, ...] = ()
    title: str = ""
    changed: int = -1


Message = Saved | Building | Stage | Built | Failed | Galley


def encode(message: Message) -> bytes:
    """As it travels."""
    return msgspec.msgpack.encode(message)


def decode(data: bytes) -> Message:
    """As it arrived."""
    message: Message = msgspec.msgpack.decode(data, type=Message)
    return message
