"""The Word edition before its judges: Microsoft's validator, its port, pandoc, python-docx, LibreOffice."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from tests.outside import libreoffice, open_xml, openxml_audit
from tests.printed import pages_of
from tests.volume import write_textbook
from tests.word import NS, W, change, part, squeezed

from terbit import pipeline
from terbit.adapters import pandoc
from terbit.editions import load
from terbit.editions.docx import EDITION
from terbit.model.book import Book
from terbit.model.outline import Opening


def test_the_open_xml_sdk_finds_no_error(finished: Path) -> None:
    """Microsoft's own validator accepts the file."""
    assert open_xml(finished) == []


def test_the_second_judge_finds_no_error(finished: Path) -> None:
    """Its port, which also follows references to styles, accepts the file too."""
    assert openxml_audit(finished) == []


def test_the_second_judge_sees_a_missing_style(finished: Path) -> None:
    """A style that others are based on is missed."""

    def drop(root: Any) -> None:  # noqa: ANN401
        style = root.xpath("//w:style[@w:styleId='TableNormal']", namespaces=NS)[0]
        style.getparent().remove(style)

    change(finished, "word/styles.xml", drop)
    assert any("TableNormal" in error for error in openxml_audit(finished))


@pytest.mark.parametrize("chapters", [10, pytest.param(100, marks=pytest.mark.soak)])
def test_a_textbook_is_valid_and_knows_its_printed_pages(tmp_path: Path, chapters: int) -> None:
    """Both judges accept a book of chapters; each printed page has its bookmark before its first word."""
    home = write_textbook(tmp_path / "buku", chapters)
    report = pipeline.build(home, ("cetak", "docx"))
    assert report.files, report.findings
    path = home / "dist" / "buku-besar.docx"
    assert open_xml(path) == []
    assert openxml_audit(path) == []
    pdf = home / "dist" / "buku-besar-cetak.pdf"
    printed, known = pages_of(pdf), load("cetak").inspect(pdf).pages
    document = part(path, "word/document.xml")
    marks = [m for m in document.iter(W + "bookmarkStart") if m.get(W + "name").startswith("hlm-")]
    assert [mark.get(W + "name") for mark in marks] == [f"hlm-{page.label}" for page in printed]
    text, places = _running(document)
    assert squeezed([text]) == squeezed(EDITION.inspect(path).passages)
    opening = [
        (page, text[places[mark] :][:80])
        for page, mark, start in zip(printed, marks, known, strict=True)
        if start.opening in {Opening.TEXT, Opening.TABLE}  # else contents, index, a blank, inside a note
    ]
    assert len(opening) > chapters * 7
    assert [(page.label, page.text[:30], words) for page, words in opening if not page.begins(words)] == []


def _running(document: Any) -> tuple[str, dict[Any, int]]:  # noqa: ANN401
    """The words of the body, without contents and back-references, and where in them each bookmark stands."""
    text, places = "", {}
    for paragraph in document.iter(W + "p"):
        style = "".join(paragraph.xpath("w:pPr/w:pStyle/@w:val", namespaces=NS))
        for node in paragraph.iter(W + "t", W + "br", W + "bookmarkStart"):
            if node.tag == W + "bookmarkStart":
                places[node] = len(text)
            elif not style.startswith("TOC") and "Pemakaian" not in "".join(
                node.getparent().xpath("w:rPr/w:rStyle/@w:val", namespaces=NS)
            ):
                text += node.text or " "
        text += "\n"
    return text, places


def test_a_round_trip_keeps_every_sentence(book: Book, finished: Path) -> None:
    """pandoc, reading the file, finds each passage and each note of the book."""
    arguments = ("--from=docx", "--to=plain", "--wrap=none", "--columns=1000")
    text = squeezed([pandoc.convert(arguments, finished.read_bytes()).data.decode()])
    for passage in (*book.outline.passages, *book.outline.notes):
        sentences = re.split(r"(?<=[.?!])\s+", passage.text)
        for sentence in sentences:
            assert squeezed([sentence]) in re.sub(r"\[\d+\]", "", text), sentence


def test_python_docx_reads_notes_tables_and_language(finished: Path) -> None:
    """A teacher's tools find the table with its head, the notes and the language where they look for them."""
    docx = pytest.importorskip("docx", reason="not run: python-docx is not installed")
    document = docx.Document(str(finished))
    table = document.tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Negara", "Tahun"],
        ["Mesir", "1259"],
        ["Het", "1259"],
    ]
    assert table.style.name == "Tabel Terbit"
    assert document.core_properties.language == "id-ID"
    names = {style.name for style in document.styles}
    assert {"Heading 1", "Caption", "footnote text", "Block Text", "Bibliography"} <= names
    assert len(part(finished, "word/footnotes.xml").xpath("//w:footnote[not(@w:type)]", namespaces=NS)) == 2
    assert document.sections[0].header.is_linked_to_previous  # the title pages have no running head
    assert not document.sections[1].header.is_linked_to_previous


def test_python_docx_opens_it(book: Book, finished: Path) -> None:
    """A library many tools are built on opens the file and sees its headings by their built-in names."""
    docx = pytest.importorskip("docx", reason="not run: python-docx is not installed")
    document = docx.Document(str(finished))
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading ")]
    assert headings == [p.text for p in book.outline.passages if p.kind == "heading"]
    assert document.core_properties.title == book.metadata.title


def test_libreoffice_opens_it(finished: Path, tmp_path: Path) -> None:
    """LibreOffice lays the file out: title page, colophon, contents, body and the three parts after it."""
    made = libreoffice(finished, tmp_path)
    pymupdf = pytest.importorskip("pymupdf", reason="not run: PyMuPDF is not installed")
    with pymupdf.open(made) as pages:
        texts = [page.get_text() for page in pages]
    tops = [
        "Kolofon",
        "Daftar Isi",
        "Kerja Sama: Sebuah Contoh",
        "Glosarium",
        "Daftar Pustaka",
        "Catatan Suntingan",
    ]
    assert len(texts) == 1 + len(tops)
    assert "Kerja Sama: Sebuah Contoh" not in texts[0]
    assert all(top in text for top, text in zip(tops, texts[1:], strict=True))
