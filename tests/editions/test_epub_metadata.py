"""What an EPUB says of itself: the book's own, and only what was measured."""

from __future__ import annotations

import datetime
from pathlib import Path

import msgspec
from tests.epub import (
    LOGO,
    make_book,
    properties,
    rendered,
)
from tests.outside import epubcheck

from terbit.model.book import Book, Evaluation, Series, Styles


def test_the_metadata_are_the_books_own(epub: Path) -> None:
    """Identifier, language and both dates come from the book; what is unknown is not stated."""
    found = properties(epub)
    assert found["identifier"] == ["urn:uuid:415ccf21-f828-506a-ae31-723671cd8ae7"]
    assert (found["language"], found["date"]) == (["id"], ["2026-11-23"])
    assert found["dcterms:modified"] == ["2026-11-23T00:00:00Z"]
    assert not {"creator", "publisher", "rights", "dcterms:conformsTo"} & set(found)


def test_known_people_are_named(strange: Book, styles: Styles, tmp_path: Path) -> None:
    """Authors, publisher, rights and subtitle are stated where the book knows them."""
    found = properties(rendered(strange, styles, tmp_path)[1])
    assert found["creator"] == ["Sutini", "Rana & Rekan"]
    assert (found["publisher"], found["rights"], found["title"][1]) == (["Balai"], ["CC"], "Anak Judul")


def test_series_subjects_and_its_own_isbn_are_stated(book: Book, styles: Styles, tmp_path: Path) -> None:
    """What `buku.yaml` says of the book reaches shops and libraries; the ISBN of print is not the EPUB's."""
    metadata = msgspec.structs.replace(
        book.metadata,
        isbn="978-602-8519-93-9",
        epub_isbn="978-0-306-40615-7",
        series=Series("Hubungan Antarnegara", 3),
        subjects=("Diplomasi", "Hubungan internasional"),
        summary="Buku ini\n\nmenjelaskan.",
    )
    _, path = rendered(msgspec.structs.replace(book, metadata=metadata), styles, tmp_path)
    found = properties(path)
    assert found["identifier"][1:] == ["urn:isbn:9780306406157"]
    assert found["subject"] == ["Diplomasi", "Hubungan internasional"]
    assert found["belongs-to-collection"] == ["Hubungan Antarnegara"]
    assert (found["collection-type"], found["group-position"]) == (["series"], ["3"])
    assert found["description"] == ["Buku ini menjelaskan."]
    assert epubcheck(path, tmp_path) == []


def test_conformance_is_claimed_only_with_its_judge(book: Book, styles: Styles, tmp_path: Path) -> None:
    """Only a person can find that a book conforms; that person and the day are named."""
    metadata = msgspec.structs.replace(
        book.metadata, evaluation=Evaluation("Sutini", datetime.date(2026, 11, 20))
    )
    _, path = rendered(msgspec.structs.replace(book, metadata=metadata), styles, tmp_path)
    found = properties(path)
    assert found["dcterms:conformsTo"] == ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"]
    assert (found["a11y:certifiedBy"], found["dcterms:date"]) == (["Sutini"], ["2026-11-20"])
    assert epubcheck(path, tmp_path) == []


def test_pages_are_not_claimed_without_the_printed_edition(epub: Path) -> None:
    """No page marks, no claim of them."""
    found = properties(epub)
    assert not {"pageBreakMarkers", "pageNavigation"} & set(found["schema:accessibilityFeature"])
    assert "pageBreakSource" not in found


def test_described_images_are_claimed(epub: Path) -> None:
    """Where every image has a description, the text alone suffices and says so."""
    found = properties(epub)
    assert "alternativeText" in found["schema:accessibilityFeature"]
    assert found["schema:accessModeSufficient"] == ["textual"]
    assert found["schema:accessMode"] == ["textual", "visual"]


def test_an_image_without_description_is_not_claimed(strange: Book, styles: Styles, tmp_path: Path) -> None:
    """One image without description: no claim of alternative text, and a complaint that names it."""
    result, path = rendered(strange, styles, tmp_path)
    found = properties(path)
    assert "alternativeText" not in found["schema:accessibilityFeature"]
    assert found["schema:accessModeSufficient"] == ["textual,visual"]
    assert [c.about for c in result.complaints if c.code == "X013"] == ["gambar/peta.png"]


def test_skipped_headings_are_not_claimed(book: Book, strange: Book, styles: Styles, tmp_path: Path) -> None:
    """Structural navigation is stated only where no level of heading is skipped."""
    assert "structuralNavigation" in claims(book, styles, tmp_path)
    assert "structuralNavigation" not in claims(strange, styles, tmp_path)


def claims(book: Book, styles: Styles, folder: Path) -> list[str]:
    """The accessibility features an edition states."""
    return properties(rendered(book, styles, folder)[1])["schema:accessibilityFeature"]


def test_a_book_without_images_claims_none(styles: Styles, tmp_path: Path) -> None:
    """Without images nothing visual is stated, nor descriptions of what is not there."""
    found = properties(rendered(make_book(tmp_path, "# Judul\n\nTeks.\n"), styles, tmp_path)[1])
    assert found["schema:accessMode"] == ["textual"]
    assert "alternativeText" not in found["schema:accessibilityFeature"]


def test_a_moving_picture_is_not_called_harmless(styles: Styles, tmp_path: Path) -> None:
    """Where an image may move, the hazard is unknown."""
    book = make_book(tmp_path, "# Judul\n\n![Denyut](gambar/denyut.svg)\n")
    moving = LOGO.replace("/></svg>", '><animate attributeName="r" dur="1s" to="1"/></circle></svg>')
    (tmp_path / "gambar" / "denyut.svg").write_text(moving)
    assert properties(rendered(book, styles, tmp_path)[1])["schema:accessibilityHazard"] == ["unknown"]
