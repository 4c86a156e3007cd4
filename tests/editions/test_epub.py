"""The EPUB edition: what it says, how it is made, and what EPUBCheck 5.3 thinks of it."""

from __future__ import annotations

import datetime
import os
import posixpath
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import PIL.Image
import pytest
from lxml import etree
from tests.conftest import ROOT, part, write_png
from tests.conftest import make_book as make_whole_book
from tests.outside import epubcheck

from terbit.editions import load
from terbit.model.book import Book, Evaluation, Part, PartKind, Rendered, Series, Styles
from terbit.model.outline import Outline, Reading
from terbit.model.tree import Para, RawBlock, Str

STRANGE = """
Kata pendahuluan sebelum judul.

# Judul dengan catatan[^satu] dan *miring* & <tanda>

[^satu]:
    ```
    kode di awal catatan
    ```

    - butir[^jauh]

[^jauh]: Ini tidak pernah dipanggil dari teks.

### Butir yang melompati tingkat

Rumus $x^2 + 1$, H~2~O, ~~coret~~, [kapital kecil]{.smallcaps}, `kode < sebaris`, <a@contoh.id>.

| baris satu
|   baris *dua*[^dua]

[^dua]: Catatan dari bait.

- [ ] tugas
- [x] selesai

```python
def f(x):
    return x < 1
```

| Nama[^tiga] | Tahun | Tempat | Uraian |
|:-----|:-----:|------:|:--------|
| A    | 1     | Kadesh | [tautan](#ada) |
|      | 2     | Memfis | ![dalam tabel](gambar/peta.png) |

: Keterangan dengan [tautan](https://example.org/)

[^tiga]: Catatan dari kepala tabel.

## Bagian {#ada}

::: {.kotak lang=en}
## Heading inside a box

A passage in English.
:::

![](gambar/peta.png){width=50%}

![Logo](gambar/logo.svg) ![Peta](<gambar/Péta (1).jpg>) ![Peta lagi](<gambar/Péta (1).jpg>)

- induk
  - anak

4. empat
5. lima

***

Ibid. [rusak](naskah.md), [mati](#tak-ada), [jahat](javascript:alert), [pos](mailto:a@contoh.id).
"""

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle r="4" cx="5" cy="5"/></svg>'
XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


def make_book(root: Path, body: str) -> Book:
    """The sample book with another body; the glossary's link back still arrives."""
    return make_whole_book(root, f"{body}\n\n[Kerja sama]{{#pakai-kerja-sama-1}}.\n")


def rendered(book: Book, styles: Styles, folder: Path) -> tuple[Rendered, Path]:
    """The edition of `book`, and its file in `folder`."""
    result = load("epub").render(book, styles)
    path = folder / "buku.epub"
    path.write_bytes(result.data)
    return result, path


@pytest.fixture
def epub(book: Book, styles: Styles, tmp_path: Path) -> Path:
    """The finished file of the sample book."""
    return rendered(book, styles, tmp_path)[1]


@pytest.fixture
def strange(tmp_path: Path) -> Book:
    """A book whose body holds what manuscripts should not, and that knows who made it."""
    book = make_book(tmp_path, STRANGE)
    (tmp_path / "gambar" / "logo.svg").write_text(LOGO)
    write_png(tmp_path / "gambar" / "Péta (1).jpg")
    metadata = msgspec.structs.replace(
        book.metadata,
        subtitle="Anak Judul",
        authors=("Sutini", "Rana & Rekan"),
        publisher="Balai",
        rights="CC",
    )
    return msgspec.structs.replace(book, metadata=metadata)


def pages(path: Path) -> dict[str, etree._Element]:
    """The XML files of an EPUB by their names."""
    with zipfile.ZipFile(path) as archive:
        return {
            name.removeprefix("EPUB/"): etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith((".xhtml", ".opf", ".ncx"))
        }


def changed(path: Path, name: str, change: Callable[[str], str]) -> Path:
    """A copy of the EPUB in which one file went through `change`, which must change it."""
    copy = path.with_name("diubah.epub")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == f"EPUB/{name}":
                text = change(data.decode())
                assert text != data.decode()
                data = text.encode()
            new.writestr(info, data)
    return copy


def plain(texts: Iterator[str] | tuple[str, ...]) -> str:
    """All texts as one, without white space."""
    return re.sub(r"\s", "", "".join(texts))


def agrees(outline: Outline, reading: Reading) -> bool:
    """Whether a file says what was promised, in order."""
    texts = plain(p.text for p in outline.passages) == plain(reading.passages)
    return texts and plain(p.text for p in outline.notes) == plain(reading.notes)


# --- what it says --------------------------------------------------------------------------


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


# --- what the judge says ---------------------------------------------------------------------


def test_epubcheck_finds_nothing(epub: Path, tmp_path: Path) -> None:
    """EPUBCheck has no fatal, no error, no warning and no advice."""
    assert epubcheck(epub, tmp_path) == []


def test_epubcheck_finds_nothing_in_a_strange_book(strange: Book, styles: Styles, tmp_path: Path) -> None:
    """Whatever the manuscript holds, the EPUB is valid."""
    _, path = rendered(strange, styles, tmp_path)
    assert epubcheck(path, tmp_path) == []


# --- structure -------------------------------------------------------------------------------


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


# --- metadata --------------------------------------------------------------------------------


def properties(path: Path) -> dict[str, list[str]]:
    """The metadata of an EPUB: Dublin Core names and `meta` properties with their values."""
    found: dict[str, list[str]] = {}
    for field in pages(path)["content.opf"].iterfind("{*}metadata/*"):
        name = field.get("property") or etree.QName(field).localname
        found.setdefault(name, []).append(field.text or "")
    return found


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


# --- complaints ------------------------------------------------------------------------------


def test_a_dead_link_is_reported_and_released(strange: Book, styles: Styles, tmp_path: Path) -> None:
    """A link to an anchor, file or scheme that an EPUB does not hold keeps its words alone."""
    result, path = rendered(strange, styles, tmp_path)
    dead = [c.about for c in result.complaints if c.code == "X014"]
    assert dead == ["naskah.md", "tak-ada", "javascript:alert"]
    links = [str(h) for p in pages(path).values() for h in p.xpath("//*[local-name()='a']/@href")]
    assert "mailto:a@contoh.id" in links
    assert not [href for href in links if "naskah" in href or "javascript" in href]


def test_an_anchor_that_stands_twice_is_reported(styles: Styles, tmp_path: Path) -> None:
    """Of two equal anchors the first is kept, the second reported."""
    book = make_book(tmp_path, "# Judul\n\n[a]{#sama} [b]{#sama}\n\n[ke sana](#sama)\n")
    result, path = rendered(book, styles, tmp_path)
    assert [c.about for c in result.complaints] == ["sama"]
    assert pages(path)["isi-01.xhtml"].xpath("//*[@id='sama']/text()") == ["a"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("hilang.png", None),
        ("palsu.png", b"bukan gambar"),
        ("skrip.svg", LOGO.replace("<circle", "<script>1</script><circle").encode()),
        ("luar.svg", LOGO.replace("<circle", '<image href="https://example.org/a.png"/><circle').encode()),
        ("../luar.png", b"\x89PNG\r\n\x1a\n"),
        ("film.mp4", b"\x89PNG\r\n\x1a\n"),
    ],
)
def test_an_image_that_cannot_go_in_is_reported(
    styles: Styles, tmp_path: Path, name: str, data: bytes | None
) -> None:
    """A missing, unknown, acting or outside image is left out and named; the words stay."""
    root = tmp_path / "buku"
    book = make_book(root, f"# Judul\n\n![Sebuah gambar]({name})\n\nTeks.\n")
    if data is not None:
        (root / name).write_bytes(data)
    result, path = rendered(book, styles, tmp_path)
    assert [(c.code, c.about) for c in result.complaints] == [("X012", name)]
    assert "gambar" not in " ".join(zipfile.ZipFile(path).namelist())
    assert agrees(book.outline, load("epub").inspect(path))


def test_a_lying_name_does_not_matter(strange: Book, styles: Styles, tmp_path: Path) -> None:
    """A PNG called .jpg with a name no reader likes goes in as what it is, once."""
    names = zipfile.ZipFile(rendered(strange, styles, tmp_path)[1]).namelist()
    assert [name for name in names if "gambar" in name] == [
        "EPUB/gambar/01-peta.png",
        "EPUB/gambar/02-logo.svg",
        "EPUB/gambar/03-peta-1.png",
    ]


def test_a_word_of_ebooklib_is_not_lost(
    book: Book, styles: Styles, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """What EbookLib says to its log becomes a complaint, and nothing is printed."""
    metadata = msgspec.structs.replace(book.metadata, rights="tanda \x0b terlarang")
    result, _ = rendered(msgspec.structs.replace(book, metadata=metadata), styles, tmp_path)
    assert [c.code for c in result.complaints] == ["X011"]
    assert "rights" in result.complaints[0].message
    assert capfd.readouterr() == ("", "")


def test_a_word_of_pandoc_is_not_lost(styles: Styles, tmp_path: Path) -> None:
    """A formula that pandoc cannot read is reported."""
    book = make_book(tmp_path, "# Judul\n\nRumus $\\salah{x$ rusak.\n")
    result, _ = rendered(book, styles, tmp_path)
    assert [c.code for c in result.complaints] == ["X011"]
    assert "salah" in result.complaints[0].message


def test_raw_code_never_gets_in(book: Book, styles: Styles, tmp_path: Path) -> None:
    """Raw HTML of a manuscript is not printed, let alone run."""
    raw = (RawBlock(("html", "<script>alert(1)</script>")), Para((Str("Teks."),)))
    body = Part(PartKind.BODY, "Isi", (*part(PartKind.BODY, "# Isi\n").blocks, *raw))
    made = msgspec.structs.replace(book, parts=(book.parts[0], body))
    _, path = rendered(made, styles, tmp_path)
    assert b"alert" not in zipfile.ZipFile(path).read("EPUB/isi-01.xhtml")
    assert agrees(made.outline, load("epub").inspect(path))


# --- the file --------------------------------------------------------------------------------


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
