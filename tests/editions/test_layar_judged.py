"""The layar edition before the veraPDF engine: what declares PDF/UA-1 must be PDF/UA-1."""

from __future__ import annotations

from pathlib import Path

import pikepdf
from tests import outside
from tests.conftest import make_book

from terbit.editions import load
from terbit.model.book import Book, Styles

ROWS = "\n".join(f"| {n} | sel |" for n in range(60))
KNOTTY = """
# Judul[^a] {#pakai-kerja-sama-1}

[^a]: Catatan dengan [*tautan* tegas](https://example.org/)

    - berdaftar

    > dan berkutipan

1. satu

    a. anak[^b]

        - cucu

          paragraf

[^b]: lagi

istilah *miring*
:   makna

    ~~~
    kode
    ~~~

:   makna lain $x^2$

| baris
| puisi

[![Peta](gambar/peta.png)](https://example.org/)

| No[^c] | Isi |
|--------|-----|
ROWS

: Tabel

[^c]: kepala

## Dua

***

teks
"""


def test_verapdf_finds_it_compliant(book: Book, styles: Styles, tmp_path: Path) -> None:
    """The PDF/UA-1 profile of veraPDF finds no fault in a book with one of everything nor in a knotty one."""
    knotty = make_book(tmp_path / "rumit", KNOTTY.replace("ROWS", ROWS))
    for name, each in (("biasa", book), ("rumit", knotty)):
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(load("layar").render(each, styles).data)
        verdict = outside.verapdf(file)
        assert verdict["compliant"], verdict["failures"]


def test_a_skipped_level_costs_the_claim(styles: Styles, tmp_path: Path) -> None:
    """A book whose headings skip a level is written, named, and does not claim what veraPDF would deny."""
    body = "# Judul {#pakai-kerja-sama-1}\n\n## Satu\n\nteks\n\n#### Dalam\n\nteks\n"
    rendered = load("layar").render(make_book(tmp_path, body), styles)
    assert [complaint.code for complaint in rendered.complaints] == ["X003"]
    file = tmp_path / "lompat.pdf"
    file.write_bytes(rendered.data)
    clauses = {failure["clause"] for failure in outside.verapdf(file)["failures"]}
    assert "7.4.2" in clauses
    with pikepdf.open(file) as pdf, pdf.open_metadata() as xmp:
        assert "pdfuaid:part" not in xmp
