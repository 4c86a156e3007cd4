"""What an import made becomes a book's folder, with a report that says what is kept how and what is not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from terbit import starting
from terbit.importing import Imported
from terbit.model.findings import Severity
from terbit.report import Report

_SHOWN = 8
"""Lines of what could not be kept; the report on the disk has them all."""
REPORT = "laporan-impor.md"
_GLOSSARY = """# Istilah buku ini. Pemakaian pertamanya di setiap bagian tertaut sendiri ke daftar ini.
entri: []
"""


def files_of(imported: Imported, profile: str, author: str) -> dict[str, bytes]:
    """The files of the book by their path in its folder, those of any new book included."""
    kind = profile or ("buku-ajar" if imported.has_chapters else "artikel")
    frame = starting.frame(
        title=imported.title, author=author or imported.author, profile=kind, date=starting.today()
    )
    own = {
        "source/naskah.md": imported.master.encode(),
        "source/pustaka.json": imported.references.encode(),
        "source/glosarium.yaml": _GLOSSARY.encode(),
        REPORT: _page(imported).encode(),
    }
    pictures = {f"source/gambar/{name}": data for name, data in imported.pictures.items()}
    received = {f"source/asli/{name}": data for name, data in imported.sources.items()}
    return frame | own | pictures | received


def lines(imported: Imported, book: Path, check: Report) -> Iterator[str]:
    """What the command says to people."""
    yield f"Judul: {imported.title}"
    for sentence in imported.changed:
        yield f"berubah: {sentence}"
    for sentence in imported.lost[:_SHOWN]:
        yield f"tidak terbawa: {sentence}"
    if len(imported.lost) > _SHOWN:
        yield f"tidak terbawa: {len(imported.lost) - _SHOWN} hal lain, yang disebut dalam {REPORT}."
    yield f"ditulis: {book} ({REPORT} memuat laporan ini)"
    if check.failure:
        yield f"Naskah belum diperiksa. {check.failure.message}"
        return
    counts = [
        f"{check.count(severity)} {word}"
        for severity, word in zip(Severity, ("galat", "peringatan", "saran"), strict=True)
    ]
    yield f"Pemeriksaan naskah: {', '.join(counts)}. Lihat dengan: terbit check {book}"


def json(imported: Imported, book: Path, check: Report) -> str:
    """The same for programs."""
    document = {
        "book": str(book),
        "title": imported.title,
        "changed": imported.changed,
        "lost": imported.lost,
        "pictures": sorted(imported.pictures),
        "check": None if check.failure else {one.value: check.count(one) for one in Severity},
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode()


def _page(imported: Imported) -> str:
    page = ["# Laporan impor", "", f"Judul: {imported.title}", "", "## Sumber", ""]
    page += [
        f"- `source/asli/{name}` (SHA-256 `{hashlib.sha256(data).hexdigest()}`)"
        for name, data in imported.sources.items()
    ]
    page += ["", "## Disimpan dengan cara lain", ""]
    page += [f"- {sentence}" for sentence in imported.changed] or ["Tidak ada."]
    page += ["", "## Tidak terbawa", ""]
    page += [f"- {sentence}" for sentence in imported.lost] or ["Tidak ada."]
    page += ["", "Berkas ini boleh dihapus; Terbit tidak membacanya."]
    return "\n".join(page) + "\n"
