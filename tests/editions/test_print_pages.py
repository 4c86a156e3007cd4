"""Where the printed pages begin: each page of `cetak` at the word that MuPDF reads first on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.printed import pages_of
from tests.volume import write_textbook

from terbit import pipeline
from terbit.editions import load
from terbit.editions._print_pages import character_at, print_pages
from terbit.enrich import enrich
from terbit.model.book import Book
from terbit.model.outline import Opening, Outline, PageStart, Passage
from terbit.model.stream import squeeze
from terbit.read import read_manuscript

CHAPTERS = 10


def book_of(place: Path) -> Book:
    """The enriched book of a folder."""
    manuscript = read_manuscript(place, pipeline.styles_of(place).path("csl/terbit.csl"))
    return enrich(manuscript, pipeline.date_of(manuscript))


@pytest.fixture(scope="module")
def textbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A textbook of ten chapters, printed."""
    place = write_textbook(tmp_path_factory.mktemp("ajar") / "buku", CHAPTERS)
    report = pipeline.build(place, ("cetak",))
    assert report.files
    return place


def test_each_page_begins_at_its_first_word(textbook: Path) -> None:
    """On every page with words of the book, the first one is the word at the page's place in the promise."""
    promised = book_of(textbook).outline
    pdf = next((textbook / "dist").glob("*-cetak.pdf"))
    found = print_pages(load("cetak").inspect(pdf).pages, promised)
    text = " ".join(passage.text for passage in promised.passages)
    places = [place for place, character in enumerate(text) if squeeze(character)]
    printed = pages_of(pdf)
    assert [page.label for page in found] == [page.label for page in printed]
    assert [page.offset for page in found] == sorted(page.offset for page in found)
    opening = [
        (p, there) for p, there in zip(found, printed, strict=True) if p.opening is not Opening.NOTHING
    ]
    assert len(opening) > CHAPTERS * 7
    wrong = [(p, there.text[:40]) for p, there in opening if not there.begins(text[places[p.offset] :][:80])]
    assert not wrong


def test_pages_without_words_begin_with_the_next(textbook: Path) -> None:
    """Contents and blank pages begin where the next part does, index pages at the end."""
    promised = book_of(textbook).outline
    pdf = next((textbook / "dist").glob("*-cetak.pdf"))
    found = print_pages(load("cetak").inspect(pdf).pages, promised)
    length = sum(len(squeeze(passage.text)) for passage in promised.passages)
    nothing = [page for page in found if page.opening is Opening.NOTHING]
    assert [page.label for page in nothing][:2] == ["ii", "v"]
    assert nothing[-1].offset == length
    after = {page.label: page.offset for page in found}
    assert after["ii"] == after["iii"]
    assert after["v"] == after["ix"]


TEXTS = ("Satu dua-tiga.", "Dan—lalu\u00a0empat", "中文 kata", "lima")


@pytest.mark.parametrize(
    ("offset", "word"),
    [
        (0, "Satu"),
        (3, "Satu"),
        (4, "dua-tiga."),
        (9, "dua-tiga."),
        (13, "Dan—lalu"),
        (18, "lalu"),
        (21, "empat"),
        (27, "文"),
        (30, "kata"),
        (34, "lima"),
        (40, ""),
    ],
)
def test_a_place_is_at_the_beginning_of_a_word(offset: int, word: str) -> None:
    """A page end inside a word belongs before it; dashes part words, and each Han character is one."""
    outline = Outline(tuple(Passage("paragraph", text) for text in TEXTS), ())
    (page,) = print_pages((PageStart("1", Opening.TEXT, offset),), outline)
    assert squeeze("".join(TEXTS))[page.offset :].startswith(squeeze(word))
    assert page.offset <= offset


def test_a_place_is_told_in_composed_characters() -> None:
    """An accent of its own counts with its letter, as parity counts."""
    assert character_at("cafe\u0301 x", 4) == 6


def test_a_page_inside_a_long_note_is_told(tmp_path: Path) -> None:
    """A note longer than a page runs over pages of its own; they begin behind it, and say so."""
    note = "\n\n    ".join(["Kalimat panjang tentang perjanjian antara dua negara itu. " * 12] * 12)
    place = tmp_path / "naskah.md"
    place.write_text(f"# Judul\n\nAwal.[^a]\n\nSesudah.\n\n[^a]: {note}\n", encoding="utf-8")
    pipeline.build(place, ("cetak",))
    promised = book_of(place).outline
    pages = print_pages(load("cetak").inspect(next((tmp_path / "dist").glob("*.pdf"))).pages, promised)
    text = "".join(squeeze(passage.text) for passage in promised.passages)
    inside = [page for page in pages if page.opening is Opening.NOTE]
    assert len(inside) > 1
    assert {text[page.offset :][:8] for page in inside} == {"Sesudah."}
