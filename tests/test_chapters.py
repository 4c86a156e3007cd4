"""A book of chapters: which parts it becomes, in which order, and that every edition carries them."""

from __future__ import annotations

import datetime
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from tests import outside
from tests.conftest import ROOT, write_book, write_png

from terbit import editions, pipeline
from terbit.enrich import enrich
from terbit.model.book import Book, Part, PartKind, Styles
from terbit.model.outline import outline_of
from terbit.model.tree import Figure, Header, Span, Table
from terbit.model.walk import text_of, walk
from terbit.read import read_manuscript
from terbit.verify import compare
from terbit.verify import manifest as record

CSL = ROOT / "styles" / "csl" / "terbit.csl"
DATE = datetime.date(2026, 11, 23)

MASTER = """# Sejarah Kita {#judul}

Untuk para guru.

## Kata Pengantar

Lihat [bab pertama](#lama).

![Peta lama](peta.png)

## Prakata

### Ucapan

Terima kasih.

## Masa Lama[^n] {#lama}

[^n]: Catatan judul.

Kembali ke [judul](#judul).

### Tujuan Pembelajaran

![Peta *kedua*](peta.png)

| a | b |
|---|---|
| 1 | 2 |

: Negara dan tahun

## Bab 2 Masa Baru

![Gambar 2.1. Peta baru](peta.png)

- butir

  ![Peta ketiga](peta.png)

## Prakata dan Ucapan

Terlambat.

## Masa Depan

Nanti.

## Glosarium

![Peta lepas](peta.png)
"""


def book_of(folder: Path, master: str = MASTER, profile: str = "buku-ajar") -> Book:
    """The book that `master` makes, its image beside it."""
    write_png(folder / "peta.png")
    return enrich(read_manuscript(write_book(folder, master), CSL, profile), DATE)


def captions(part: Part) -> list[str]:
    """The captions of a part, as promised."""
    found = [node.c[1].blocks for node in walk(part.blocks) if isinstance(node, Figure | Table)]
    return [passage.text for blocks in found for passage in outline_of(blocks).passages]


def test_a_book_of_chapters_has_its_parts(tmp_path: Path) -> None:
    """Half title, title page, colophon, front matter, each chapter; text before them is front matter."""
    book = book_of(tmp_path)
    assert book.has_chapters
    assert [(part.kind, part.title) for part in book.parts] == [
        (PartKind.HALF_TITLE, "Sejarah Kita"),
        (PartKind.TITLE_PAGE, "Halaman Judul"),
        (PartKind.COLOPHON, "Kolofon"),
        (PartKind.FRONT, "Pembuka"),
        (PartKind.FRONT, "Kata Pengantar"),
        (PartKind.FRONT, "Prakata"),
        (PartKind.BODY, "Bab 1 Masa Lama"),
        (PartKind.BODY, "Bab 2 Masa Baru"),
        (PartKind.BODY, "Prakata dan Ucapan"),
        (PartKind.BODY, "Bab 3 Masa Depan"),
        (PartKind.BODY, "Glosarium"),
    ]
    assert [len(part.blocks) for part in book.parts if part.kind is PartKind.HALF_TITLE] == [1]


def test_headings_move_up_a_level(tmp_path: Path) -> None:
    """Each part opens with a heading of level 1, and its sections have level 2."""
    for part in book_of(tmp_path).parts:
        levels = [node.level for node in walk(part.blocks) if isinstance(node, Header)]
        assert part.kind is PartKind.TITLE_PAGE or levels[0] == 1
        assert set(levels[1:]) <= {2}


def test_no_word_is_lost_or_moved(tmp_path: Path) -> None:
    """What the parts say is what the master says, in its order, but for labels and our own headings."""
    book = book_of(tmp_path)
    manuscript = read_manuscript(tmp_path / "naskah.md", CSL, "buku-ajar")
    said = [p.text.replace("\u00a0", " ") for part in book.parts for p in outline_of(part.blocks).passages]
    at = -1
    for passage in outline_of(manuscript.blocks).passages:
        at = next(n for n in range(at + 1, len(said)) if said[n].endswith(passage.text))


@pytest.mark.parametrize(
    "title", ["Bab 7 Air", f"Bab {'9' * 5000} Air", "BAB II: Air", "Bab Kedua", "Bab Dua Belas", "2. Air"]
)
def test_a_number_by_hand_stays(tmp_path: Path, title: str) -> None:
    """A chapter that its author numbered gets no second number."""
    book = book_of(tmp_path, f"# J\n\n## {title}\n\nIsi.\n")
    assert [part.title for part in book.parts if part.kind is PartKind.BODY] == [title]


def test_chapters_count_on_from_a_number_by_hand(tmp_path: Path) -> None:
    """After “Bab 7” comes “Bab 8”; “Babad” is no number."""
    book = book_of(tmp_path, "# J\n\n## Bab 7 Air\n\nIsi.\n\n## Babad Tanah Jawi\n\nIsi.\n")
    assert [part.title for part in book.parts][-2:] == ["Bab 7 Air", "Bab 8 Babad Tanah Jawi"]


def test_captions_are_numbered_by_chapter(tmp_path: Path) -> None:
    """“Gambar 1.1” in a chapter, “Gambar 1” without one; what the author numbered only counts."""
    found = {part.title: captions(part) for part in book_of(tmp_path).parts if captions(part)}
    assert found == {
        "Kata Pengantar": ["Gambar\u00a01\u2002Peta lama"],
        "Bab 1 Masa Lama": ["Gambar\u00a01.1\u2002Peta kedua", "Tabel\u00a01.1\u2002Negara dan tahun"],
        "Bab 2 Masa Baru": ["Gambar\u00a02.1. Peta baru", "Gambar\u00a02.2\u2002Peta ketiga"],
        "Glosarium": ["Gambar\u00a02\u2002Peta lepas"],
    }


def test_an_article_stays_in_one_piece(tmp_path: Path) -> None:
    """One part, headings as written, captions numbered through; a book without sections too."""
    book = book_of(tmp_path, MASTER, "artikel")
    (body,) = [part for part in book.parts if part.kind is PartKind.BODY]
    assert not book.has_chapters
    assert [node.level for node in walk(body.blocks) if isinstance(node, Header)][:3] == [1, 2, 2]
    assert captions(body)[:2] == ["Gambar\u00a01\u2002Peta lama", "Gambar\u00a02\u2002Peta kedua"]
    assert not any(isinstance(node, Span) and "nomor-bab" in node.c[0][1] for node in walk(body.blocks))
    assert not book_of(tmp_path, "# J\n\nHanya teks.\n").has_chapters


def test_a_book_without_title_has_one(tmp_path: Path) -> None:
    """The half title then bears the name the book goes by."""
    book = book_of(tmp_path, "## Air\n\nIsi.\n")
    assert book.parts[0].kind is PartKind.HALF_TITLE
    assert text_of(book.parts[0].blocks[0].inlines) == book.metadata.title  # type: ignore[union-attr]  # a Header


@pytest.mark.parametrize("name", ["cetak", "layar", "epub", "docx"])
def test_every_edition_says_it_all(tmp_path: Path, styles: Styles, name: str) -> None:
    """Each edition, read back, holds the promised words; a word too many is found at its place."""
    book = book_of(tmp_path)
    edition = editions.load(name)
    rendered = edition.render(book, styles)
    (tmp_path / "hasil").write_bytes(rendered.data)
    reading = edition.inspect(tmp_path / "hasil")
    manuscript = read_manuscript(tmp_path / "naskah.md", CSL, "buku-ajar")
    assert [c.code for c in rendered.complaints] == []
    promised = book.without(edition.waives).outline
    assert list(compare(name, promised, reading, lambda _: manuscript.places.span())) == []


def test_a_finding_in_a_numbered_heading_has_its_place(tmp_path: Path) -> None:
    """The passage a finding names leads to the author's own words, though its heading was changed."""
    path = tmp_path / "naskah.md"
    write_png(tmp_path / "peta.png")
    write_book(tmp_path, MASTER)
    manuscript = read_manuscript(path, CSL, "buku-ajar")
    places = {
        passage.text: manuscript.places.span(passage.node)
        for passage in enrich(manuscript, DATE).outline.passages
        if passage.node is not None
    }
    lines = MASTER.splitlines()
    for text, line in (
        ("Bab\u00a01 Masa Lama", "## Masa Lama[^n] {#lama}"),
        ("Gambar\u00a01.1\u2002Peta kedua", "![Peta *kedua*](peta.png)"),
        ("Tabel\u00a01.1\u2002Negara dan tahun", ": Negara dan tahun"),
    ):
        span = places[text]
        assert lines[span.line - 1] == line
        assert lines[span.line - 1][span.column - 1 : span.end_column - 1].strip("*") in line
        assert span.column > 1


def test_the_epub_has_a_document_a_chapter(tmp_path: Path, styles: Styles) -> None:
    """Front matter and chapters are numbered documents; the half title is not in the contents."""
    (tmp_path / "b.epub").write_bytes(editions.load("epub").render(book_of(tmp_path), styles).data)
    with zipfile.ZipFile(tmp_path / "b.epub") as archive:
        names = [name.removeprefix("EPUB/") for name in archive.namelist() if name.endswith(".xhtml")]
        contents = archive.read("EPUB/nav.xhtml").decode().split("landmarks")[0]
    assert [name for name in names if name.startswith("isi")] == [f"isi-0{n}.xhtml" for n in range(1, 6)]
    assert [name for name in names if name.startswith("bagian")] == [
        f"bagian-awal-0{n}.xhtml" for n in range(1, 4)
    ]
    assert "halaman-prancis" not in contents
    assert "Bab\u00a01 Masa Lama" in contents or "Bab 1 Masa Lama" in contents


def test_the_judges_accept_it(tmp_path: Path, styles: Styles) -> None:
    """EPUBCheck and the Open XML SDK find nothing in a book of chapters."""
    book = book_of(tmp_path)
    for name in ("epub", "docx"):
        (tmp_path / f"b.{name}").write_bytes(editions.load(name).render(book, styles).data)
    assert outside.epubcheck(tmp_path / "b.epub", tmp_path) == []
    assert outside.open_xml(tmp_path / "b.docx") == []


def test_word_counts_captions_with_fields(tmp_path: Path, styles: Styles) -> None:
    """Each label holds a SEQ field with its number; where the count does not go on, the field says so."""
    (tmp_path / "b.docx").write_bytes(editions.load("docx").render(book_of(tmp_path), styles).data)
    with zipfile.ZipFile(tmp_path / "b.docx") as package:
        root = etree.fromstring(package.read("word/document.xml"))
    asked = [str(text).strip() for text in root.xpath("//*[local-name()='instrText']/text()")]
    count = "\\* ARABIC"
    assert asked[1:] == [
        f"SEQ Gambar {count}",
        f"SEQ Gambar {count} \\r 1",
        f"SEQ Tabel {count}",
        f"SEQ Gambar {count}",
        f"SEQ Gambar {count} \\r 2",
    ]
    pages = outside.pdftotext(outside.libreoffice(tmp_path / "b.docx", tmp_path))  # counts on its own
    found = re.findall(r"(?:Gambar|Tabel)\s[\d.]+", pages)
    assert [" ".join(label.split()) for label in found] == [
        "Gambar 1", "Gambar 1.1", "Tabel 1.1", "Gambar 2.1.", "Gambar 2.2", "Gambar 2",
    ]  # fmt: skip


def test_verify_reads_with_the_profile_of_the_build(tmp_path: Path) -> None:
    """A profile asked for on the command line is remembered: the files are proved against that very book."""
    write_png(tmp_path / "source" / "peta.png")
    write_book(tmp_path / "source", MASTER, buku_yaml="judul: Sejarah Kita\nbahasa: id\nprofil: artikel\n")
    report = pipeline.build(tmp_path, ("docx",), "buku-ajar")
    assert report.files, report.findings
    found = record.load(tmp_path / "dist")
    assert found is not None
    assert found.profile == "buku-ajar"
    assert pipeline.verify_dist(tmp_path / "dist").findings == ()
