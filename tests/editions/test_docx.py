"""The Word edition: it says what the book says, always alike, and a teacher can work with it."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import BODY, ROOT, make_book
from tests.outside import open_xml
from tests.word import NS, W, agrees, change, part, parts_of, squeezed, write

from terbit.editions.docx import EDITION
from terbit.model.book import Book, Metadata, Styles

TEXT_WIDTH = 8504  # twips: 150 mm


def test_the_file_says_what_the_book_says(book: Book, finished: Path) -> None:
    """Read back, the file holds every passage and note of the outline, in order, and nothing else."""
    assert agrees(EDITION.inspect(finished), book.outline)


def test_a_lost_paragraph_is_seen(book: Book, finished: Path) -> None:
    """A paragraph taken out of the finished file makes its reading differ from the promise."""

    def drop(root: Any) -> None:  # noqa: ANN401
        paragraph = root.xpath("//w:p[contains(., 'Jawaban.')]", namespaces=NS)[0]
        paragraph.getparent().remove(paragraph)

    change(finished, "word/document.xml", drop)
    assert not agrees(EDITION.inspect(finished), book.outline)


def test_a_lost_note_is_seen(book: Book, finished: Path) -> None:
    """A note emptied in the finished file, or whose mark is gone, makes the reading differ."""

    def drop(root: Any) -> None:  # noqa: ANN401
        mark = root.xpath("//w:footnoteReference", namespaces=NS)[1]
        mark.getparent().remove(mark)

    change(finished, "word/document.xml", drop)
    reading = EDITION.inspect(finished)
    assert squeezed(reading.passages) == squeezed(p.text for p in book.outline.passages)
    assert not agrees(reading, book.outline)


def test_odd_blocks_are_read_back(styles: Styles, tmp_path: Path) -> None:
    """Check boxes, hyphens Word keeps as elements, definitions, grids and quoted notes agree too."""
    odd = """
- [ ] tugas
- [x] selesai

a\u00adb c\u2011d 'kutip' $x^2$ `kode`[^n]

[^n]: Catatan.

    > kutipan

    - butir

istilah
:   uraian

| larik
| lain

+-----+-----+
| - a | dua |
| - b |     |
+-----+-----+

1. satu

    | A | B |
    |---|---|
    | a | b |
"""
    book = make_book(tmp_path, BODY + odd)
    assert agrees(EDITION.inspect(write(book, styles, tmp_path)), book.outline)


SCRIPT = """
import hashlib, sys
from pathlib import Path
from terbit.editions import load
from terbit.editions.docx import EDITION
from terbit.model.book import Styles
from tests.conftest import ROOT, make_book
data = EDITION.render(make_book(Path(sys.argv[1])), Styles((ROOT / "styles",))).data
print(hashlib.sha256(data).hexdigest())
"""


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_same_book_gives_the_same_bytes(book: Book, styles: Styles, tmp_path: Path, seed: str) -> None:
    """Another process, hash seed, time zone, user and working folder give the same bytes."""
    here = hashlib.sha256(EDITION.render(book, styles).data).hexdigest()
    paths = os.pathsep.join([str(ROOT), *sys.path])
    environment = {"PYTHONPATH": paths, "PYTHONHASHSEED": seed, "TZ": "Asia/Jayapura", "USER": f"guru{seed}"}
    there = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "lain")],
        capture_output=True,
        check=True,
        cwd=tmp_path,
        env=environment,
    )
    assert there.stdout.decode().strip() == here


def test_only_the_book_dates_and_signs_the_file(book: Book, finished: Path) -> None:
    """Dates come from the book, nobody is named whom it does not name, no path of the machine gets in."""
    core = parts_of(finished)["docProps/core.xml"].decode()
    assert core.count("2026-11-23T00:00:00Z") == 2
    assert "creator" not in core
    assert "lastModifiedBy" not in core
    assert book.metadata.uuid in core
    for data in parts_of(finished).values():
        assert str(book.root).encode() not in data
    with zipfile.ZipFile(finished) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_authors_are_named(book: Book, styles: Styles, tmp_path: Path) -> None:
    """The authors the book has are its creators."""
    known = {name: getattr(book.metadata, name) for name in ("identifier", "uuid", "title", "date")}
    signed = Book(Metadata(**known, authors=("Siti", "Budi")), book.parts, book.root)
    assert (
        "<dc:creator>Siti; Budi<" in parts_of(write(signed, styles, tmp_path))["docProps/core.xml"].decode()
    )


def test_every_link_has_its_one_bookmark(styles: Styles, tmp_path: Path) -> None:
    """Links, code and images with an id of their own can be linked to, from notes too; names are unique."""
    more = (
        "\n[a](#b){#a} `k`{#b} ![c](gambar/peta.png){#c} [ke a](#a) [c](#c) [t](#t)[^k]\n\n[^k]: [a](#a)\n"
        "\n| x |\n|---|\n| y |\n\n: Tabel {#t}\n"
    )
    path = write(make_book(tmp_path, BODY + more), styles, tmp_path)
    document, notes = part(path, "word/document.xml"), part(path, "word/footnotes.xml")
    names = document.xpath("//w:bookmarkStart/@w:name", namespaces=NS)
    numbers = document.xpath("//w:bookmarkStart/@w:id", namespaces=NS)
    anchors = {
        anchor
        for root in (document, notes)
        for anchor in root.xpath("//w:hyperlink/@w:anchor", namespaces=NS)
    }
    assert {"a", "b", "c", "t", "istilah-diplomasi", "ref-contoh", "pakai-kerja-sama-1"} <= anchors
    assert anchors <= set(names)
    assert len(names) == len(set(names))
    assert len(numbers) == len(set(numbers))


def test_contents_are_full_and_live(finished: Path) -> None:
    """The contents list the headings as links before anyone updates them, and no program asks to do so."""
    document = part(finished, "word/document.xml")
    contents = document.xpath("//w:p[starts-with(w:pPr/w:pStyle/@w:val, 'TOC')]", namespaces=NS)
    lines = ["".join(p.itertext(W + "t")) for p in contents]
    headings = document.xpath("//w:p[starts-with(w:pPr/w:pStyle/@w:val, 'Heading')]", namespaces=NS)
    assert lines == ["Daftar Isi", *("".join(p.itertext(W + "t")) for p in headings)]
    assert document.findtext(f".//{W}instrText").split()[0] == "TOC"
    kinds = document.xpath("//w:fldChar/@w:fldCharType", namespaces=NS)
    assert kinds == ["begin", "separate", "end"]
    targets = document.xpath("//w:hyperlink[starts-with(@w:anchor, '_Toc')]/@w:anchor", namespaces=NS)
    assert targets == [p.find(W + "bookmarkStart").get(W + "name") for p in headings]
    raw = parts_of(finished)
    assert b"dirty" not in raw["word/document.xml"]
    assert b"updateFields" not in raw["word/settings.xml"]


def test_no_english_is_left(finished: Path) -> None:
    """The language is Indonesian throughout, but for words marked as English, and no furniture is English."""
    raw = parts_of(finished)
    for name, data in raw.items():
        for word in (b"Table of Contents", b"en-US", b"zh-CN", b"Picture ", b'"Picture"', b"First Paragraph"):
            assert word not in data, name
    assert part(finished, "word/styles.xml").xpath("//w:rPrDefault//w:lang/@w:val", namespaces=NS) == [
        "id-ID"
    ]
    assert b'themeFontLang w:val="id-ID"' in raw["word/settings.xml"]
    assert b"<dc:language>id-ID<" in raw["docProps/core.xml"]
    marked = part(finished, "word/document.xml").xpath("//w:r[w:rPr/w:lang/@w:val='en']", namespaces=NS)
    assert ["".join(run.itertext(W + "t")) for run in marked] == ["interstate", "diplomacy"]


def test_han_and_kana_have_their_language(styles: Styles, tmp_path: Path) -> None:
    """Word draws Chinese and Japanese, and proofs them, by a language of their own."""
    path = write(
        make_book(tmp_path, "# Judul\n\n[漢字]{lang=zh} [かな]{lang=ja} [word]{lang=en}\n"), styles, tmp_path
    )
    document = part(path, "word/document.xml")
    assert document.xpath("//w:r/w:rPr/w:lang/@w:eastAsia", namespaces=NS) == ["zh", "ja"]


def test_quotations_and_breaks_look_as_they_are_nested(styles: Styles, tmp_path: Path) -> None:
    """A quotation in a list or in another stands further in; a break is a line of ours, not a drawing."""
    body = "# Judul\n\n> Luar.\n>\n> > Dalam.\n\n- Butir.\n\n    > Dikutip.\n    >\n    > > Pula.\n"
    body += "\n***\n\nAkhir.\n"
    document = part(write(make_book(tmp_path, body), styles, tmp_path), "word/document.xml")
    found = {
        "".join(p.itertext(W + "t")): (
            "".join(p.xpath("w:pPr/w:pStyle/@w:val", namespaces=NS)),
            "".join(p.xpath("w:pPr/w:ind/@w:left", namespaces=NS)),
        )
        for p in document.iter(W + "p")
    }
    assert found["Luar."] == ("BlockText", "")
    assert found["Dalam."] == ("KutipanDalam", "")
    assert found["Dikutip."] == ("BlockText", "1174")  # twips: one level of a list, and 8 mm
    assert found["Pula."] == ("KutipanDalam", "1627")  # and 16 mm
    assert found[""] == ("Garis", "")
    assert document.find(f".//{W}pict") is None


def test_text_from_the_right_says_so(styles: Styles, tmp_path: Path) -> None:
    """Arabic and Hebrew run from the right, in a line, as paragraphs, in notes, and are proofed as such."""
    hebrew = "::: {lang=he}\nשבת\n\nאב\n:::\n"
    note = "\n[^a]: Ini [سلام]{lang=ar}.\n\n    ::: {lang=ar}\n    سلام\n    :::\n"
    path = write(
        make_book(tmp_path, f"# Judul\n\n[سلام]{{lang=ar}} teks[^a]\n\n{hebrew}{note}"), styles, tmp_path
    )
    document, notes = part(path, "word/document.xml"), part(path, "word/footnotes.xml")
    for root, runs, paragraphs in ((document, ["ar", "he", "he"], 2), (notes, ["ar", "ar"], 1)):
        assert root.xpath("//w:r/w:rPr[w:rtl]/w:lang/@w:bidi", namespaces=NS) == runs
        assert len(root.xpath("//w:p[w:pPr/w:bidi and w:pPr/w:pStyle]", namespaces=NS)) == paragraphs
    assert open_xml(path) == []


def test_each_part_opens_a_page_with_running_lines(finished: Path) -> None:
    """Part headings begin a page; running lines are fields and spare the title page; the sheet is A4."""
    styles = part(finished, "word/styles.xml")
    for style in ("Heading1", "TOCHeading"):
        assert styles.xpath(f"//w:style[@w:styleId='{style}']/w:pPr/w:pageBreakBefore", namespaces=NS)
    front, section = part(finished, "word/document.xml").iter(W + "sectPr")
    assert front.find(W + "headerReference") is None
    assert front.find(W + "footerReference") is None
    assert section.find(W + "headerReference") is not None
    assert section.find(W + "pgSz").attrib == {W + "w": "11906", W + "h": "16838"}
    assert b"STYLEREF 1" in parts_of(finished)["word/header1.xml"]
    assert b" PAGE " in parts_of(finished)["word/footer1.xml"]


def test_every_style_used_is_defined(finished: Path) -> None:
    """No paragraph, run or table names a style the file lacks, and each kind of text has its own."""
    defined = set(part(finished, "word/styles.xml").xpath("//w:style/@w:styleId", namespaces=NS))
    used = {
        value
        for name in ("document", "footnotes", "header1", "footer1")
        for tag in ("pStyle", "rStyle", "tblStyle")
        for value in part(finished, f"word/{name}.xml").xpath(f"//w:{tag}/@w:val", namespaces=NS)
    }
    assert used <= defined
    assert {
        "Title", "Subtitle", "Heading1", "BlockText", "FootnoteText", "Istilah", "UraianIstilah",
        "Bibliography", "IsiTabel", "KepalaTabel", "Kolofon", "TautanIstilah", "TautanDalam", "Hyperlink",
    } <= used  # fmt: skip


def test_tables_fit_their_words(styles: Styles, tmp_path: Path) -> None:
    """A long table fills the line and gives most room to most words; its head repeats; rows stay whole."""
    row = f"| kerjasama → kerja sama | {'Gabungan kata ditulis terpisah. ' * 5} | 53 | {'1×3,' * 10} |\n"
    table = "\n| Perubahan | Alasan | Kali | Baris |\n|:--|:--|--:|:--|\n" + row * 20
    document = part(write(make_book(tmp_path, BODY + table), styles, tmp_path), "word/document.xml")
    short, long = document.findall(f".//{W}tbl")[:2]
    widths = [int(column.get(W + "w")) for column in long.iter(W + "gridCol")]
    assert abs(sum(widths) - TEXT_WIDTH) <= 4
    assert max(widths) == widths[1]
    assert min(widths) == widths[2]
    assert widths[0] > widths[2]
    assert sum(int(column.get(W + "w")) for column in short.iter(W + "gridCol")) < TEXT_WIDTH / 3
    rows = long.findall(W + "tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * 20
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
