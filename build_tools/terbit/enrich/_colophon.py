"""The colophon: what is known of the book, and marked blanks for what only others can give."""

from __future__ import annotations

from collections.abc import Iterator

import terbit
from terbit.enrich._draft import Draft, div, para, span, words
from terbit.model.book import Metadata, PartKind
from terbit.model.edits import Edits
from terbit.model.tree import DefinitionList, Inline

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


def add(draft: Draft) -> Draft:
    """ISBN and KDT are issued by Perpusnas only: never made up, always a marked blank."""
    entries = tuple((words(name), ((para(*text),),)) for name, text in _entries(draft))
    return draft.plus(PartKind.COLOPHON, "Kolofon", div("kolofon", DefinitionList(entries)))


def _entries(draft: Draft) -> Iterator[tuple[str, tuple[Inline, ...]]]:
    metadata, edits = draft.metadata, draft.manuscript.edits
    date = metadata.date
    yield "Judul", words(metadata.title)
    yield "Penulis", _author(metadata, edits)
    yield "Penerbit", words(metadata.publisher) if metadata.publisher else _blank("diisi oleh penerbit")
    yield (
        "ISBN",
        words(metadata.isbn) if metadata.isbn else _blank("diberikan oleh Perpusnas kepada penerbit"),
    )
    yield "Katalog dalam Terbitan (KDT)", _blank("diberikan oleh Perpusnas kepada penerbit")
    yield "Tanggal edisi", words(f"{date.day} {MONTHS[date.month - 1]} {date.year}")
    if edits:
        source = (
            f"Disunting dari naskah yang diterima, “{edits.received_path.name}”; setiap perubahan tercantum "
        )
        yield "Naskah", words(f"{source}dalam Catatan Suntingan.")
    if metadata.rights:
        yield "Hak", words(metadata.rights)
    yield (
        "Pembuatan",
        words(
            f"Semua edisi dibuat dari satu naskah induk dengan Terbit {terbit.__version__} "
            "dan dicocokkan kembali dengannya."
        ),
    )


def _author(metadata: Metadata, edits: Edits | None) -> tuple[Inline, ...]:
    if metadata.authors:
        return words(" dan ".join(metadata.authors))
    return _blank("tidak disebut dalam naskah yang diterima" if edits else "belum diisi")


def _blank(reason: str) -> tuple[Inline, ...]:
    return (span(("", ("kosong",), ()), *words(f"[{reason}]")),)
