"""A book is what its folder holds: links that lead out of it, devices and giants are refused before a read.

The folder may come from anyone, and what is printed of a file outside it would be printed for everyone.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from terbit.model.findings import BookFault, Finding, Span
from terbit.read._rules import NO_PLAIN_FILE, OUTSIDE, TOO_LARGE

MOST_TEXT = 20_000_000
"""Bytes of a file of words: 88,000 of them have 0.6 million."""
_MOST_BYTES = 100_000_000
"""Bytes of any other: the largest pictures and the fonts of Chinese have less."""
_MOST_FILES = 10_000
_BESIDE = ("pustaka.json", "glosarium.yaml", "profil.yaml")
"""What is read beside a single Markdown file, whose folder may hold anything else."""


def guard(place: Path) -> None:
    """Look at every file that reading `place` could open. Raises `BookFault` with each that must not be."""
    root = (place if place.is_dir() else place.parent).resolve()
    if place.is_dir():
        entries = [*_below(place / "source"), *_below(place / "styles")]
    else:
        entries = [place.parent / name for name in _BESIDE]
    findings = [finding for path in entries[:_MOST_FILES] if (finding := _fault(root, path))]
    if len(entries) > _MOST_FILES:
        findings.append(
            TOO_LARGE.at(
                Span(place),
                f"Folder buku memuat {len(entries)} berkas; batasnya {_MOST_FILES}.",
                "Pindahkan berkas yang tidak termasuk buku ini dari source/ dan styles/.",
            )
        )
    if findings:
        raise BookFault(*findings)


def _below(folder: Path) -> Iterator[Path]:
    """The folder itself and all that is in it; no link is followed."""
    yield folder
    if folder.is_symlink() or not folder.is_dir():
        return
    for inner, folders, files in os.walk(folder, followlinks=False):
        yield from (Path(inner) / name for name in sorted((*folders, *files)))


def _fault(root: Path, path: Path) -> Finding | None:
    try:
        real = path.resolve()
        mode, size = (status := path.stat()).st_mode, status.st_size
    except FileNotFoundError:
        return None  # a link to nothing: whoever needs the file says so
    except (OSError, RuntimeError):  # links in a circle, or a folder without permission
        return NO_PLAIN_FILE.at(
            Span(path), f"“{path}” tidak dapat dibuka.", "Hapus tautan yang berputar, atau beri izin baca."
        )
    if not real.is_relative_to(root):
        return OUTSIDE.at(
            Span(path),
            f"“{path}” adalah tautan ke luar folder buku.",
            "Salin berkasnya ke dalam folder buku.",
        )
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        return NO_PLAIN_FILE.at(
            Span(path), f"“{path}” bukan berkas biasa.", "Hapus, atau ganti dengan berkas biasa."
        )
    return too_large(path, size) if size > _MOST_BYTES else None


def too_large(path: Path, size: int) -> Finding:
    """What is said of a file of `size` bytes that is not read for its size."""
    return TOO_LARGE.at(
        Span(path),
        f"“{path}” terlalu besar ({size // 1_000_000} MB).",
        "Pecah berkas itu, atau periksa apakah benar berkas ini yang dimaksud.",
    )
