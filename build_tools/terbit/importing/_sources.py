"""Which files an import reads, in which order, and their bytes: plain files of a modest size, no links."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

import msgspec

from terbit.importing._account import Account
from terbit.importing._rules import EMPTY, UNKNOWN_KIND, too_large, unreadable
from terbit.model.findings import BookFault, Span, UsageFault

KINDS = {
    ".txt": "txt", ".docx": "docx", ".odt": "odt", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".md": "md", ".markdown": "md",
}  # fmt: skip
REFERENCES = {".bib": "bibtex", ".json": "csljson"}
"""Lists of references that may lie in an imported folder, as pandoc calls their formats."""
_MOST_BYTES = 100_000_000
_MOST_FILES = 1_000


class Source(msgspec.Struct, frozen=True):
    """One file to import: its path, its kind (a value of `KINDS`), its bytes, and the folder it may use."""

    path: Path
    kind: str
    data: bytes
    folder: Path


def gather(places: tuple[Path, ...], account: Account) -> tuple[tuple[Source, ...], tuple[Path, ...]]:
    """The sources of all places in order, and the lists of references beside them.

    A folder gives its files of the known kinds, by name, numbers by their value. Raises `UsageFault` for a
    place that is not there and `BookFault` for one that cannot be imported.
    """
    sources: list[Source] = []
    references: list[Path] = []
    for place in places:
        if not place.exists():
            raise UsageFault(f"“{place}” tidak ada.", "Periksa nama berkas atau foldernya.")
        if not place.is_dir():
            sources.append(_source(place, place.parent))
            continue
        inside = _below(place)
        for link in (path for path in inside if path.is_symlink()):
            account.lose(f"“{link.name}” adalah tautan dan tidak dibaca.")
        every = [path for path in inside if not path.is_symlink()]
        files = sorted((path for path in every if path.suffix.lower() in KINDS), key=_natural)
        if not files:
            raise BookFault(
                EMPTY.at(Span(place), f"Folder “{place}” tidak memuat naskah.", f"Isi dengan {_known()}.")
            )
        sources += [_source(path, place) for path in files]
        references += [path for path in every if path.suffix.lower() in REFERENCES]
    return tuple(sources), tuple(references)


def read(path: Path) -> bytes:
    """The bytes of a plain file; raises `BookFault` for anything else, or for a giant."""
    try:
        # A pipe in its place would be waited for without end.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
        with open(descriptor, "rb") as file:  # noqa: PTH123  # of a descriptor
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise unreadable(path, "bukan berkas biasa", "Ganti dengan berkas biasa.")
            if status.st_size > _MOST_BYTES:
                raise too_large(path, f"{status.st_size // 1_000_000} MB")
            return file.read(_MOST_BYTES)
    except OSError as fault:
        why = "berkas itu tautan" if path.is_symlink() else f"sistem berkata “{fault.strerror}”"
        raise unreadable(path, why, "Salin berkasnya, lalu beri izin baca.") from fault


def _source(path: Path, folder: Path) -> Source:
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        remedy = f"Simpan ulang sebagai {_known()}, lalu impor berkas itu."
        raise BookFault(UNKNOWN_KIND.at(Span(path), f"“{path.name}” tidak dapat diimpor.", remedy))
    data = read(path)
    if not data.strip():
        raise BookFault(
            EMPTY.at(Span(path), f"“{path.name}” kosong.", "Sebutkan berkas yang berisi tulisan.")
        )
    return Source(path, kind, data, folder)


def _below(folder: Path) -> list[Path]:
    """The files of a folder and of those in it, hidden ones left out; no link is followed."""
    found: list[Path] = []
    for inner, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += (Path(inner) / name for name in files if not name.startswith("."))
        if len(found) > _MOST_FILES:
            raise too_large(folder, f"lebih dari {_MOST_FILES} berkas")
    return found


def _natural(path: Path) -> tuple[tuple[int, str], ...]:
    pieces = re.split(r"(\d+)", str(path).casefold())
    return tuple((int(piece), "") if piece.isdecimal() else (-1, piece) for piece in pieces)


def _known() -> str:
    *first, last = sorted(set(KINDS))
    return f"{', '.join(first)}, atau {last}"
