"""The EPUB edition: it says what the book promises, in XHTML as if by hand, and EPUBCheck 5.3 agrees."""

from __future__ import annotations

import os
import posixpath
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import PIL.Image
from lxml import etree
from tests.conftest import ROOT
from tests.epub import (
    EPUB_TYPE,
    LOGO,
    XHTML,
    agrees,
    changed,
    make_book,
    pages,
    rendered,
)
from tests.outside import epubcheck

from terbit.editions import load
from terbit.model.book import Book, Styles


def test_the_file_says_what_the_book_promises(book: Book, epub: Path) -> None:
    """Read back, the EPUB holds every passage and note of the book, in order, and nothing else."""
    assert agrees(book.outline, load("epub").inspect(epub))


def test_a_strange_book_loses_nothing(strange: Book, styles: Styles, tmp_path: Path) -> None:
    """Notes in headings, tables and verses, code, task boxes and boxed headings all come back."""
    _, path = rendered(strange, styles, tmp_path)
    assert agrees(strange.outline, load("epub").inspect(path))


def test_a_list_in_a_list_is_not_run_together(strange: Book, styles: Styles, tmp_path: Path) -> None:
    """An item and the item below it are two pieces, though no element ends between them."""
    _, path = rendered(strange, styles, tmp_path)
    assert {"induk", "anak"} <= set(load("epub").inspect(path).passages)


def test_each_block_is_a_piece_of_its_own(book: Book, epub: Path) -> None:
    """A heading, a cell and a list item are not run together with their neighbours."""
    found = load("epub").inspect(epub).passages
    assert {"Latar Belakang", "satu", "Mesir", "Tabel contoh", "diplomasi"} <= set(found)
    assert len(found) == len(book.outline.passages)


def test_a_lost_paragraph_is_seen(book: Book, epub: Path) -> None:
    """A paragraph taken out of the finished file makes it differ from the promise."""
    broken = changed(epub, "isi-03.xhtml", lambda text: text.replace("<p>Jawaban.</p>", ""))
    assert not agrees(book.outline, load("epub").inspect(broken))


def test_a_lost_note_is_seen(book: Book, epub: Path) -> None:
    """A note taken out of the finished file makes it differ, though the body is whole."""
    broken = changed(epub, "isi-02.xhtml", lambda text: re.sub(r"(?s)<aside.*?</aside>", "", text))
    assert not agrees(book.outline, load("epub").inspect(broken))


def test_a_lost_document_is_seen(book: Book, epub: Path) -> None:
    """A document missing from the spine is not read, though it lies in the file."""
    broken = changed(epub, "content.opf", lambda text: text.replace('<itemref idref="isi-03"/>', ""))
    assert not agrees(book.outline, load("epub").inspect(broken))


def test_epubcheck_finds_nothing(epub: Path, tmp_path: Path) -> None:
    """EPUBCheck has no fatal, no error, no warning and no advice."""
    assert epubcheck(epub, tmp_path) == []


def test_epubcheck_finds_nothing_in_a_strange_book(strange: Book, styles: Styles, tmp_path: Path) -> None:
    """Whatever the manuscript holds, the EPUB is valid."""
    _, path = rendered(strange, styles, tmp_path)
    assert epubcheck(path, tmp_path) == []


def test_the_contents_follow_the_colophon(epub: Path) -> None:
    """`nav.xhtml` is the navigation document, headed Daftar Isi, behind cover, title page and colophon."""
    found = pages(epub)
    items = {i.get("id"): i for i in found["content.opf"].iter("{*}item")}
    spine = [items[i.get("idref")].get("href") for i in found["content.opf"].iter("{*}itemref")]
    assert spine[:3] == ["sampul.xhtml", "halaman-judul.xhtml", "kolofon.xhtml"]
    assert spine[3:5] == ["nav.xhtml", "isi-01.xhtml"]
    assert [i.get("href") for i in items.values() if i.get("properties") == "nav"] == ["nav.xhtml"]
    assert found["nav.xhtml"].findtext(f".//{XHTML}h1") == "Daftar Isi"


def test_the_contents_are_nested(epub: Path) -> None:
    """A point stands under its section, a section under the title, in the contents and in the NCX."""
    found = pages(epub)
    path = f"{XHTML}ol/{XHTML}li/" * 3 + f"{XHTML}a"
    third = [a.text for a in found["nav.xhtml"].iterfind(f".//{XHTML}nav[@role='doc-toc']/{path}")]
    assert third == ["Butir Pertama", "Butir Kedua", "Apa itu kerja sama?"]
    third = found["toc.ncx"].xpath("/*/*/*/*/*[local-name()='navPoint']/*/*/text()")
    assert third == ["Butir Pertama", "Butir Kedua", "Apa itu kerja sama?"]


def test_nothing_is_in_english(epub: Path) -> None:
    """No furniture of pandoc or EbookLib is left in what a reader sees or hears."""
    for name, page in pages(epub).items():
        shown = " ".join([*page.itertext(), *page.xpath("//@aria-label | //@title | //@alt")])
        assert not re.search(r"\b(Guide|Pages?|Contents?|Table|Title|Cover|Notes?|Start)\b", shown), name
        assert page.get("{http://www.w3.org/XML/1998/namespace}lang") == "id", name


def test_each_document_bears_its_own_title(epub: Path) -> None:
    """The title of a document is that of its section, and its role says what it is."""
    found = pages(epub)
    sections = {name: page.find(f".//{XHTML}section") for name, page in found.items() if "-" in name}
    seen = {
        name: (found[name].findtext(f".//{XHTML}title"), section.get(EPUB_TYPE), section.get("role"))
        for name, section in sections.items()
        if section is not None
    }
    assert seen["halaman-judul.xhtml"] == ("Halaman Judul", "titlepage", None)
    assert seen["isi-01.xhtml"] == ("Kerja Sama: Sebuah Contoh", "introduction", "doc-introduction")
    assert seen["isi-03.xhtml"] == ("Tanya Jawab", "chapter", "doc-chapter")
    assert seen["daftar-pustaka.xhtml"] == ("Daftar Pustaka", "bibliography", "doc-bibliography")
    assert seen["catatan-suntingan.xhtml"] == ("Catatan Suntingan", "appendix", "doc-appendix")


def test_a_note_stands_where_it_is_called(epub: Path) -> None:
    """A note is an aside in the document of its mark, with a way back named in Indonesian."""
    page = pages(epub)["isi-02.xhtml"]
    (mark,) = page.iterfind(f".//{XHTML}a[@role='doc-noteref']")
    (aside,) = page.iterfind(f".//{XHTML}aside[@role='doc-footnote']")
    assert (mark.get(EPUB_TYPE), mark.get("href")) == ("noteref", f"#{aside.get('id')}")
    (back,) = aside.iterfind(f".//{XHTML}a[@role='doc-backlink']")
    assert (back.get("href"), back.text) == (f"#{mark.get('id')}", "2")
    assert back.get("aria-label") == "Kembali ke teks dari catatan 2"


def test_every_link_arrives(epub: Path) -> None:
    """Links from file to file, also in the contents, lead to an id that is there."""
    found = pages(epub)
    places = {(name, i) for name, page in found.items() for i in (None, *page.xpath("//@id"))}
    links = [(n, str(h)) for n, page in found.items() for h in page.xpath("//*[local-name()='a']/@href")]
    inner = [(name, href) for name, href in links if "://" not in href]
    assert ("isi-01.xhtml", "glosarium.xhtml#istilah-diplomasi") in inner
    for name, href in inner:
        file, _, anchor = href.partition("#")
        assert (posixpath.normpath(file) if file else name, anchor or None) in places


def test_a_wide_table_can_become_cards(strange: Book, styles: Styles, tmp_path: Path) -> None:
    """Cells of a table too wide for a phone bear the name of their column; a narrow one stays a table."""
    found = pages(rendered(strange, styles, tmp_path)[1])
    labels = [c.get("data-judul") for p in found.values() for c in p.iter(f"{XHTML}td")]
    assert labels[:8] == [None] * 8
    assert labels[-4:] == ["Perubahan", "Alasan", "Kali", "Baris"]


def test_weak_readers_are_helped(styles: Styles, tmp_path: Path) -> None:
    """A term and its meanings are one box, letters of a list are told twice, the first note has a class."""
    body = "# Judul[^a][^b]\n\nKata\n\n:   satu\n\n:   dua\n\nLema\n\n:   tiga\n\nC.  empat\nD.  lima\n"
    body += "\n[^a]: Catatan.\n\n[^b]: Catatan lain.\n"
    page = pages(rendered(make_book(tmp_path, body), styles, tmp_path)[1])["isi-01.xhtml"]
    boxes = page.iterfind(f".//{XHTML}dl/{XHTML}div")
    assert [[etree.QName(one).localname for one in box] for box in boxes] == [
        ["dt", "dd", "dd"],
        ["dt", "dd"],
    ]
    (listed,) = page.iter(f"{XHTML}ol")
    assert (listed.get("type"), listed.get("style")) == ("A", "list-style-type: upper-alpha")
    assert [aside.get("class") for aside in page.iter(f"{XHTML}aside")] == ["pertama", None]


def test_the_looks_leave_the_reader_free(styles: Styles) -> None:
    """The stylesheet sets no absolute font size, no colour, no typeface, and says nothing of hyphens.

    Only a picture that the page would show through stands on white.
    """
    css = re.sub(r"(?s)/\*.*?\*/", "", styles.path("epub.css").read_text())
    css = css.replace(".bening { background-color: white; }", "")
    assert not re.search(r"font-size:[^;]*(px|pt|mm|cm)|background|@font-face|#[0-9a-f]{3}", css)
    assert set(re.findall(r"\bcolor:\s*(\w+)", css)) <= {"inherit"}
    assert set(re.findall(r"font-family:\s*([^;]+);", css)) <= {"monospace, monospace"}
    assert "hyphen" not in css


def test_figures_and_tables_are_listed(epub: Path) -> None:
    """Each one with a caption has a line that leads to it; without any, there is no list."""
    nav = pages(epub)["nav.xhtml"]
    lines = {
        n.get(EPUB_TYPE): [(a.get("href"), a.text) for a in n.iter(f"{XHTML}a")]
        for n in nav.iter(f"{XHTML}nav")
    }
    assert lines["loi"] == [("isi-02.xhtml#gambar-1", "Peta hubungan Mesir dan Het")]
    assert lines["lot"] == [("isi-02.xhtml#tabel-1", "Tabel contoh")]


def test_old_readers_have_the_lists_too(epub: Path) -> None:
    """The NCX lists figures and tables as the navigation document does, each with a number of its own."""
    ncx = pages(epub)["toc.ncx"]
    lists = {one.get("class"): one for one in ncx.iterfind("{*}navList")}
    seen = {
        kind: [
            one.findtext("{*}navLabel/{*}text"),
            *(content.get("src") for content in one.iter("{*}content")),
        ]
        for kind, one in lists.items()
    }
    assert seen == {
        "loi": ["Daftar Gambar", "isi-02.xhtml#gambar-1"],
        "lot": ["Daftar Tabel", "isi-02.xhtml#tabel-1"],
    }
    order = [int(number) for number in ncx.xpath("//@playOrder")]
    assert order == list(range(1, len(order) + 1))


def test_text_from_the_right_says_so(styles: Styles, tmp_path: Path) -> None:
    """Arabic, Hebrew and Jawi run from the right, in a line and as a block; other languages say nothing."""
    body = "# Judul\n\n[سلام]{lang=ar} [ملايو]{lang=ms-Arab} [Melayu]{lang=ms}\n\n::: {lang=he}\nשבת\n:::\n"
    page = pages(rendered(make_book(tmp_path, body), styles, tmp_path)[1])["isi-01.xhtml"]
    found = [(one.get("lang"), one.get("dir")) for one in page.iterfind(".//*[@lang]")]
    assert found == [("ar", "rtl"), ("ms-Arab", "rtl"), ("ms", None), ("he", "rtl")]


def test_what_the_page_shines_through_stands_on_white(styles: Styles, tmp_path: Path) -> None:
    """Black lines without a ground would vanish on a dark page; a photograph has its own ground."""
    book = make_book(
        tmp_path, "# Judul\n\n![Logo](gambar/logo.svg) ![Peta](gambar/peta.png) ![Cap](gambar/cap.png)\n"
    )
    (tmp_path / "gambar" / "logo.svg").write_text(LOGO)
    PIL.Image.new("LA", (9, 9), (0, 0)).save(tmp_path / "gambar" / "cap.png")
    page = pages(rendered(book, styles, tmp_path)[1])["isi-01.xhtml"]
    assert [(one.get("alt"), one.get("class")) for one in page.iter(f"{XHTML}img")] == [
        ("Logo", "bening"),
        ("Peta", None),
        ("Cap", "bening"),
    ]


def test_the_archive_is_as_readers_want_it(epub: Path) -> None:
    """The media type comes first and bare (OCF 3.3 § 4.3), and every entry bears the book's date."""
    with zipfile.ZipFile(epub) as archive:
        first, *rest = archive.infolist()
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert {info.date_time for info in (first, *rest)} == {(2026, 11, 23, 0, 0, 0)}
    assert epub.read_bytes()[30:58] == b"mimetypeapplication/epub+zip"


BUILD = """
import sys, time
from pathlib import Path
from terbit.editions import load
from terbit.model.book import Styles
from tests.conftest import make_book
sys.stdout.buffer.write(load("epub").render(make_book(Path(sys.argv[1])), Styles((Path(sys.argv[2]),))).data)
"""


def test_the_same_book_gives_the_same_bytes(tmp_path: Path) -> None:
    """Neither the clock's zone, the folder, nor the order of hashing is in the file."""
    built = set()
    for number, zone in enumerate(("UTC", "Asia/Jayapura")):
        folder = tmp_path / str(number)
        folder.mkdir()
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": str(number)}
        environment["PYTHONPATH"] = os.pathsep.join((str(ROOT / "build_tools"), str(ROOT)))
        command = (sys.executable, "-c", BUILD, str(folder), str(ROOT / "styles"))
        run = subprocess.run(command, capture_output=True, check=True, cwd=folder, env=environment)
        built.add(run.stdout)
    assert len(built) == 1
    assert len(built.pop()) > 5000


def test_loading_the_edition_loads_no_tool() -> None:
    """`terbit --help` does not wait for EbookLib or lxml."""
    code = "import sys; from terbit.editions import load; load('epub'); print(*sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "build_tools")}
    run = subprocess.run((sys.executable, "-c", code), capture_output=True, check=True, env=environment)
    assert not {"ebooklib", "lxml", "lxml.etree"} & set(run.stdout.decode().split())
