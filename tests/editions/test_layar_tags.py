"""The layar edition as a program sees it: it says what it is, and claims only what holds."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import msgspec
import pikepdf
from tests.conftest import BODY, make_book
from tests.pdf import LAYAR, STYLES, codes, elements, kids, squeezed

from terbit.editions._pdf_pages import PageTexts
from terbit.model.book import Book, Rendered


def render(body: str, folder: Path) -> Rendered:
    """The sample book with another body."""
    return LAYAR.render(make_book(folder, body), STYLES)


def test_it_declares_pdfua_only_with_descriptions(layar: tuple[Book, Rendered], tmp_path: Path) -> None:
    """An image without description costs the claim, not the edition, and is named."""
    bare = render(BODY.replace("![Peta hubungan Mesir dan Het]", "teks ![]"), tmp_path)
    assert codes(bare) == ["X003"]
    assert bare.complaints[0].about == "gambar/peta.png"
    for rendered, claimed in ((layar[1], True), (bare, False)):
        with pikepdf.open(io.BytesIO(rendered.data)) as pdf:
            assert pdf.Root.MarkInfo.Marked
            assert ("/Metadata" in pdf.Root and b"pdfuaid" in pdf.Root.Metadata.read_bytes()) is claimed


def test_the_file_says_what_it_is(layar: tuple[Book, Rendered]) -> None:
    """Language, title, date and bookmarks stand in the file; no author is made up."""
    with pikepdf.open(io.BytesIO(layar[1].data)) as pdf:
        assert str(pdf.Root.Lang) == "id-ID"
        assert str(pdf.docinfo.Title) == "Kerja Sama: Sebuah Contoh"
        assert str(pdf.docinfo.CreationDate) == str(pdf.docinfo.ModDate) == "D:20261123000000Z"
        assert "/Author" not in pdf.docinfo
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
            sections = [item.title for item in outline.root[3].children]
    assert titles == [
        "Halaman Judul",
        "Kolofon",
        "Daftar Isi",
        "Kerja Sama: Sebuah Contoh",
        "Glosarium",
        "Daftar Pustaka",
        "Catatan Suntingan",
    ]
    assert sections == ["Latar Belakang", "Tanya Jawab"]


def test_a_known_author_is_named(book: Book) -> None:
    """Authors of the metadata reach the file."""
    metadata = msgspec.structs.replace(book.metadata, authors=("Ana", "Budi"))
    rendered = LAYAR.render(msgspec.structs.replace(book, metadata=metadata), STYLES)
    with pikepdf.open(io.BytesIO(rendered.data)) as pdf:
        assert str(pdf.docinfo.Author) == "Ana, Budi"


def test_the_structure_tells_notes_contents_and_languages(layar: tuple[Book, Rendered]) -> None:
    """Notes have an ID, terms are labels, head cells a scope, English is English, links say where they go."""
    with pikepdf.open(io.BytesIO(layar[1].data)) as pdf:
        found = list(elements(pdf.Root.StructTreeRoot))
        roles = [str(element.S) for element in found]
        notes = [str(element.ID) for element in found if element.S == "/Note"]
        languages = {str(element.Lang) for element in found if "/Lang" in element}
        scopes = {str(element.A.Scope) for element in found if element.S == "/TH"}
        links = {str(link.Contents) for page in pdf.pages for link in page.get("/Annots", [])}
    assert notes == ["catatan-1", "catatan-2"]
    assert (roles.count("/TOC"), roles.count("/TOCI"), roles.count("/Reference")) == (1, 10, 3)
    assert roles.count("/H1") == 6
    assert languages == {"en"}
    assert scopes == {"/Column"}
    assert {"Catatan 1", "Kembali ke teks", "Butir Pertama", "diplomasi"} <= links


def test_a_link_is_one_annotation_tagged_as_a_link(long_layar: tuple[Book, Rendered]) -> None:
    """Emphasis inside a link adds no annotation of its own, and each annotation belongs to a Link."""
    with pikepdf.open(io.BytesIO(long_layar[1].data)) as pdf:
        parents = [
            str(element.S)
            for element in elements(pdf.Root.StructTreeRoot)
            for kid in kids(element)
            if not isinstance(kid, int) and kid.get("/Type") == "/OBJR"
        ]
        annotations = [link for page in pdf.pages for link in page.get("/Annots", [])]
        addresses = [str(link.A.URI) for link in annotations if "/A" in link]
    assert set(parents) == {"/Link"}
    assert len(parents) == len(annotations)
    assert addresses.count("https://example.org/") == 1


def test_page_numbers_of_the_contents_are_right(long_layar: tuple[Book, Rendered]) -> None:
    """Each entry of the Daftar Isi names the page its heading stands on."""
    with pikepdf.open(io.BytesIO(long_layar[1].data)) as pdf:
        texts = PageTexts(pdf)
        starts: dict[str, int] = {}
        entries: list[tuple[str, str]] = []
        pages: dict[Any, int] = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        for element in elements(pdf.Root.StructTreeRoot):
            words = [texts[place] for place in _deep(element)]
            if element.S == "/TOCI":
                entries.append(("".join(words[:-1]), words[-1]))
            elif str(element.S) in {"/H1", "/H2"}:
                starts.setdefault(squeezed("".join(words)), pages[element.Pg.objgen])
    assert len(entries) > 8
    for title, number in entries:
        assert starts[squeezed(title)] == int(number), title


def _deep(element: Any) -> list[tuple[tuple[int, int], int]]:  # noqa: ANN401  # as kids
    found: list[tuple[tuple[int, int], int]] = []
    for kid in kids(element):
        if isinstance(kid, int):
            found.append((element.Pg.objgen, kid))
        elif "/S" in kid and kid.S not in {"/Reference", "/Note"}:
            found += _deep(kid)
    return found
