"""The Word edition: it says what the book says, reads itself back, and pleases its judges."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import PIL.Image
import pytest
from lxml import etree
from tests.conftest import BODY, make_book
from tests.outside import libreoffice, open_xml, openxml_audit
from tests.printed import pages_of
from tests.volume import write_textbook

from terbit import pipeline
from terbit.adapters import pandoc
from terbit.editions import load
from terbit.editions.docx import EDITION
from terbit.model.book import Book, Complaint, Metadata, Styles
from terbit.model.findings import BookFault
from terbit.model.outline import Opening, Outline, Reading

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = {"w": W[1:-1], "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"}
ROOT = Path(__file__).parents[2]
JUDGES = ROOT / "tests" / "judges" / "node_modules"
TEXT_WIDTH = 8504  # twips: 150 mm


def squeezed(texts: Iterable[str]) -> str:
    """Texts run together, without white space and soft hyphens."""
    return "".join("".join(texts).split()).replace("\u00ad", "")


def agrees(reading: Reading, outline: Outline) -> bool:
    """Whether a file says what was promised, in order."""
    passages = squeezed(reading.passages) == squeezed(p.text for p in outline.passages)
    return passages and squeezed(reading.notes) == squeezed(p.text for p in outline.notes)


def write(book: Book, styles: Styles, folder: Path) -> Path:
    """The finished file."""
    path = folder / "buku.docx"
    path.write_bytes(EDITION.render(book, styles).data)
    return path


def parts_of(path: Path) -> dict[str, bytes]:
    """The parts of a package."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def part(path: Path, name: str) -> Any:  # noqa: ANN401  # an lxml element, for XPath
    """The root of one XML part."""
    return etree.fromstring(parts_of(path)[name])


def change(path: Path, name: str, edit: Callable[[Any], None]) -> None:
    """Change one part of a finished file in place."""
    parts = parts_of(path)
    root = etree.fromstring(parts[name])
    edit(root)
    parts[name] = etree.tostring(root)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for each, data in parts.items():
            package.writestr(each, data)
    path.write_bytes(out.getvalue())


@pytest.fixture
def finished(book: Book, styles: Styles, tmp_path: Path) -> Path:
    """The sample book as a Word file."""
    return write(book, styles, tmp_path)


# --- it says what the book says ------------------------------------------------------------


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


# --- it is always the same file ------------------------------------------------------------

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


# --- a teacher can work with it --------------------------------------------------------------


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
    body = "# Judul\n\n> Luar.\n>\n> > Dalam.\n\n- Butir.\n\n    > Dikutip.\n\n***\n\nAkhir.\n"
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


# --- what does not get in --------------------------------------------------------------------


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 80"><rect width="90" height="40" fill="#c00"/>'
    "{}</svg>"
)


def test_a_drawing_is_carried_as_pixels(styles: Styles, tmp_path: Path) -> None:
    """An SVG becomes a PNG as wide as it says, with its description; its file's name needs no ASCII."""
    book = make_book(tmp_path, BODY + "\n![bagan](gambar/bagan%20é.svg)\n")
    (tmp_path / "gambar" / "bagan é.svg").write_text(SVG.format(""), "utf-8")
    assert complaints(book, styles) == []
    path = write(book, styles, tmp_path)
    document = part(path, "word/document.xml")
    assert document.xpath("//wp:docPr/@descr", namespaces=NS)[-1] == "bagan"
    assert int(document.xpath("//wp:extent/@cx", namespaces=NS)[-1]) == 200 * 9525  # EMU a CSS px
    last = max(
        (name for name in parts_of(path) if "media" in name), key=lambda name: len(parts_of(path)[name])
    )
    picture = PIL.Image.open(io.BytesIO(parts_of(path)[last])).convert("RGB")
    assert picture.getpixel((100, 100)) == (204, 0, 0)
    assert picture.getpixel((1000, 400)) == (255, 255, 255)
    assert open_xml(path) == []


def complaints(book: Book, styles: Styles) -> list[Complaint]:
    """What rendering complains of."""
    return list(EDITION.render(book, styles).complaints)


def test_images_carry_their_description(finished: Path) -> None:
    """An image's description is its alternative text."""
    found = part(finished, "word/document.xml").xpath("//wp:docPr/@descr", namespaces=NS)
    assert found == ["Peta hubungan Mesir dan Het"]


@pytest.mark.parametrize(
    ("image", "code"),
    [
        ("![](gambar/peta.png)", "X023"),
        ("![a](gambar/peta.svg)", "X022"),
        ("![a](gambar/rusak.png)", "X022"),
        ("![a](tiada.png)", "X021"),
        ("![a](gambar/luar.png)", "X021"),
        ("![a](../luar.png)", "X021"),
        ("![a](https://example.org/a.png)", "X021"),
    ],
)
def test_unfit_images_are_reported(styles: Styles, tmp_path: Path, image: str, code: str) -> None:
    """An image undescribed, undrawable or outside the book is a complaint; only the first is carried."""
    root = tmp_path / "buku"
    book = make_book(root, BODY + f"\n{image}\n")
    (root / "gambar" / "peta.svg").write_text(SVG.format("<script>alert(1)</script>"))
    (root / "gambar" / "rusak.png").write_bytes(b"bukan gambar")
    shutil.copy(root / "gambar" / "peta.png", tmp_path / "luar.png")
    (root / "gambar" / "luar.png").symlink_to(tmp_path / "luar.png")
    found = complaints(book, styles)
    assert [complaint.code for complaint in found] == [code]
    assert found[0].about in image
    path = write(book, styles, tmp_path)
    drawings = part(path, "word/document.xml").xpath("//wp:docPr", namespaces=NS)
    assert len(drawings) == (2 if code == "X023" else 1)
    assert agrees(EDITION.inspect(path), book.outline)


def test_what_pandoc_says_is_reported(styles: Styles, tmp_path: Path) -> None:
    """Pandoc's own warning becomes a complaint in Indonesian that names what it is about."""
    (found,) = complaints(make_book(tmp_path, BODY + "\n$\\salah{x}$\n"), styles)
    assert (found.code, found.about) == ("X021", "\\salah{x}")
    assert found.message == "Rumus “\\salah{x}” tidak dapat diubah untuk edisi Word."


def test_no_markup_of_the_author_gets_in_raw(styles: Styles, tmp_path: Path) -> None:
    """Raw OpenXML in the master is left out, and a style named in the master is not made."""
    raw = "\n```{=openxml}\n<w:p><w:r><w:t>menyusup</w:t></w:r></w:p>\n```\n"
    sly = raw + '\n[x]{custom-style="Gaya Penulis"}\n'
    path = write(make_book(tmp_path, BODY + sly), styles, tmp_path)
    assert b"menyusup" not in parts_of(path)["word/document.xml"]
    assert b"GayaPenulis" not in parts_of(path)["word/styles.xml"]


@pytest.mark.parametrize(
    ("slip", "about"),
    [
        (("{name: Normal,", "{name: [Normal,"), "YAML"),
        (("size: 11.5, line: 1.0", "ukuran: 11"), "ukuran"),
        (("next: Subtitle", "next: Subtitel"), "Subtitel"),
        (("font: text, size", "font: teks, size"), "teks"),
        (("width_mm: 210", "width_mm: lebar"), "width_mm"),
    ],
)
def test_a_broken_style_file_is_refused(book: Book, slip: tuple[str, str], about: str) -> None:
    """A style file with an unknown name or a wrong value is refused with what is wrong in it."""
    text = (ROOT / "styles" / "docx.yaml").read_text("utf-8").replace(*slip, 1)
    (book.root / "docx.yaml").write_text(text, "utf-8")
    with pytest.raises(BookFault) as fault:
        EDITION.render(book, Styles((book.root,)))
    finding = fault.value.findings[0]
    assert finding.code == "X024"
    assert about in finding.message
    assert finding.span.line == text[: text.index(slip[1])].count("\n") + 1


def test_a_style_file_must_be_whole(book: Book) -> None:
    """A style the edition needs but the file does not define is named, not stumbled over."""
    lines = (ROOT / "styles" / "docx.yaml").read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("  Kolofon:")]
    (book.root / "docx.yaml").write_text("\n".join(kept), "utf-8")
    with pytest.raises(BookFault, match="“Kolofon” tidak ada"):
        EDITION.render(book, Styles((book.root,)))


# --- judges ------------------------------------------------------------------------------------


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
