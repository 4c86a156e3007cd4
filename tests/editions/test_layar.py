"""The layar edition, on real books: every page says what the book says, where a reader sees it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from tests.conftest import make_book
from tests.pdf import LAYAR, SENTENCE, STYLES, agrees, codes, elements, inspect

from terbit.editions import load
from terbit.editions._pdf_pages import PageTexts
from terbit.model.book import Book, Rendered


def redraw(data: bytes, words: str, *, keep: bool) -> bytes:
    """The file with the marked content that says `words` cut out, or (`keep`) drawn above the page."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        texts = PageTexts(pdf)
        for page in pdf.pages:
            kept: list[Any] = []
            mark: str | None = None
            for step in pikepdf.parse_content_stream(page):
                name = str(step.operator)
                if name == "BDC":
                    mark = texts[(page.obj.objgen, int(step.operands[1].MCID))].strip()
                if mark == words and keep and name == "Tm":
                    operands = pikepdf.Array([*list(step.operands)[:5], -3000])
                    kept.append(pikepdf.ContentStreamInstruction(operands, step.operator))
                elif mark != words or keep or name in {"BDC", "EMC", "q", "Q"}:
                    kept.append(step)
                mark = None if name == "EMC" else mark
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def test_it_says_what_the_book_says(layar: tuple[Book, Rendered], tmp_path: Path) -> None:
    """Every passage and note stands in the finished file, in order, and nothing else but furniture."""
    book, rendered = layar
    assert agrees(book, inspect(rendered.data, tmp_path)) == (True, True)
    assert rendered.complaints == ()


def test_long_text_survives_its_page_ends(long_layar: tuple[Book, Rendered], tmp_path: Path) -> None:
    """Paragraphs, notes and tables cut by pages read as one, table heads once, without an added hyphen."""
    book, rendered = long_layar
    reading = inspect(rendered.data, tmp_path)
    assert agrees(book, reading) == (True, True)
    assert len(pikepdf.open(io.BytesIO(rendered.data)).pages) > 12
    assert rendered.complaints == ()


def test_a_lost_paragraph_is_seen(layar: tuple[Book, Rendered], tmp_path: Path) -> None:
    """A paragraph cut out of the page is missed."""
    book, rendered = layar
    data = redraw(rendered.data, "Jawaban.", keep=False)
    assert agrees(book, inspect(data, tmp_path)) == (False, True)


def test_a_paragraph_off_the_page_is_seen(layar: tuple[Book, Rendered], tmp_path: Path) -> None:
    """Text that is drawn where nobody sees it is missed."""
    book, rendered = layar
    data = redraw(rendered.data, "Jawaban.", keep=True)
    assert agrees(book, inspect(data, tmp_path)) == (False, True)


def test_a_lost_note_is_seen(layar: tuple[Book, Rendered], tmp_path: Path) -> None:
    """A note cut out of the page is missed among the notes, and nowhere else."""
    book, rendered = layar
    data = redraw(rendered.data, "Catatan kedua.", keep=False)
    assert agrees(book, inspect(data, tmp_path)) == (True, False)


def test_a_note_taller_than_the_page_is_whole(tmp_path: Path) -> None:
    """WeasyPrint cuts such a note silently: it stands after its paragraph, and no note changes its place."""
    note = f"Catatan {SENTENCE * 120}"
    book = make_book(
        tmp_path,
        f"# Judul\n\n[Teks]{{#pakai-kerja-sama-1}}[^0][^a] lalu[^b].\n\nAkhir[^c].\n\n"
        f"[^0]: Nol.\n\n[^a]: {note}\n\n[^b]: Dua.\n\n[^c]: Tiga.",
    )
    rendered = LAYAR.render(book, STYLES)
    assert codes(rendered) == []
    assert agrees(book, inspect(rendered.data, tmp_path)) == (True, True)
    assert [rule.code for rule in LAYAR.rules if rule.stops] == ["X005", "X007", "X008", "X032"]


@pytest.mark.parametrize("name", ["layar", "cetak"])
def test_every_note_stands_on_the_page_of_its_mark(name: str, tmp_path: Path) -> None:
    """WeasyPrint would give a note away to the next page to win a line of text."""
    body = "\n\n".join(
        [
            "# Judul",
            *(f"{SENTENCE * (n % 5 + 1)}[^{n}] {SENTENCE * (n % 3)}" for n in range(120)),
            *(f"[^{n}]: Catatan. {SENTENCE * (n % 6)}" for n in range(120)),
        ]
    )
    rendered = load(name).render(make_book(tmp_path, body), STYLES)
    with pikepdf.open(io.BytesIO(rendered.data)) as pdf:
        pages = {
            role: [one.Pg.objgen for one in elements(pdf.Root.StructTreeRoot) if str(one.S) == role]
            for role in ("/Reference", "/Note")
        }
    assert len(pages["/Note"]) == 120
    assert pages["/Note"] == pages["/Reference"][:120]  # behind them comes that of the glossary's entry


def test_a_list_in_a_note_stands_close(long_layar: tuple[Book, Rendered]) -> None:
    """The lines of a note with a list follow each other at 13 pt, without gaps."""
    pymupdf = pytest.importorskip("pymupdf")
    with pymupdf.open(stream=long_layar[1].data) as document:
        page = next(page for page in document if "berdaftar" in page.get_text())
        heights = {word[4]: word[3] for word in page.get_text("words")}
    assert heights["dua"] - heights["berdaftar"] == pytest.approx(26, abs=0.5)


def test_nothing_runs_into_the_margin(long_layar: tuple[Book, Rendered]) -> None:
    """Long addresses and code break: every word ends inside the text block (41 mm margins, 27 mm if wide)."""
    pymupdf = pytest.importorskip("pymupdf")
    with pymupdf.open(stream=long_layar[1].data) as document:
        for number, page in enumerate(document, 1):
            for left, top, right, bottom, word, *_ in page.get_text("words"):
                assert left > 27 / 25.4 * 72 - 1, (number, word)
                assert right < (210 - 27) / 25.4 * 72 + 1, (number, word)
                assert top > 20, (number, word)
                assert bottom < 842 - 40, (number, word)
        code = next(page for page in document if "kode" in page.get_text())
        assert max(word[2] for word in code.get_text("words")) < (210 - 41) / 25.4 * 72 + 1
