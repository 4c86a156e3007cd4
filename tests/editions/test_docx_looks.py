"""The Word files of our own article and of the book of everything, as LibreOffice and pandoc open them.

`pytest --update-golden` draws the contact sheets in `docs/images/` anew; look before they are committed. They
are drawn with Carlito and Caladea, whose letters are as wide as those of Calibri and Cambria.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from PIL import Image
from tests.conftest import ROOT
from tests.outside import libreoffice
from tests.sheets import IMAGES, contact_sheet, keep
from tests.word import squeezed

from terbit import pipeline
from terbit.adapters import pandoc
from terbit.editions import load
from terbit.model.outline import outline_of
from terbit.model.tree import decode

BOOKS = {"docx": ROOT, "docx-siksa": ROOT / "tests" / "books" / "siksa"}
_DPI = 40
_SIDE = 85
"""pt: 30 mm, the margin at either side."""


@pytest.fixture(scope="module", params=BOOKS)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The name of a book, and its Word file."""
    place = tmp_path_factory.mktemp("buku")
    shutil.copytree(BOOKS[request.param] / "source", place / "source")
    pipeline.build(place, ("docx",))
    (path,) = (place / "dist").glob("*.docx")
    return request.param, path


@pytest.fixture(scope="module")
def printed(made: tuple[str, Path]) -> tuple[str, Any]:
    """A book's Word file as LibreOffice prints it."""
    name, path = made
    return name, pymupdf.open(libreoffice(path, path.parent))  # type: ignore[no-untyped-call]  # PyMuPDF has no types


def test_a_round_trip_keeps_every_sentence(made: tuple[str, Path]) -> None:
    """pandoc, reading the file, finds each sentence of text and notes; formulas it writes in its own way."""
    said = load("docx").inspect(made[1])
    tree = decode(pandoc.convert(("--from=docx", "--to=json"), made[1].read_bytes()).data)
    back = outline_of(tree.blocks)
    text = squeezed(passage.text for passage in (*back.passages, *back.notes))
    sentences = [one for text in (*said.passages, *said.notes) for one in re.split(r"(?<=[.?!])\s+", text)]
    assert len(sentences) > 400
    lost = [sentence for sentence in sentences if squeezed([sentence]) not in text]
    assert [sentence for sentence in lost if not re.search(r"\\\w+\{|\w[_^]\w", sentence)] == []


def test_nothing_sticks_out(printed: tuple[str, Any]) -> None:
    """Words and rules of every page stand between the margins.

    LibreOffice 7.4 breaks no line between Han and a comma of another script, nor before: that line is let be.
    """
    for page in printed[1]:
        boxes = [block[:4] for block in page.get_text("blocks") if "カ" not in block[4]]
        boxes += [drawing["rect"] for drawing in page.get_drawings()]
        outside = [box for box in boxes if box[0] < _SIDE - 2 or box[2] > page.rect.width - _SIDE + 2]
        assert outside == [], page.number + 1


def test_no_page_is_blank(printed: tuple[str, Any]) -> None:
    """Every page says something besides its running lines."""
    for page in printed[1]:
        body = (0, 70, page.rect.width, page.rect.height - 60)
        assert page.get_text(clip=body).strip(), page.number + 1


def test_the_contact_sheet_is_kept(printed: tuple[str, Any], request: pytest.FixtureRequest) -> None:
    """`docs/images/` holds what was looked at."""
    name = f"lembar-{printed[0]}"
    if request.config.getoption("--update-golden"):
        drawn = [page.get_pixmap(dpi=_DPI) for page in printed[1]]
        pages = [Image.frombytes("RGB", (one.width, one.height), one.samples) for one in drawn]
        keep(contact_sheet(pages, 6), name)
    assert (IMAGES / f"{name}.png").is_file()
