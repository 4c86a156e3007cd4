"""The HTML of a book, part by part: as pandoc writes it in one run, whatever was kept."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from lxml import etree
from tests.conftest import ROOT
from tests.volume import write_textbook

from terbit import pipeline
from terbit.adapters import pandoc
from terbit.editions._html import html
from terbit.enrich import enrich
from terbit.model.book import Book
from terbit.model.tree import RawBlock, encode
from terbit.read import read_manuscript

BORDER = "<!--batas-->"
OPTIONS = ("-f", "json", "-t", "html5", "--wrap=none", "--mathml", "--syntax-highlighting=none")


def book_of(place: Path) -> Book:
    """The book in a folder."""
    csl = pipeline.styles_of(place).path("csl/terbit.csl")
    return enrich(read_manuscript(place, csl), datetime.date(2026, 11, 23))


def whole(book: Book) -> tuple[list[str], list[str]]:
    """The parts and the notes of a book without raw code, as one run of pandoc writes them."""
    border = RawBlock(("html", BORDER))
    blocks = [block for part in book.parts for block in (border, *part.blocks)]
    data = encode((*blocks, border))
    _, *parts, notes = pandoc.convert(OPTIONS, data).data.decode().split(BORDER)
    return parts, items(notes)


def items(notes: str) -> list[str]:
    """The notes, each with its number."""
    found = etree.fromstring(notes).iter("li") if notes.strip() else ()
    return [etree.tostring(item, with_tail=False, encoding="unicode") for item in found if item.get("id")]


def write(folder: Path, first: str) -> Path:
    """A textbook of three chapters with notes, the first of which says `first`."""
    place = write_textbook(folder / "buku", 3)
    master = place / "source" / "naskah.md"
    head, _, rest = master.read_text("utf-8").partition("\n## ")
    heading, _, rest = rest.partition("\n")
    master.write_text(f"{head}\n## {heading}\n\n{first}\n{rest}", encoding="utf-8")
    return place


NOTED = """Kata[^x1] dan lagi^[Sebaris.], lalu [ini](#fn1).

[^x1]: Isi.

    ```
    <li id="fn1">
    ```
"""


def test_parts_are_as_in_one_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where some parts are kept and others are new: more notes, or none, before those that are kept."""
    monkeypatch.setenv("TERBIT_CACHE", str(tmp_path / "simpanan"))
    for first in (NOTED, "Tanpa catatan.", NOTED + NOTED.replace("x1", "x2")):
        shutil.rmtree(tmp_path / "buku", ignore_errors=True)
        book = book_of(write(tmp_path, first))
        made = html(book)
        parts, notes = whole(book)
        assert list(made.parts) == parts
        assert items(made.notes) == notes
        assert len(notes) > 3


def test_the_article_is_as_in_one_run() -> None:
    """The same of our own book, without a store."""
    book = book_of(ROOT)
    made = html(book)
    assert (list(made.parts), items(made.notes)) == whole(book)


def test_what_pandoc_says_is_said_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A part it complains of is never taken from the store."""
    monkeypatch.setenv("TERBIT_CACHE", str(tmp_path / "simpanan"))
    place = write(tmp_path, "Rumus $\\foo{$ rusak.")
    first = html(book_of(place)).messages
    assert [message["type"] for message in first] == ["CouldNotConvertTeXMath"]
    assert html(book_of(place)).messages == first


def test_only_what_is_new_is_converted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One edited chapter is; in a book that was written before, nothing."""
    monkeypatch.setenv("TERBIT_CACHE", str(tmp_path / "simpanan"))
    html(book_of(write(tmp_path, NOTED)))
    shutil.rmtree(tmp_path / "buku")
    edited = book_of(write(tmp_path, "Lain."))
    seen: list[bytes] = []
    convert = pandoc.convert

    def heard(arguments: Sequence[str], data: bytes, *, epoch: int) -> pandoc.Conversion:
        seen.append(data)
        return convert(arguments, data, epoch=epoch)

    monkeypatch.setattr(pandoc, "convert", heard)
    html(edited)
    assert [data.count(b"terbit-->") for data in seen] == [2]  # a border before the chapter, and one behind
    html.cache_clear()
    html(edited)
    assert len(seen) == 1
