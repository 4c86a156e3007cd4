"""The cover of an EPUB: a picture of the front (EPUB 3.3, `cover-image`), and a page that shows it."""

from __future__ import annotations

import msgspec
from lxml import etree

from terbit.adapters import making, pdfium, store
from terbit.adapters.ebooklib import Resource
from terbit.editions._cover import COVER_SHEET, cover, fit
from terbit.editions._epub_nav import COVER_PATH
from terbit.editions._epub_xml import document, make
from terbit.editions._formats import format_of
from terbit.editions._pdf import open_press
from terbit.model.book import Book, Styles

WIDTH = 1600
"""Pixels; shops ask for at least 1,400 on the shorter side."""
_IMAGE = "sampul.png"


def cover_files(book: Book, styles: Styles, stylesheet: str) -> tuple[Resource, Resource]:
    """The cover's page and its image, whose description is the title."""
    image, height = front_image(book, styles)
    title = book.metadata.title
    size = {"width": str(WIDTH), "height": str(height)}
    picture = make("img", src=_IMAGE, alt=title, epub_type="cover", role="doc-cover", **size)
    section = make("section", "", picture, aria_label="Sampul")
    page = document("Sampul", book.metadata.language, make("body", "", section, class_="sampul"), stylesheet)
    return (
        Resource("sampul", COVER_PATH, "application/xhtml+xml", page),
        Resource("gambar-sampul", _IMAGE, "image/png", image, ("cover-image",)),
    )


def front_image(book: Book, styles: Styles) -> tuple[bytes, int]:
    """The front in the proportion of the printed book: PNG bytes, `WIDTH` pixels wide, and its height."""
    paper = format_of(book, styles)
    with open_press(book, styles, [COVER_SHEET]) as press:
        tree, _ = fit(press, cover(book, styles, (paper.width, paper.height)))
        printed = press.bind([press.lay(etree.tostring(tree))], ["Sampul"])
    name = store.key("cover image", making.signature(), printed.data)
    drawn = store.kept(name, lambda: msgspec.msgpack.encode(pdfium.png(printed.data, WIDTH)))
    return msgspec.msgpack.decode(drawn, type=tuple[bytes, int])
