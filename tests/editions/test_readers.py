"""The EPUB in reading systems: foliate-js and epub.js in two browser engines, used as a reader uses them.

`pytest --update-golden` draws the contact sheets in `docs/images/` anew; look before they are committed.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pymupdf
import pytest
from PIL import Image
from tests.conftest import ROOT
from tests.outside import JUDGES, minibrowser, node, not_run, program_of
from tests.sheets import IMAGES, contact_sheet, keep

from terbit import pipeline

SIZES = {"ponsel": (390, 844), "pembaca": (600, 800)}
"""CSS pixels of a phone and of an e-reader of six inches."""
SYSTEMS = ("foliate", "epubjs")
SCHEMES = ("terang", "gelap")
ARTICLE = ("sampul.xhtml", "isi-02.xhtml", "isi-02.xhtml#hlm-4", "glosarium.xhtml")
SIKSA = ("isi-02.xhtml#bahasa-lain", "isi-03.xhtml", "isi-05.xhtml#gambar-1", "isi-07.xhtml#tabel-1")
"""Of the book of everything: scripts, lists, figures, tables."""

MUPDF = (
    ("Latar Belakang Terbentuknya Kerja Sama Bilateral", "Glosarium", "Catatan Suntingan"),
    ("Daftar", "Gambar", "Rumus", "Tabel"),
)
"""Lines of the contents of the two books."""


class Seen(NamedTuple):
    """What an engine showed of our article, and pictures of it and of the book of everything."""

    engine: str
    told: dict[str, Any]
    folder: Path


@pytest.fixture(scope="module")
def epubs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Our own article, and the book of everything."""
    place = tmp_path_factory.mktemp("buku")
    shutil.copytree(ROOT / "source", place / "artikel" / "source")
    shutil.copytree(ROOT / "tests" / "books" / "siksa", place / "siksa")
    for name in ("artikel", "siksa"):
        pipeline.build(place / name, ("epub",))
    (article,), (everything,) = ((place / name / "dist").glob("*.epub") for name in ("artikel", "siksa"))
    return article, everything


@pytest.fixture(scope="module", params=["chromium", "webkit"])
def seen(
    request: pytest.FixtureRequest, epubs: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory
) -> Seen:
    """Both books shown by both systems at both sizes, light and dark; the article is used as well."""
    engine = request.param
    if not (JUDGES / "node_modules" / "foliate-js").is_dir():
        not_run("foliate-js and epub.js (npm ci in tests/judges brings them)")
    if engine == "webkit":
        needed = {"MINIBROWSER": minibrowser()}
    else:
        needed = {"CHROMIUM": program_of("chromium", "Chromium")}
    folder = tmp_path_factory.mktemp(engine)
    article = show(engine, needed, epubs[0], folder / "artikel", ["4", "perjanjian", *ARTICLE])
    everything = show(engine, needed, epubs[1], folder / "siksa", ["", "", *SIKSA])
    article["cut"] += everything["cut"]
    article["errors"] += everything["errors"]
    return Seen(engine, article, folder)


def show(engine: str, needed: dict[str, str], epub: Path, folder: Path, order: list[str]) -> dict[str, Any]:
    """What `readers.mjs` tells; its pictures are in `folder`, cut to the size of the device."""
    folder.mkdir()
    command = [
        node("the readers"),
        str(JUDGES / "readers.mjs"),
        engine,
        str(epub),
        str(folder),
        *order,
    ]
    environment = {**os.environ, **needed}
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=600)
    assert run.returncode == 0, run.stderr
    for path in folder.glob("*.png"):
        size = next(size for name, size in SIZES.items() if name in path.name)
        with Image.open(path) as picture:
            picture.convert("RGB").crop((0, 0, *size)).save(path)
    told: dict[str, Any] = json.loads(run.stdout)
    return told


def test_no_reader_complains(seen: Seen) -> None:
    """Nothing is said on the console, at phone and e-reader size, light and dark."""
    assert seen.told["errors"] == []


def test_nothing_is_cut_off(seen: Seen) -> None:
    """No word, picture, table or formula is wider than its column."""
    assert seen.told["cut"] == []


def test_a_dark_page_is_dark(seen: Seen) -> None:
    """The page has the reader's ground, and the words are seen on it."""
    for system, size in itertools.product(SYSTEMS, SIZES):
        light, dark = (
            Image.open(seen.folder / "artikel" / f"{system}-{size}-{scheme}-2.png").convert("L")
            for scheme in SCHEMES
        )
        assert light.getpixel((2, 2)) == 255
        assert dark.getpixel((2, 2)) < 50  # type: ignore[operator]  # a grey, not a tuple
        assert (light.getextrema()[0], dark.getextrema()[1]) == (0, 255)


def test_page_4_is_where_the_printed_page_begins(seen: Seen) -> None:
    """“Open page 4” shows its first words; both readers list all pages, roman ones first."""
    foliate, epubjs = seen.told["foliate"], seen.told["epubjs"]
    assert foliate["pages"][:6] == ["i", "ii", "iii", "iv", "1", "2"]
    assert len(foliate["pages"]) == epubjs["pages"] > 20
    assert "ekonomi terbesar di dunia" in foliate["page"]["text"]
    assert foliate["page"]["label"] == "4"
    assert epubjs["marked"]


def test_a_note_pops_up(seen: Seen) -> None:
    """A tap on a mark shows its note, which the reader knows as a footnote, and nothing else."""
    note = seen.told["foliate"]["note"]
    assert (note["type"], note["hidden"]) == ("footnote", True)
    assert note["text"].startswith("1 Catatan editor: Naskah yang diterima")


def test_a_term_leads_to_its_entry_and_back(seen: Seen) -> None:
    """The glossary shows the term that was tapped; “back” returns to the sentence."""
    term = seen.told["foliate"]["term"]
    assert term["asked"].lower() in term["text"].lower()
    assert seen.told["foliate"]["back"] is True


def test_contents_and_search_work(seen: Seen) -> None:
    """A line of the contents leads to its part; the search finds a word through marks and notes."""
    foliate, epubjs = seen.told["foliate"], seen.told["epubjs"]
    assert foliate["contents"].startswith("Kerja Sama Bilateral")
    assert foliate["hits"] == epubjs["hits"] == 20
    assert foliate["toc"] == epubjs["toc"] == 5


def test_contact_sheets_are_kept(seen: Seen, request: pytest.FixtureRequest) -> None:
    """`docs/images/` holds what was looked at: a sheet an engine and size, both systems, light and dark."""
    for size in SIZES:
        name = f"epub-{seen.engine}-{size}"
        if request.config.getoption("--update-golden"):
            keep(sheet(seen, size), name)
        assert (IMAGES / f"{name}.png").is_file()


@pytest.mark.parametrize("number", [0, 1])
def test_mupdf_shows_every_line_of_the_contents(epubs: tuple[Path, Path], number: int) -> None:
    """A reader of weak CSS: each line of the contents leads to its words, and no short word is broken."""
    for size in SIZES.values():
        book: Any = pymupdf.open(epubs[number])  # type: ignore[no-untyped-call]  # PyMuPDF has no types
        book.layout(width=size[0], height=size[1], fontsize=16)
        texts = [" ".join(page.get_text().split()) for page in book]
        lost = [title for _, title, page in book.get_toc() if title not in texts[page - 1]]
        assert lost == []
        words = {word for text in texts for word in text.split()}
        assert words >= ({"Kali", "Baris"} if number == 0 else {"Wilayah", "Bilangan", "Kuadrat"})


def test_the_sheet_of_mupdf_is_kept(epubs: tuple[Path, Path], request: pytest.FixtureRequest) -> None:
    """`docs/images/` holds what was looked at: the pages of some parts, on a phone and on an e-reader."""
    if request.config.getoption("--update-golden"):
        screens = [
            screen
            for size in SIZES.values()
            for epub, titles in zip(epubs, MUPDF, strict=True)
            for screen in drawn_by_mupdf(epub, size, titles)
        ]
        keep(contact_sheet(screens, len(screens) // len(SIZES), 32), "epub-mupdf")
    assert (IMAGES / "epub-mupdf.png").is_file()


def drawn_by_mupdf(epub: Path, size: tuple[int, int], titles: Sequence[str]) -> list[Image.Image]:
    """The pages on which lines of the contents begin, at half size."""
    book: Any = pymupdf.open(epub)  # type: ignore[no-untyped-call]  # PyMuPDF has no types
    book.layout(width=size[0], height=size[1], fontsize=16)
    at = {title: page - 1 for _, title, page in book.get_toc()}
    pages = [book[at[title]].get_pixmap(dpi=36) for title in titles]
    return [Image.frombytes("RGB", (page.width, page.height), page.samples) for page in pages]


def sheet(seen: Seen, size: str) -> Image.Image:
    """A row for each reading system and colour scheme, a column for each place, at two fifths of its size."""
    places = [("artikel", number) for number in range(1, len(ARTICLE) + 1)]
    places += [("siksa", number) for number in range(1, len(SIKSA) + 1)]
    small = [length * 2 // 5 for length in SIZES[size]]
    screens = []
    for system, scheme in itertools.product(SYSTEMS, SCHEMES):
        for book, number in places:
            with Image.open(seen.folder / book / f"{system}-{size}-{scheme}-{number}.png") as drawn:
                screens.append(drawn.resize((small[0], small[1]), Image.Resampling.LANCZOS))
    return contact_sheet(screens, len(places), 32)
