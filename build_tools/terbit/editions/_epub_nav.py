"""The contents of an EPUB: entries for the NCX, and the navigation document `nav.xhtml` (EPUB 3.3 § 7)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from terbit.adapters.ebooklib import Entry, Listed, Page
from terbit.editions._epub_xml import document, make
from terbit.model.book import PartKind

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from terbit.editions._epub_documents import Document, Heading

PATH = "nav.xhtml"
COVER_PATH = "sampul.xhtml"
_TITLE = "Daftar Isi"
# epub:type and the Indonesian name of each landmark; what is not here is named by its own heading.
_LANDMARKS = {
    PartKind.HALF_TITLE: ("halftitlepage", "Halaman Prancis"),
    PartKind.FRONT: ("preface", ""),
    PartKind.TITLE_PAGE: ("titlepage", "Halaman Judul"),
    PartKind.BODY: ("bodymatter", "Mulai Membaca"),
    PartKind.GLOSSARY: ("glossary", ""),
    PartKind.BIBLIOGRAPHY: ("bibliography", ""),
    PartKind.CHANGES: ("appendix", ""),
    PartKind.COLOPHON: ("colophon", ""),
}


def contents(made: Iterable[Document]) -> tuple[Entry, ...]:
    """The headings of levels 1 to 3 as nested lines; the title pages are not among them."""
    lines: list[tuple[Heading, str]] = []
    for page in made:
        if page.kind not in (PartKind.HALF_TITLE, PartKind.TITLE_PAGE):
            for number, heading in enumerate(page.headings):
                lines.append((heading, f"{page.path}#{heading.identifier}" if number else page.path))
    return _nested(lines)


def _nested(lines: list[tuple[Heading, str]]) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    start = 0
    while start < len(lines):
        heading, href = lines[start]
        end = start + 1
        while end < len(lines) and lines[end][0].level > heading.level:
            end += 1
        entries.append(Entry(href, heading.title, _nested(lines[start + 1 : end])))
        start = end
    return tuple(entries)


class Navigation(NamedTuple):
    """What the navigation document lists; `pages` and `landmarks` are for reading systems, and not shown."""

    contents: tuple[Entry, ...]
    listed: tuple[Listed, ...]
    pages: tuple[Page, ...]
    landmarks: Element


def nav(lists: Navigation, language: str, stylesheet: str) -> bytes:
    """The navigation document: contents, lists of figures and tables, page list, landmarks."""
    title = make("h1", _TITLE, id="judul-daftar-isi")
    toc = make("nav", "\n", title, _list(lists.contents), epub_type="toc", role="doc-toc", id="daftar-isi")
    toc.set("aria-labelledby", "judul-daftar-isi")
    navs = [toc]
    for one in lists.listed:
        heading = make("h2", one.title, id=f"judul-{one.kind}")
        lines = make("nav", "\n", heading, _list(one.entries), epub_type=one.kind)
        lines.set("aria-labelledby", f"judul-{one.kind}")
        navs.append(lines)
    if numbers := [Entry(page.href, page.label) for page in lists.pages]:
        heading = make("h2", "Halaman Edisi Cetak")
        page_list = make("nav", "\n", heading, _list(numbers), epub_type="page-list", role="doc-pagelist")
        page_list.set("hidden", "hidden")
        navs.append(page_list)
    navs.append(
        make("nav", "\n", make("h2", "Penunjuk"), lists.landmarks, epub_type="landmarks", hidden="hidden")
    )
    for element in (*navs, *(inner for one in navs for inner in one)):
        element.tail = "\n"
    return document(_TITLE, language, make("body", "\n", *navs, epub_type="frontmatter"), stylesheet)


def _list(entries: Iterable[Entry]) -> Element:
    items = []
    for entry in entries:
        item = make("li", "", make("a", entry.title, href=entry.href))
        if entry.children:
            item.append(_list(entry.children))
        item.tail = "\n"
        items.append(item)
    return make("ol", "\n", *items)


def landmarks(made: Iterable[Document], before: int) -> Element:
    """The places that reading systems offer by name; `before` documents stand before the contents."""
    items = [make("li", "", make("a", "Sampul", epub_type="cover", href=COVER_PATH))]
    seen: set[PartKind] = set()
    for page in made:
        if page.kind not in seen:
            seen.add(page.kind)
            kind, name = _LANDMARKS[page.kind]
            items.append(make("li", "", make("a", name or page.title, epub_type=kind, href=page.path)))
    items.insert(before, make("li", "", make("a", _TITLE, epub_type="toc", href=f"{PATH}#daftar-isi")))
    for item in items:
        item.tail = "\n"
    return make("ol", "\n", *items)
