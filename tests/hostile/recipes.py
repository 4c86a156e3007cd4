"""How a hostile book is laid: files, links, pipes, devices and giants, made when a test asks for them."""

from __future__ import annotations

import json
import os
import socket
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

MASTER = "# Judul\n\nIsi paragraf pertama.\n\n"
SECRET = "RAHASIA-YANG-TIDAK-BOLEH-DIBACA"  # noqa: S105  # no password
"""What the files outside the book hold; none of them may ever be opened."""

SLOW = "harmless|machine|B010|L0..|V0..|X0.."
"""Refused, made, or ended for its time or memory: which, is for the machine to say."""
ENTRY = {"id": "a", "type": "book", "title": "Judul"}
"""A reference that is cited as `[@a]`."""


@dataclass(frozen=True)
class Link:
    """A symbolic link."""

    target: str


@dataclass(frozen=True)
class Sparse:
    """A file of so many bytes that takes no room on the disk."""

    size: int


@dataclass(frozen=True)
class Special:
    """A pipe, a socket, a folder, or a file without permission."""

    kind: str


Content = str | bytes | Link | Sparse | Special | Callable[[], bytes]
Files = dict[str, Content]
"""What lies at which path below the book's folder; `{luar}` in it is the folder outside the book."""


def lay(book: Path, outside: Path, files: Files) -> None:
    """Write a hostile book that is after what lies `outside`."""
    for name, content in ({"source/naskah.md": MASTER} | files).items():
        path = book / name.replace("{luar}", str(outside))
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, content, outside)


def _write(path: Path, content: Content, outside: Path) -> None:
    match content:
        case str():
            path.write_text(content.replace("{luar}", str(outside)), encoding="utf-8", newline="")
        case bytes():
            path.write_bytes(content)
        case Link(target):
            path.symlink_to(target.replace("{luar}", str(outside)))
        case Sparse(size):
            with path.open("wb") as file:
                file.truncate(size)
        case Special("pipe"):
            os.mkfifo(path)
        case Special("socket"):
            with socket.socket(socket.AF_UNIX) as one:
                here = Path.cwd()
                os.chdir(path.parent)  # the address of a socket has 107 bytes at most
                one.bind(path.name)
                os.chdir(here)
        case Special("folder"):
            path.mkdir()
        case Special("unreadable"):
            path.write_bytes(png(8, 8))
            path.chmod(0)
        case Special():
            raise ValueError(content.kind)
        case _:
            path.write_bytes(content())


def master(text: str, **header: str) -> Files:
    """A master with these words after its opening, and a header."""
    lines = "".join(f"{key.replace('_', '-')}: {value}\n" for key, value in header.items())
    return {"source/naskah.md": (f"---\n{lines}---\n\n" if header else "") + MASTER + text + "\n"}


def cited(*entries: object) -> Files:
    """A master that cites `a`, and these references."""
    return master("Isi [@a].") | {"source/pustaka.json": json.dumps(entries)}


def book(**keys: str) -> Files:
    """A `buku.yaml` with these keys."""
    every = {"judul": "Judul", "bahasa": "id", "profil": "artikel"} | keys
    return {"source/buku.yaml": "".join(f"{key}: {value}\n" for key, value in every.items())}


def picture(data: Content, name: str = "peta.png") -> Files:
    """A master that shows a picture, and its file."""
    return master(f"![Peta kuno](gambar/{name})") | {f"source/gambar/{name}": data}


def svg(inside: str, before: str = "") -> Files:
    """A master that shows an SVG."""
    opening = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return picture(f'{before}{opening} width="9" height="9">{inside}</svg>', "peta.svg")


def style(name: str, text: str) -> Files:
    """A book with a stylesheet of its own; what it replaces is the shipped one."""
    return {f"styles/{name}": text}


def chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG (ISO/IEC 15948, 5.3)."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *chunks: bytes, rows: bytes | None = None) -> bytes:
    """A grey PNG that declares this size; `rows` is its compressed data where that shall be another."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    if rows is None:
        rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def zeros(size: int) -> bytes:
    """So many zeros, compressed."""
    maker = zlib.compressobj(9)
    block = bytes(1_000_000)
    return b"".join([maker.compress(block) for _ in range(size // 1_000_000)]) + maker.flush()
