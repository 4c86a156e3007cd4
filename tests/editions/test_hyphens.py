"""Hyphens at line ends: the line breaker's can be told from the author's, and none is lost in a copy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests import outside
from tests.conftest import ROOT, make_book

from terbit.editions import load
from terbit.model.book import Styles

WORDS = (
    "Negara-negara kepulauan berkali-kali mengirimkan utusan-utusan ke kota-kota pelabuhan, sedangkan "
    "saudagar-saudagar berjual-beli kain-kain, rempah-rempah, dan barang-barang pecah-belah pada abad ke-13. "
    "Anak-anak bersama-sama mempelajari undang-undang dasar negara-negara tetangga serta surat-menyurat "
    "antarpemerintah yang tersimpan baik-baik di rumah-rumah arsip. "
)

_FURNITURE = re.compile(r"|\d+|[ivx]+|Kerja Sama|Ulang")
"""Folios and running heads: they stand between the lines of two pages."""


@pytest.mark.parametrize("width", [40, 47, 55])
def test_every_hyphen_of_the_author_survives_copying(width: int, tmp_path: Path) -> None:
    """A narrow justified column: without the U+2010 at its line ends, the text is the master's."""
    sheet = (ROOT / "styles" / "cetak.css").read_text("utf-8")
    (tmp_path / "cetak.css").write_text(f"{sheet}\n.isi p {{ width: {width}mm }}\n", "utf-8")
    book = make_book(tmp_path, f"# Ulang\n\n{WORDS * 6}")
    rendered = load("cetak").render(book, Styles((tmp_path, ROOT / "styles")))
    file = tmp_path / "ulang.pdf"
    file.write_bytes(rendered.data)
    lines = [line.strip("\u200b\f") for line in outside.pdftotext(file).splitlines()]
    column = "\n".join(line for line in lines if not _FURNITURE.fullmatch(line))
    joined = re.sub(r"-\n", "-", re.sub(r"\u2010\n", "", column))
    assert column.count("\u2010\n") > 4
    assert column.count("-\n") > 5
    assert (WORDS * 6).strip() in " ".join(joined.split())
