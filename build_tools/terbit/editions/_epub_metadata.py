"""What an EPUB says of itself: Dublin Core from the Book, accessibility from what was measured in this build.

Follows EPUB 3.3 § 5.5 and EPUB Accessibility 1.1. Nothing unknown is stated; conformance is claimed only
where `buku.yaml` names the person who found it, for no machine can.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from terbit.adapters.ebooklib import Entry, Meta, Page
from terbit.editions._epub_xml import MATHML
from terbit.model.book import Metadata

if TYPE_CHECKING:
    from terbit.editions._epub_documents import Document
    from terbit.editions._epub_images import Images


class Measured(NamedTuple):
    """What was found in the finished documents; each field is one claim the metadata may then make."""

    images: int
    described: bool
    still: bool
    headings_in_steps: bool
    contents_complete: bool
    pages: int
    formulas: bool


def measure(
    made: list[Document], entries: tuple[Entry, ...], images: Images, pages: tuple[Page, ...]
) -> Measured:
    """Look at what is about to be written."""
    levels = [heading.level for page in made for heading in page.headings]
    listed = sum(1 for _ in _all(entries))
    titled = sum(1 for page in made[1:] for _ in page.headings)
    return Measured(
        images=images.shown,
        described=images.shown > 0 and not images.undescribed,
        still=images.still,
        headings_in_steps=bool(levels) and all(after <= before + 1 for before, after in pairwise(levels)),
        contents_complete=0 < titled == listed,
        pages=len(pages),
        formulas=any(True for page in made for _ in page.body.iter(f"{{{MATHML}}}math")),
    )


def _all(entries: Iterable[Entry]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        yield from _all(entry.children)


def fields(metadata: Metadata, measured: Measured) -> tuple[Meta, ...]:
    """All fields of the package but the identifier and the date of change."""
    return (
        *_dublin_core(metadata),
        *_source(metadata, measured),
        *_accessibility(measured),
        *_conformance(metadata),
    )


def _dublin_core(metadata: Metadata) -> Iterator[Meta]:
    yield Meta("dc:title", metadata.title, (("id", "judul"),))
    if metadata.subtitle:
        yield _property("title-type", "main", refines="#judul")
        yield Meta("dc:title", metadata.subtitle, (("id", "subjudul"),))
        yield _property("title-type", "subtitle", refines="#subjudul")
    yield Meta("dc:language", metadata.language)
    yield Meta("dc:date", metadata.date.isoformat())
    for number, author in enumerate(metadata.authors, 1):
        yield Meta("dc:creator", author, (("id", f"penulis-{number}"),))
        yield _property("role", "aut", refines=f"#penulis-{number}", scheme="marc:relators")
    for name, value in (("dc:publisher", metadata.publisher), ("dc:rights", metadata.rights)):
        if value:
            yield Meta(name, value)
    if metadata.summary:
        yield Meta("dc:description", " ".join(metadata.summary.split()))
    if isbn := _isbn(metadata.epub_isbn):
        yield Meta("dc:identifier", isbn)
    for subject in metadata.subjects:
        yield Meta("dc:subject", subject)
    if series := metadata.series:
        yield _property("belongs-to-collection", series.title, id="seri")
        yield _property("collection-type", "series", refines="#seri")
        if series.number is not None:
            yield _property("group-position", str(series.number), refines="#seri")


def _source(metadata: Metadata, measured: Measured) -> Iterator[Meta]:
    """Which printed edition the page numbers are those of: its ISBN, else its title and date."""
    if measured.pages:
        printed = f"{metadata.title}, edisi cetak, {metadata.date.isoformat()}"
        source = _isbn(metadata.isbn) or printed
        yield Meta("dc:source", source)
        yield _property("pageBreakSource", source)


def _isbn(written: str) -> str:
    digits = re.sub(r"[^0-9X]", "", written.upper())
    return f"urn:isbn:{digits}" if len(digits) in (10, 13) else ""


def _conformance(metadata: Metadata) -> Iterator[Meta]:
    if found := metadata.evaluation:
        yield _property("dcterms:conformsTo", "EPUB Accessibility 1.1 - WCAG 2.2 Level AA", id="kesesuaian")
        yield _property("a11y:certifiedBy", found.by, refines="#kesesuaian", id="penilai")
        yield _property("dcterms:date", found.date.isoformat(), refines="#penilai")


def _accessibility(measured: Measured) -> Iterator[Meta]:
    yield _property("schema:accessMode", "textual")
    if measured.images:
        yield _property("schema:accessMode", "visual")
    enough = "textual" if measured.described or not measured.images else "textual,visual"
    yield _property("schema:accessModeSufficient", enough)
    # The spine is the order of the Book itself, and each document is in it.
    yield _property("schema:accessibilityFeature", "readingOrder")
    for measure_holds, feature in (
        (measured.headings_in_steps, "structuralNavigation"),
        (measured.contents_complete, "tableOfContents"),
        (measured.described, "alternativeText"),
        (measured.formulas, "MathML"),
        (measured.pages > 0, "pageBreakMarkers"),
        (measured.pages > 0, "pageNavigation"),
    ):
        if measure_holds:
            yield _property("schema:accessibilityFeature", feature)
    yield _property("schema:accessibilityHazard", "none" if measured.still else "unknown")
    yield _property("schema:accessibilitySummary", _summary(measured))


def _summary(measured: Measured) -> str:
    sentences = ["Teks mengalir mengikuti setelan pembaca, dalam urutan baca yang sama dengan edisi lain."]
    if measured.headings_in_steps:
        sentences.append("Judul-judulnya bertingkat tanpa ada tingkat yang terlewati.")
    if measured.contents_complete:
        sentences.append("Daftar isi menautkan setiap bagian dan butir.")
    if measured.pages:
        sentences.append("Awal setiap halaman edisi cetak ditandai dan dapat dituju dengan nomornya.")
    if not measured.images:
        sentences.append("Buku ini tidak bergambar.")
    elif measured.described:
        sentences.append("Setiap gambar berdeskripsi.")
    else:
        sentences.append("Sebagian gambar belum berdeskripsi.")
    return " ".join(sentences)


def _property(name: str, value: str, **attributes: str) -> Meta:
    return Meta("meta", value, (("property", name), *attributes.items()))
