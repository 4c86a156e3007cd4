"""The printed pages in the EPUB: a mark at the word with which each page of `cetak` begins."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from tests.conftest import ROOT, write_book
from tests.outside import ace, epubcheck
from tests.printed import documents, flow, marked, misplaced, pages_of
from tests.volume import write_textbook

from terbit import pipeline
from terbit.editions import load
from terbit.editions._epub_documents import Document
from terbit.editions._epub_pages import mark_pages
from terbit.editions._epub_xml import fragment, make
from terbit.editions._print_pages import PrintPage
from terbit.model.book import PartKind
from terbit.model.outline import Opening


def built(place: Path) -> tuple[Path, Path]:
    """The PDF for the press and the EPUB of a book, made by the whole pipeline."""
    report = pipeline.build(place, ("cetak", "epub"))
    assert not [finding for finding in report.findings if finding.stops]
    dist = pipeline.dist_of(place)
    return next(dist.glob("*-cetak.pdf")), next(dist.glob("*.epub"))


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Our own article, printed and as an EPUB."""
    place = tmp_path_factory.mktemp("artikel")
    shutil.copytree(ROOT / "source", place / "source")
    return built(place)


@pytest.fixture(scope="module")
def textbook(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A textbook of ten chapters."""
    return built(write_textbook(tmp_path_factory.mktemp("ajar") / "buku", 10))


def test_every_page_of_the_article_is_marked(article: tuple[Path, Path]) -> None:
    """The word after each mark is the first one of the printed page, in text and in a table."""
    assert misplaced(*article) == []
    openings = [start.opening for start in load("cetak").inspect(article[0]).pages]
    assert openings.count(Opening.TEXT) > 15
    assert openings.count(Opening.TABLE) > 1


def test_a_paragraph_over_several_pages_keeps_its_words(tmp_path: Path) -> None:
    """Pages that begin in one and the same run of text have their marks; no word is joined or said twice."""
    place = write_book(tmp_path, "# Judul\n\n" + "Negara saling mendukung dalam banyak bidang. " * 400)
    pdf, epub = built(place)
    assert misplaced(pdf, epub) == []
    assert len(load("cetak").inspect(pdf).pages) > 8


def test_every_page_of_a_textbook_is_marked(textbook: tuple[Path, Path]) -> None:
    """The same over ten chapters, whose pages end at other words in each."""
    assert misplaced(*textbook) == []


@pytest.mark.soak
def test_every_page_of_a_long_textbook_is_marked(tmp_path: Path) -> None:
    """The same over a hundred chapters, 90,000 words; and no judge finds anything."""
    pdf, epub = built(write_textbook(tmp_path / "buku", 100))
    assert misplaced(pdf, epub) == []
    assert epubcheck(epub, tmp_path) == []
    assert ace(epub, tmp_path)[0] == []


def test_the_page_list_leads_to_every_mark(textbook: tuple[Path, Path]) -> None:
    """The navigation document and the NCX list all pages in order, under their printed numbers."""
    pdf, epub = textbook
    ids = [
        (f"{name}#{piece[1]}", piece[0])
        for name, root in documents(epub)
        for piece in flow(next(root.iter("{*}body")))
        if isinstance(piece, tuple)
    ]
    assert [label for _, label in ids] == [page.label for page in pages_of(pdf)]
    with zipfile.ZipFile(epub) as archive:
        nav = etree.fromstring(archive.read("EPUB/nav.xhtml"))
        ncx = etree.fromstring(archive.read("EPUB/toc.ncx"))
    links = nav.iterfind(".//{*}nav[@role='doc-pagelist']//{*}a")
    assert [(link.get("href"), link.text) for link in links] == ids
    targets = zip(ncx.iterfind("{*}pageList//{*}content"), ncx.iterfind("{*}pageList//{*}text"), strict=True)
    assert [(content.get("src"), label.text) for content, label in targets] == ids


def test_no_judge_finds_anything(
    article: tuple[Path, Path], textbook: tuple[Path, Path], tmp_path: Path
) -> None:
    """EPUBCheck has no message of any kind, Ace no violation of any impact."""
    for number, (_, epub) in enumerate((article, textbook)):
        work = tmp_path / str(number)
        work.mkdir()
        assert epubcheck(epub, work) == []
        assert ace(epub, work)[0] == []


def test_ace_sees_what_is_wrong(article: tuple[Path, Path], tmp_path: Path) -> None:
    """The judge is awake: a cover without a description is told."""
    spoilt = tmp_path / "rusak.epub"
    with zipfile.ZipFile(article[1]) as old, zipfile.ZipFile(spoilt, "w") as new:
        for info in old.infolist():
            new.writestr(info, re.sub(rb' alt="[^"]*"', b"", old.read(info)))
    assert any("image-alt" in violation for violation in ace(spoilt, tmp_path)[0])


def test_the_source_of_the_pages_is_told(article: tuple[Path, Path]) -> None:
    """Page marks are claimed with the printed edition they are those of; that is a fact of this build."""
    with zipfile.ZipFile(article[1]) as archive:
        package = etree.fromstring(archive.read("EPUB/content.opf"))
    values: dict[str, list[str]] = {}
    for field in package.iterfind("{*}metadata/*"):
        name = field.get("property") or etree.QName(field).localname
        values.setdefault(name, []).append(field.text or "")
    assert values["pageBreakSource"] == values["source"]
    assert values["source"][0].endswith(", edisi cetak, 2026-11-23")
    assert {"pageBreakMarkers", "pageNavigation"} <= set(values["schema:accessibilityFeature"])
    assert "halaman edisi cetak" in values["schema:accessibilitySummary"][0]


def test_asking_for_the_epub_alone_changes_nothing(tmp_path: Path) -> None:
    """Its bytes never depend on what else was asked for; the PDF it is numbered by stays unpublished."""
    master = "---\ntanggal: 2026-11-23\n---\n\n# Judul\n\nSatu kalimat.\n\n## Bagian\n\nDua kalimat.\n"
    alone, both = write_book(tmp_path / "a", master), write_book(tmp_path / "b", master)
    pipeline.build(alone, ("epub",))
    pipeline.build(both, ("cetak", "epub"))
    assert [path.name for path in (tmp_path / "a" / "dist").glob("*.pdf")] == []
    (first,), (second,) = ((tmp_path / name / "dist").glob("*.epub") for name in "ab")
    assert first.read_bytes() == second.read_bytes()
    assert b"hlm-" in zipfile.ZipFile(first).read("EPUB/nav.xhtml")


def test_pages_inside_a_long_note_lead_behind_its_mark(tmp_path: Path) -> None:
    """A page that begins inside a note leads to the text that follows it; the judges are content."""
    note = "\n\n    ".join(["Kalimat panjang tentang perjanjian antara dua negara itu. " * 12] * 12)
    place = write_book(tmp_path / "buku", f"# Judul\n\nAwal.[^a]\n\nSesudah.\n\n[^a]: {note}\n")
    pdf, epub = built(place)
    starts = load("cetak").inspect(pdf).pages
    inside = {start.label for start in starts if start.opening is Opening.NOTE}
    assert len(inside) > 1
    assert {words.split()[0] for label, words in marked(epub) if label in inside} == {"Sesudah."}
    assert misplaced(pdf, epub) == []
    assert epubcheck(epub, tmp_path) == []


def test_an_authors_anchor_keeps_its_name(tmp_path: Path) -> None:
    """An anchor called like a page mark stays where it is; the mark takes another name."""
    place = write_book(tmp_path / "buku", "# Judul\n\n[Kata]{#hlm-1} pertama, [ke sana](#hlm-1).\n")
    _, epub = built(place)
    assert "hlm-1-cetak" in zipfile.ZipFile(epub).read("EPUB/nav.xhtml").decode()
    assert epubcheck(epub, tmp_path) == []


PLACES = [
    ("<p>Satu dua</p>", 4, "<p>Satu @dua</p>"),
    ("<p>Satu <em>dua</em></p>", 4, "<p>Satu @<em>dua</em></p>"),
    ("<p>Satu <em>dua tiga</em></p>", 7, "<p>Satu <em>dua @tiga</em></p>"),
    ("<p><a href='#'><em>Satu</em></a> dua</p>", 0, "<p>@<a href='#'><em>Satu</em></a> dua</p>"),
    ("<p>Satu <b>dua</b> tiga</p>", 7, "<p>Satu <b>dua</b> @tiga</p>"),
    ("<h2>Judul</h2><p>Teks</p>", 0, "@<h2>Judul</h2><p>Teks</p>"),
    ("<h2><em>Judul</em></h2>", 0, "@<h2><em>Judul</em></h2>"),
    ("<h2>Judul panjang</h2>", 5, "<h2>Judul @panjang</h2>"),
    ("<ul><li>satu</li><li>dua</li></ul>", 4, "<ul><li>satu</li><li>@dua</li></ul>"),
    ("<ul><li>\n<p>satu</p></li></ul>", 0, "<ul><li>\n<p>@satu</p></li></ul>"),
    ("<table><tr><td>a</td><td>b</td></tr></table>", 1, "<table><tr><td>a</td><td>@b</td></tr></table>"),
    ("<p>Satu</p>", 4, "<p>Satu</p>@"),
    ("<pre><code>a b</code></pre>", 0, "<pre>@<code>a b</code></pre>"),
]


@pytest.mark.parametrize(("before", "offset", "after"), PLACES)
def test_a_mark_stands_where_it_may(before: str, offset: int, after: str) -> None:
    """Before a word, outside what begins there (links, titles), inside the cell or the item."""
    body = make("body", "", make("section", "", *fragment(before)))
    made = Document("isi.xhtml", PartKind.BODY, "", body)
    (page,) = mark_pages([made], [PrintPage("9", offset, Opening.TEXT)])
    assert page.href == "isi.xhtml#hlm-9"
    assert written(body[0]).replace(f"<span {ATTRIBUTES % ('9', '9')}></span>", "@") == after.replace(
        "'", '"'
    )


def test_pages_at_one_word_stand_in_their_order() -> None:
    """Blank pages share a word with the page after them."""
    body = make("body", "", make("section", "", *fragment("<p><em>Satu</em> dua</p>")))
    made = Document("isi.xhtml", PartKind.BODY, "", body)
    pages = [PrintPage(label, 4, Opening.TEXT) for label in ("ii", "iii", "1")]
    assert [page.label for page in mark_pages([made], [PrintPage("i", 0, Opening.TEXT), *pages])] == [
        "i", "ii", "iii", "1",
    ]  # fmt: skip
    assert [span.get("id") for span in body.iter("{*}span")] == ["hlm-i", "hlm-ii", "hlm-iii", "hlm-1"]


ATTRIBUTES = 'epub:type="pagebreak" role="doc-pagebreak" id="hlm-%s" aria-label="%s"'


def written(section: Any) -> str:  # noqa: ANN401  # lxml's elements
    """The inside of an element as XHTML without namespaces."""
    text = etree.tostring(section, encoding="unicode")
    return re.sub(r"^<section[^>]*>|</section>$|(?: xmlns(?::epub)?=\"[^\"]*\")", "", text)
