"""The Word edition, for teachers who adapt the text: native styles, notes, links and contents."""

from __future__ import annotations

from terbit.editions import Edition
from terbit.editions._docx_look import read_look
from terbit.editions._docx_reading import read_docx
from terbit.editions._docx_rules import RULES
from terbit.editions._docx_write import tools, write_docx
from terbit.model.book import PLAIN, Book, Order, Rendered, Styles


def render(book: Book, styles: Styles, _order: Order = PLAIN) -> Rendered:
    """The bytes of the DOCX and what was left out. Raises `BookFault` (X024) when docx.yaml is broken."""
    return write_docx(book, read_look(styles.path("docx.yaml")))


EDITION = Edition(
    name="docx",
    title="Berkas Word untuk guru yang menyesuaikan teks",
    suffix=".docx",
    order=3,
    render=render,
    inspect=read_docx,
    tools=tools,
    rules=RULES,
)
