"""The Word edition, for teachers who adapt the text: native styles, notes, links and contents."""

from __future__ import annotations

from terbit.editions import Edition
from terbit.editions._docx_reading import read_docx
from terbit.editions._docx_rules import RULES
from terbit.editions._docx_write import tools, write_docx
from terbit.editions._print_pages import print_pages
from terbit.model.book import PLAIN, Book, Order, Rendered, Styles


def render(book: Book, styles: Styles, order: Order = PLAIN) -> Rendered:
    """The bytes of the DOCX and what was left out. Raises `BookFault` (X024) when docx.yaml is broken.

    `order.pages` holds those of `cetak`, which become bookmarks.
    """
    printed = order.pages.get("cetak", ())
    return write_docx(book, styles, pages=print_pages(printed, book.outline))


EDITION = Edition(
    name="docx",
    title="Berkas Word untuk guru yang menyesuaikan teks",
    suffix=".docx",
    order=3,
    render=render,
    inspect=read_docx,
    tools=tools,
    rules=RULES,
    ahead=lambda book: book.outline,
    needs=("cetak",),
)
