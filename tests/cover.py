"""What the tests of the cover and of the press share: titles, an order, the boxes of a page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pikepdf
import pymupdf
from tests.conftest import make_book, part

from terbit.editions import load
from terbit.model.book import Book, Order, PartKind

SAMPUL, CETAK = load("sampul"), load("cetak")
LONG_TITLE = (
    "Perkembangan Kerja Sama Bilateral Negara-Negara Asia Tenggara dalam Pembangunan Berkelanjutan "
    "dan Perdagangan Antarbangsa"
)
SUMMARY = "Mengapa dua negara memilih untuk bekerja sama?\n\nDitulis untuk pelajar."
MM = 72 / 25.4


def titled(root: Path, title: str, names: str = "", summary: str = "") -> Book:
    """The sample book with another title page."""
    book = make_book(root)
    page = f"::: judul\n{title}\n:::\n" + (f"\n::: penulis\n{names}\n:::\n" if names else "")
    metadata = msgspec.structs.replace(book.metadata, title=title, summary=summary)
    parts = (part(PartKind.TITLE_PAGE, page), *book.parts[1:])
    return msgspec.structs.replace(book, metadata=metadata, parts=parts)


def order(folder: Path, pages: int = 20, bleed: float = 0, *, marks: bool = False) -> Order:
    """An order beside a finished `cetak` of so many pages."""
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(176 * MM, 250 * MM))
        pdf.save(folder / "cetak.pdf")
    starts = CETAK.inspect(folder / "cetak.pdf").pages
    return Order(bleed=bleed, marks=marks, pages={"cetak": starts})


def box(page: Any, name: str) -> list[float]:  # noqa: ANN401  # pikepdf's objects are whatever the file says
    """A page's box in mm, to a hundredth."""
    return [round(float(edge) / MM, 2) for edge in page.obj[name]]


def around(trim: list[float], band: float) -> list[float]:
    """A box `band` mm larger on each side."""
    return [round(edge + band * side, 2) for edge, side in zip(trim, (-1, -1, 1, 1), strict=True)]


def opened(data: bytes) -> Any:  # noqa: ANN401  # PyMuPDF has no types
    """The PDF as MuPDF draws it."""
    return pymupdf.open(stream=data)  # type: ignore[no-untyped-call]  # as above
