"""The lists of figures and of tables in an EPUB's navigation document (EPUB 3.3 § 7.4.2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from terbit.adapters.ebooklib import Entry, Listed
from terbit.editions._epub_dress import note_marks
from terbit.editions._epub_xml import h, words

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from terbit.editions._epub_documents import Document

_LISTS = (
    ("loi", "Daftar Gambar", "figure", "figcaption", "gambar"),
    ("lot", "Daftar Tabel", "table", "caption", "tabel"),
)


def lists(made: Iterable[Document]) -> tuple[Listed, ...]:
    """The lists that have a line; a figure or table without an id is given one."""
    documents = tuple(made)
    taken = {element.get("id") for document in documents for element in document.body.iter("*")}
    found = (
        Listed(kind, title, tuple(_entries(documents, (element, caption), name, taken)))
        for kind, title, element, caption, name in _LISTS
    )
    return tuple(listed for listed in found if listed.entries)


def _entries(
    documents: Iterable[Document], names: tuple[str, str], stem: str, taken: set[str | None]
) -> Iterator[Entry]:
    for document in documents:
        for element in document.body.iter(h(names[0])):
            caption = element.find(h(names[1]))
            title = "" if caption is None else words(caption, note_marks(caption))
            if title:
                yield Entry(f"{document.path}#{_identifier(element, stem, taken)}", title)


def _identifier(element: Element, stem: str, taken: set[str | None]) -> str:
    if (given := element.get("id")) is not None:
        return given
    number = 1
    while f"{stem}-{number}" in taken:
        number += 1
    element.set("id", f"{stem}-{number}")
    taken.add(f"{stem}-{number}")
    return f"{stem}-{number}"
