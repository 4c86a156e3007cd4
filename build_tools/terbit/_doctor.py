"""What this machine has of what Terbit needs, what each thing is for, and the command that brings it.

Nothing is installed and nothing fetched. What a thing is called elsewhere stands in `_remedies.py`.
"""

from __future__ import annotations

import ctypes
import importlib.metadata
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import yaml

from terbit._remedies import remedy
from terbit.adapters import foliate, pandoc
from terbit.adapters._weasyprint_machine import fonts_folder, native_versions
from terbit.model.findings import MachineFault
from terbit.pipeline import styles_of
from terbit.verify import judges

_PYTHON = (3, 11)
_LIBRARIES = ("libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
"""What WeasyPrint opens besides Pango and HarfBuzz themselves, by their names on Linux."""
_PROGRAMS = {
    "java": "penguji EPUBCheck dan veraPDF",
    "node": "penguji Ace dan Open XML SDK",
    "soffice": "penguji: LibreOffice membuka berkas Word",
    "qpdf": "penguji susunan PDF",
    "git": "tanggal buku dari riwayatnya",
    "ssh-keygen": "tanda tangan manifes",
}
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


class Part(msgspec.Struct, frozen=True):
    """One thing: its version or place in `found`, empty where it is missing; `needed` to make editions."""

    name: str
    purpose: str
    needed: bool
    found: str
    remedy: str = ""


def examine() -> tuple[Part, ...]:
    """Every thing that Terbit uses, those without which no edition is made first."""
    return tuple(_parts())


def is_ready(parts: tuple[Part, ...]) -> bool:
    """Whether all editions can be made."""
    return all(part.found for part in parts if part.needed)


def text(parts: tuple[Part, ...]) -> str:
    """The findings for people: a line for each thing, and below it what brings it."""
    lines = []
    for part in parts:
        word = "ada" if part.found else "TIDAK ADA" if part.needed else "tidak ada"
        lines.append(f"{word:<10} {part.name}{f' ({part.found})' if part.found else ''}: {part.purpose}")
        if part.remedy:
            lines.append(f"    pasang: {part.remedy}")
    missing = sum(not part.found for part in parts if part.needed)
    judging = sum(not part.found for part in parts if not part.needed)
    lines.append(
        f"{missing} yang diperlukan belum ada; pasanglah, lalu jalankan lagi “terbit doctor”."
        if missing
        else "Semua yang diperlukan untuk membuat edisi ada."
    )
    if judging:
        lines.append(f"{judging} pelengkap tidak ada; edisi tetap dapat dibuat tanpanya.")
    return "\n".join(lines)


def json(parts: tuple[Part, ...]) -> str:
    """The findings for programs: `ready` and `parts`."""
    document = {"ready": is_ready(parts), "parts": parts}
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode()


def _parts() -> Iterator[Part]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield _part("Python", "menjalankan Terbit", version if sys.version_info[:2] >= _PYTHON else "", "python")
    yield _part("paket Python", "membaca naskah dan menulis edisi", _packages(), "packages")
    yield _part("pandoc", "membaca naskah dan menulis berkas Word", _asked(pandoc.version), "packages")
    yield _part("Pango dan HarfBuzz", "menata halaman PDF", _asked(_native), "pango")
    yield _part("huruf", "edisi PDF", _asked(_fonts), "fonts")
    yield _part("pygls", "terbit lsp di dalam penyunting", _package("pygls"), "pygls", needed=False)
    reader = "terbit watch menampilkan EPUB seperti alat baca"
    yield _part("foliate-js", reader, foliate.version(), "foliate-js", needed=False)
    for name, purpose in _PROGRAMS.items():
        where = _asked(judges.node) if name == "node" else shutil.which(name) or ""
        yield _part(name, purpose, where, name, needed=False)
    browser = next((found for name in _BROWSERS if (found := shutil.which(name))), "")
    yield _part("chromium", "penguji Ace", browser, "chromium", needed=False)
    for judge in judges.judges():
        yield _part(
            judge.name, f"penguji berkas {judge.suffix}", _asked(judge.version), "judges", needed=False
        )


def _part(name: str, purpose: str, found: str, key: str, *, needed: bool = True) -> Part:
    return Part(name, purpose, needed, found, "" if found else remedy(key))


def _asked(question: Callable[[], str]) -> str:
    try:
        return question()
    except (MachineFault, judges.NotRunError, OSError, ValueError, LookupError):
        return ""  # who cannot even tell a version cannot be used


def _packages() -> str:
    """How many packages Terbit asks for; empty where one is missing."""
    lines = [line for line in importlib.metadata.requires("terbit") or () if "extra ==" not in line]
    names = [re.split(r"[^A-Za-z0-9._-]", line)[0] for line in lines]
    return f"{len(names)} paket" if all(map(_package, names)) else ""


def _package(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _native() -> str:
    versions = native_versions()
    if sys.platform == "linux":
        for library in _LIBRARIES:
            ctypes.CDLL(library)
    return f"Pango {versions['pango']}, HarfBuzz {versions['harfbuzz']}"


def _fonts() -> str:
    families = yaml.safe_load(styles_of(Path(__file__)).path("fonts.yaml").read_text("utf-8"))["keluarga"]
    names = [name for files in families.values() for name in files]
    missing = [name for name in names if not (fonts_folder() / name).is_file()]
    return "" if missing else f"{len(names)} berkas"
