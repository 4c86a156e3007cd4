"""Where the pages of an edition begin is told without making it, as its finished file says."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import ROOT
from tests.epub import STRANGE
from tests.pdf import LONG
from tests.volume import write_textbook

from terbit import pipeline
from terbit.editions import load
from terbit.enrich import enrich
from terbit.model.book import PLAIN, Book, Order, Styles
from terbit.model.outline import PageStart
from terbit.read import read_manuscript

CETAK = load("cetak")
_DATE = datetime.date(2026, 11, 23)


def book_of(place: Path) -> tuple[Book, Styles]:
    """The book in a folder, and its looks."""
    styles = pipeline.styles_of(place)
    return enrich(read_manuscript(place, styles.path("csl/terbit.csl")), _DATE), styles


def told(place: Path, order: Order = PLAIN) -> tuple[PageStart, ...]:
    """The pages of `cetak`, which is not made."""
    assert CETAK.starts is not None
    return CETAK.starts(*book_of(place), order)


def made(place: Path, folder: Path, order: Order = PLAIN) -> tuple[PageStart, ...]:
    """The pages that its finished file has."""
    path = folder / "cetak.pdf"
    path.write_bytes(CETAK.render(*book_of(place), order).data)
    return CETAK.inspect(path).pages


def written(folder: Path, text: str) -> Path:
    """A book of this master alone."""
    (folder / "source").mkdir()
    (folder / "source" / "naskah.md").write_text(text, encoding="utf-8")
    return folder


PLACES: dict[str, Callable[[Path], Path]] = {
    "article": lambda _: ROOT,
    "torture": lambda _: ROOT / "tests" / "books" / "siksa",
    "long notes and tables": lambda folder: written(folder, LONG),
    "what no master should hold": lambda folder: written(folder, STRANGE),
    "textbook": lambda folder: write_textbook(folder / "buku", 10),
}


@pytest.mark.parametrize("name", PLACES)
def test_the_pages_are_those_of_the_file(name: str, tmp_path: Path) -> None:
    """Labels, what each page begins with, and at which character."""
    place = PLACES[name](tmp_path)
    assert told(place) == made(place, tmp_path)


def test_with_bleed_they_are_the_same(tmp_path: Path) -> None:
    """What is cut off says nothing."""
    order = Order(bleed=3, marks=True)
    place = ROOT / "tests" / "books" / "siksa"
    assert told(place, order) == made(place, tmp_path, order)


def test_what_a_style_hides_or_moves_away_says_nothing(tmp_path: Path) -> None:
    """In both."""
    quoted = "> Kutipan yang jauh.\n\n**Tidak tampak.** Alinea biasa.\n\n"
    place = written(tmp_path, LONG.replace("## ", f"{quoted}## "))
    (place / "styles").mkdir()
    shipped = (ROOT / "styles" / "cetak.css").read_text("utf-8")
    own = f"{shipped}\nblockquote {{ position: relative; left: 300mm }} strong {{ visibility: hidden }}"
    (place / "styles" / "cetak.css").write_text(own, encoding="utf-8")
    assert told(place) == made(place, tmp_path)


def test_after_an_edit_they_are_those_of_the_edited_book(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was told of the other chapters is used again, and moves with what stands before them."""
    place = write_textbook(tmp_path / "buku", 5)
    monkeypatch.setenv("TERBIT_CACHE", str(tmp_path / "simpanan"))
    before = told(place)
    master = place / "source" / "naskah.md"
    text = master.read_text("utf-8")
    master.write_text(re.sub(r"(?m)^(## .*\n)", r"\1\nSatu alinea yang baru.\n", text, count=3), "utf-8")
    after = told(place)
    monkeypatch.setenv("TERBIT_CACHE", "off")
    assert before != after == made(place, tmp_path)


@pytest.mark.parametrize("name", ["epub", "docx", "sampul"])
def test_a_file_is_the_same_whether_cetak_is_made_or_not(name: str, tmp_path: Path) -> None:
    """Its bytes never depend on what else was asked for."""
    place = write_textbook(tmp_path / "buku", 3)
    files = []
    for wanted in ((name,), ("cetak", name)):
        report = pipeline.build(place, wanted)
        (path,) = (p for p in report.files if p.suffix != ".json" and p.name.endswith(load(name).suffix))
        files.append(path.read_bytes())
    assert files[0] == files[1]
