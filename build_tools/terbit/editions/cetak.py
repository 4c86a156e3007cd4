"""The edition for printing: a bound book in a format of `formats.yaml`, roman front matter, black ink."""

from __future__ import annotations

from terbit.editions._formats import format_of
from terbit.editions._pdf import Design, edition
from terbit.editions._pdf_layout import Imposition
from terbit.model.book import Book, Styles


def page_rules(book: Book, styles: Styles) -> str:
    """The page of the book's format as CSS: trim size, margins, type size and line, all in pt.

    The canon is Van de Graaf's, as `formats.yaml` tells; the type area is a whole number of lines high, so
    that the lines of both sides of a leaf stand on one grid.
    """
    paper = format_of(book, styles)
    width, height, line = paper.width, paper.height, paper.line
    inner, top = width / paper.divisor, height / paper.divisor
    lines = (height - 3 * top) // line
    bottom = height - top - lines * line
    outer = 2 * inner
    return (
        f"@page {{ size: {width:.3f}pt {height:.3f}pt }}\n"
        f"@page :left {{ margin: {top:.3f}pt {inner:.3f}pt {bottom:.3f}pt {outer:.3f}pt }}\n"
        f"@page :right {{ margin: {top:.3f}pt {outer:.3f}pt {bottom:.3f}pt {inner:.3f}pt }}\n"
        f"html {{ font-size: {paper.type_size}pt; line-height: {line}pt }}\n"
    )


EDITION = edition(
    Design(
        name="cetak",
        title="PDF untuk percetakan: buku berjilid, halaman kanan dan kiri",
        order=0,
        sheet="cetak.css",
        imposition=Imposition(roman=True, duplex=True, depth=2),
        page_rules=page_rules,
        claim=False,
        ink=True,
    )
)
