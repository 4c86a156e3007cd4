"""A book that has not changed since it was last built is not built again.

What a build reads besides its own code is the book's `source/` and `styles/`, the shipped styles, and a date.
Where all of these and the finished files are what they were, so is what there was to say.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from terbit.adapters import git, making, store
from terbit.model.book import Order, Styles
from terbit.report import Report

_SMALL = 1_000_000
"""Bytes of a file that is told by its contents; a larger one by its size and its time of change."""


class _Kept(msgspec.Struct, frozen=True):
    report: Report
    files: dict[str, str]


def name(place: Path, styles: Styles, asked: tuple[str, ...], order: Order) -> bytes | None:
    """The hash of all that the build of the book in `place` depends on; None where that is not known.

    Beside a single Markdown file may lie anything, and a link may lead anywhere: no file behind one is opened
    before reading has looked at it. `asked` is what the command line says.
    """
    source = place / "source"
    folders = (source, *styles.folders)
    if not source.is_dir() or any(path.is_symlink() for folder in folders for path in _walk(folder)):
        return None
    files = [str(entry) for folder in folders for entry in _files(folder)]
    return store.key("build", making.signature(), str(place), *asked, repr(order), *_dates(source), *files)


def recall(known: bytes | None, dist: Path) -> Report | None:
    """What the last build of the same said, if the files in `dist` are still those it made."""
    data = store.get(known) if known else None
    if data is None:
        return None
    kept = msgspec.msgpack.decode(data, type=_Kept, dec_hook=lambda kind, value: kind(value))
    same = all(_digest(dist / file) == digest for file, digest in kept.files.items())
    return kept.report if same else None


def remember(known: bytes | None, report: Report) -> None:
    """Keep what the build said, beside the hashes of the files it made."""
    if known:
        files = {path.name: _digest(path) for path in report.files}
        said = msgspec.structs.replace(report, files=())
        store.put([(known, msgspec.msgpack.encode(_Kept(said, files), enc_hook=_plain))])


def _plain(value: Any) -> str:  # noqa: ANN401  # msgspec's signature; a path
    return str(value)


def _digest(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _dates(source: Path) -> Iterator[str]:
    """What the date of the book may come from, other than its own files."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    yield epoch
    if not epoch:
        master = source / "naskah.md"
        yield str(git.head_date(source))
        yield str(master.stat().st_mtime_ns) if master.is_file() else ""


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(_walk(folder)):
        if path.is_file():
            about = path.stat()
            told = _digest(path) if about.st_size < _SMALL else f"{about.st_size} {about.st_mtime_ns}"
            yield str(path.relative_to(folder)), told


def _walk(folder: Path) -> Iterator[Path]:
    yield folder
    yield from folder.rglob("*")  # follows no link
