"""The cover: a spine of the right width, words that fit, and nothing but what the book says."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from pathlib import Path

import msgspec
import pikepdf
import pymupdf
import pytest
from lxml import etree
from tests.conftest import ROOT, make_book, part
from tests.cover import LONG_TITLE, MM, SAMPUL, SUMMARY, around, box, opened, order, titled
from tests.pdf import LAYAR, STYLES, elsewhere

from terbit.editions import load, needed
from terbit.editions.sampul import spine_mm
from terbit.model.book import Book, Paper, PartKind, Rendered, Styles
from terbit.model.findings import BookFault
from terbit.model.stream import squeeze


def words_on(data: bytes) -> str:
    """All words that are drawn, without spaces."""
    with opened(data) as pdf:
        return squeeze(" ".join(page.get_text() for page in pdf))


@pytest.mark.parametrize(
    ("pages", "leaf", "thick"),
    [(0, 0.1, 0), (1, 0.1, 0.1), (27, None, 1.4), (200, None, 10), (201, 0.13, 13.1)],
)
def test_a_spine_is_as_thick_as_its_leaves(pages: int, leaf: float | None, thick: float) -> None:
    """Two pages are a leaf, a last single page one more; mm, to a tenth."""
    assert spine_mm(pages, Paper(thickness=leaf)) == thick


def test_thickness_follows_weight_where_it_is_not_known() -> None:
    """80 g/m² are taken as 0.1 mm a leaf, heavier paper in proportion."""
    assert Paper().leaf == 0.1
    assert spine_mm(200, Paper(grammage=100)) == 12.5


def test_the_sheet_holds_back_spine_and_front(tmp_path: Path) -> None:
    """As wide as two pages and the spine, with 3 mm of bleed unless more is asked for."""
    book = make_book(tmp_path)
    thick = msgspec.structs.replace(book.metadata, paper=Paper(thickness=0.2))
    for one, asked, wide, band in (
        (book, order(tmp_path, 200), 362, 3),
        (msgspec.structs.replace(book, metadata=thick), order(tmp_path, 200, bleed=5), 372, 5),
    ):
        with pikepdf.open(io.BytesIO(SAMPUL.render(one, STYLES, asked).data)) as pdf:
            (page,) = pdf.pages
            assert box(page, "/TrimBox") == [0, 0, wide, 250]
            assert box(page, "/BleedBox") == around([0, 0, wide, 250], band)


@pytest.mark.parametrize(("pages", "times"), [(118, 1), (120, 2)])
def test_only_a_wide_spine_is_lettered(tmp_path: Path, pages: int, times: int) -> None:
    """From 6 mm on the title stands on the spine as well as on the front."""
    rendered = SAMPUL.render(titled(tmp_path, "Laut"), STYLES, order(tmp_path, pages))
    assert words_on(rendered.data).count("Laut") == times


@pytest.mark.parametrize("title", ["Laut", LONG_TITLE, "Mempertanggungjawabkan Ketidaksinambungan", "W" * 12])
def test_a_title_of_any_length_fits(tmp_path: Path, title: str) -> None:
    """Every word lies inside the label of the front, on the cover and on the first page of `layar`."""
    book = titled(tmp_path, title, "Siti Rahmawati · Budi Santoso")
    wrap, screen = SAMPUL.render(book, STYLES, order(tmp_path, 30)), LAYAR.render(book, STYLES)
    assert [c.code for c in (*wrap.complaints, *screen.complaints)] == []
    for data, left, wide in ((wrap.data, 177.5 + 3, 176), (screen.data, 0, 210)):  # mm
        with opened(data) as pdf:
            words = pdf[0].get_text("words")
        assert squeeze(title) in squeeze("".join(word[4] for word in words))
        for x, _, to_x, *_ in words:
            assert left + 0.15 * wide < x / MM < to_x / MM < left + 0.85 * wide


def test_a_title_that_fits_at_no_size_is_told(tmp_path: Path) -> None:
    """Words that would be too small to read are a finding, and none of them is lost."""
    book = titled(tmp_path, " ".join([LONG_TITLE] * 6))
    rendered = SAMPUL.render(book, STYLES, order(tmp_path))
    assert [c.code for c in rendered.complaints] == ["X031"]
    assert squeeze(LONG_TITLE * 6) in words_on(rendered.data)


def test_the_back_says_only_what_the_book_says(tmp_path: Path) -> None:
    """A summary where there is one, each paragraph; never a number for the barcode."""
    with_summary = SAMPUL.render(titled(tmp_path, "Laut", "", SUMMARY), STYLES, order(tmp_path))
    assert words_on(with_summary.data) == squeeze(SUMMARY + "Laut")
    without = SAMPUL.render(titled(tmp_path, "Laut"), STYLES, order(tmp_path))
    assert words_on(without.data) == "Laut"


def found(rendered: Rendered, folder: Path) -> str:
    """What the finished cover says, read back."""
    (folder / "sampul.pdf").write_bytes(rendered.data)
    return "".join(map(squeeze, SAMPUL.inspect(folder / "sampul.pdf").passages))


def promised(book: Book) -> str:
    """What a cover must say: the title page."""
    return "".join(squeeze(passage.text) for passage in book.without(SAMPUL.waives).outline.passages)


def test_the_cover_says_what_the_title_page_says(tmp_path: Path) -> None:
    """Once, though spine and back say more; a template that forgets the authors is seen."""
    book = titled(tmp_path, LONG_TITLE, "Siti Rahmawati", SUMMARY)
    asked = order(tmp_path, 300)
    assert (
        found(SAMPUL.render(book, STYLES, asked), tmp_path)
        == promised(book)
        == squeeze(f"{LONG_TITLE}SitiRahmawati")
    )
    template = (
        (ROOT / "styles" / "sampul.html").read_text("utf-8").replace('data-isi="penulis"', 'data-isi="x"')
    )
    (tmp_path / "sampul.html").write_text(template, "utf-8")
    forgetful = SAMPUL.render(book, Styles((tmp_path, ROOT / "styles")), asked)
    assert found(forgetful, tmp_path) == squeeze(LONG_TITLE)


def test_the_screen_edition_opens_with_the_cover(book: Book, tmp_path: Path) -> None:
    """The cover is the title page, not a second one: its words are read once."""
    (tmp_path / "layar.pdf").write_bytes(LAYAR.render(book, STYLES).data)
    passages = LAYAR.inspect(tmp_path / "layar.pdf").passages
    assert passages[:2] == ("Kerja Sama", "Sebuah Contoh")
    with opened((tmp_path / "layar.pdf").read_bytes()) as pdf:
        assert squeeze(pdf[0].get_text()) == "KerjaSamaSebuahContoh"
        assert pdf[0].get_pixmap(dpi=36).pixel(3, 100) != (255, 255, 255)


def test_a_book_of_chapters_opens_with_its_cover_too(book: Book, tmp_path: Path) -> None:
    """The half title, which protects a bound book, is waived on screens."""
    half = part(PartKind.HALF_TITLE, "# Kerja Sama {#halaman-prancis}\n")
    chaptered = msgspec.structs.replace(book, parts=(half, *book.parts))
    (tmp_path / "layar.pdf").write_bytes(LAYAR.render(chaptered, STYLES).data)
    passages = LAYAR.inspect(tmp_path / "layar.pdf").passages
    assert passages[:2] == ("Kerja Sama", "Sebuah Contoh")
    assert PartKind.HALF_TITLE in LAYAR.waives


def test_the_cover_s_looks_stay_on_the_cover() -> None:
    """Its stylesheet goes before every page of `layar`: no selector may reach beyond the cover."""
    text = re.sub(r"/\*.*?\*/", "", (ROOT / "styles" / "sampul.css").read_text("utf-8"), flags=re.DOTALL)
    text = re.sub(r"@page[^{]*\{(?:[^{}]|\{[^{}]*\})*\}", "", text)
    rules = re.findall(r"([^{}]+)\{", text)
    assert len(rules) > 15
    for selector in ",".join(rules).split(","):
        assert re.match(r"\.(sampul|untuk-layar|untuk-cetak)\b", selector.strip()), selector


def test_a_broken_template_is_refused_with_its_line(book: Book, tmp_path: Path) -> None:
    """A publisher's own sampul.html that is not well-formed is a finding with a place."""
    (tmp_path / "sampul.html").write_text('<section class="sampul">\n  <p>\n</section>', "utf-8")
    with pytest.raises(BookFault) as fault:
        SAMPUL.render(book, Styles((tmp_path, ROOT / "styles")), order(tmp_path))
    (finding,) = fault.value.findings
    assert (finding.code, finding.span.path.name, finding.span.line) == ("X032", "sampul.html", 3)


def test_the_epub_carries_the_cover(book: Book, tmp_path: Path) -> None:
    """A picture wide enough for shops, marked as the cover, shown on a page of its own under the title."""
    (tmp_path / "buku.epub").write_bytes(load("epub").render(book, STYLES).data)
    with zipfile.ZipFile(tmp_path / "buku.epub") as archive:
        package = etree.fromstring(archive.read("EPUB/content.opf"))
        page = etree.fromstring(archive.read("EPUB/sampul.xhtml"))
        image = archive.read("EPUB/sampul.png")
        nav = etree.fromstring(archive.read("EPUB/nav.xhtml"))
    items = {item.get("properties"): item.get("href") for item in package.iter("{*}item")}
    assert items["cover-image"] == "sampul.png"
    assert [img.get("alt") for img in page.iter("{*}img")] == ["Kerja Sama: Sebuah Contoh"]
    assert "sampul.xhtml" in [a.get("href") for a in nav.iter("{*}a")]
    picture = pymupdf.Pixmap(image)  # type: ignore[no-untyped-call]  # as above
    assert (picture.width, round(picture.height / picture.width, 2)) == (1600, round(250 / 176, 2))
    assert len(image) < 300_000


def test_same_cover_same_bytes(tmp_path: Path) -> None:
    """Another process, folder, hash seed and font configuration give the same cover and the same picture."""
    script = (
        "import pathlib, sys; from tests.editions import test_sampul as t;"
        "print(*t.prints(pathlib.Path(sys.argv[1])))"
    )
    (tmp_path / "lain").mkdir()
    assert elsewhere(script, tmp_path / "lain").decode().split() == prints(tmp_path)


def prints(folder: Path) -> list[str]:
    """The hashes of a wrap and of the picture of its front."""
    from terbit.editions._epub_cover import front_image

    book = titled(folder, LONG_TITLE, "Siti Rahmawati", SUMMARY)
    wrap = SAMPUL.render(book, STYLES, order(folder, 300, marks=True)).data
    return [hashlib.sha256(data).hexdigest() for data in (wrap, front_image(book, STYLES)[0])]


def test_a_cover_needs_the_book_it_covers() -> None:
    """Asking for it asks for the pages of the inner book as well; asking for another edition does not."""
    assert needed(("sampul",)) == ("cetak",)
    assert needed(("sampul", "cetak")) == needed(("layar",)) == ()
