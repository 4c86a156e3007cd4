"""Finished files for the tests of editions."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from tests.conftest import make_book as make_whole_book
from tests.conftest import write_png
from tests.epub import LOGO, STRANGE, make_book, rendered
from tests.pdf import LAYAR, LONG, STYLES
from tests.word import write

from terbit.model.book import Book, Rendered, Styles


@pytest.fixture
def epub(book: Book, styles: Styles, tmp_path: Path) -> Path:
    """The finished file of the sample book."""
    return rendered(book, styles, tmp_path)[1]


@pytest.fixture
def strange(tmp_path: Path) -> Book:
    """A book whose body holds what manuscripts should not, and that knows who made it."""
    book = make_book(tmp_path, STRANGE)
    (tmp_path / "gambar" / "logo.svg").write_text(LOGO)
    write_png(tmp_path / "gambar" / "Péta (1).jpg")
    metadata = msgspec.structs.replace(
        book.metadata,
        subtitle="Anak Judul",
        authors=("Sutini", "Rana & Rekan"),
        publisher="Balai",
        rights="CC",
    )
    return msgspec.structs.replace(book, metadata=metadata)


@pytest.fixture
def finished(book: Book, styles: Styles, tmp_path: Path) -> Path:
    """The sample book as a Word file."""
    return write(book, styles, tmp_path)


@pytest.fixture(scope="session")
def layar(tmp_path_factory: pytest.TempPathFactory) -> tuple[Book, Rendered]:
    """The book with one of everything as a PDF for screens, rendered once."""
    book = make_whole_book(tmp_path_factory.mktemp("buku"))
    return book, LAYAR.render(book, STYLES)


@pytest.fixture(scope="session")
def long_layar(tmp_path_factory: pytest.TempPathFactory) -> tuple[Book, Rendered]:
    """A book whose paragraphs, notes and table run over pages, rendered once."""
    body = LONG.replace("[^0]\n", "[^0] [kerja]{#pakai-kerja-sama-1}\n", 1)
    book = make_whole_book(tmp_path_factory.mktemp("panjang"), body)
    return book, LAYAR.render(book, STYLES)
