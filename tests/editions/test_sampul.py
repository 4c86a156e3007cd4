"""The cover and the files for a print shop: boxes, marks, ink, a spine of the right width, words that fit."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pikepdf
import pymupdf
import pytest
from lxml import etree
from tests import outside
from tests.conftest import ROOT, make_book, part

from terbit.adapters._weasyprint_machine import fonts_folder
from terbit.editions import load, with_needs
from terbit.editions.sampul import spine_mm
from terbit.model.book import Book, Made, Order, Paper, PartKind, Rendered, Styles
from terbit.model.findings import BookFault
from terbit.model.stream import squeeze

STYLES = Styles((ROOT / "styles",))
SAMPUL, CETAK, LAYAR = load("sampul"), load("cetak"), load("layar")
LONG = (
    "Perkembangan Kerja Sama Bilateral Negara-Negara Asia Tenggara dalam Pembangunan Berkelanjutan "
    "dan Perdagangan Antarbangsa"
)
SUMMARY = "Mengapa dua negara memilih untuk bekerja sama?\n\nDitulis untuk pelajar."
MM = 72 / 25.4


def titled(root: Path, title: str, names: str = "", summary: str = "") -> Book:
    """The sample book with another title page."""
    book = make_book(root)
    page = f"::: judul\n{title}\n:::\n" + (f"\n::: penulis\n{names}\n:::\n" if names else "")
    metadata = msgspec.structs.replace(book.metadata, title=title, summary=summary)
    parts = (part(PartKind.TITLE_PAGE, page), *book.parts[1:])
    return msgspec.structs.replace(book, metadata=metadata, parts=parts)


def order(folder: Path, pages: int = 20, bleed: float = 0, *, marks: bool = False) -> Order:
    """An order beside a finished `cetak` of so many pages."""
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(176 * MM, 250 * MM))
        pdf.save(folder / "cetak.pdf")
    made = {"cetak": Made(folder / "cetak.pdf", CETAK.inspect(folder / "cetak.pdf"))}
    return Order(bleed=bleed, marks=marks, made=made)


def box(page: Any, name: str) -> list[float]:  # noqa: ANN401  # pikepdf's objects are whatever the file says
    """A page's box in mm, to a hundredth."""
    return [round(float(edge) / MM, 2) for edge in page.obj[name]]


def around(trim: list[float], band: float) -> list[float]:
    """A box `band` mm larger on each side."""
    return [round(edge + band * side, 2) for edge, side in zip(trim, (-1, -1, 1, 1), strict=True)]


def streams(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every content stream: pages, forms and patterns."""
    yield from pdf.pages
    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream) and (one.get("/Subtype") == "/Form" or "/PatternType" in one):
            yield one


def colours(data: bytes) -> set[str]:
    """The colour operators of a file, each with the space it chooses; black of the press is `0 0 0 k`."""
    found = set()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for stream in streams(pdf):
            for step in pikepdf.parse_content_stream(stream):
                name = str(step.operator)
                if name in {"rg", "RG", "g", "G", "k", "K"}:
                    found.add(name)
                elif name in {"cs", "CS"}:
                    found.add(f"{name} {step.operands[0]}")
    return found


def opened(data: bytes) -> Any:  # noqa: ANN401  # PyMuPDF has no types
    """The PDF as MuPDF draws it."""
    return pymupdf.open(stream=data)  # type: ignore[no-untyped-call]  # as above


def words_on(data: bytes) -> str:
    """All words that are drawn, without spaces."""
    with opened(data) as pdf:
        return squeeze(" ".join(page.get_text() for page in pdf))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    """The inner book as a print shop wants it."""
    book = make_book(tmp_path_factory.mktemp("cetak"))
    return CETAK.render(book, STYLES, Order(bleed=3, marks=True))


def test_boxes_tell_where_to_cut(printed: Rendered, book: Book) -> None:
    """With bleed and marks three boxes lie in each other; without, the page is the trimmed page."""
    with pikepdf.open(io.BytesIO(printed.data)) as pdf:
        for page in pdf.pages:
            trim = box(page, "/TrimBox")
            assert trim == [0, 0, 176, 250]
            assert box(page, "/BleedBox") == around(trim, 3)
            assert box(page, "/MediaBox") == around(trim, 10)
    with pikepdf.open(io.BytesIO(CETAK.render(book, STYLES).data)) as pdf:
        for page in pdf.pages:
            assert box(page, "/MediaBox") == box(page, "/TrimBox") == box(page, "/BleedBox")


def test_bleed_wider_than_ten_points_is_kept(book: Book) -> None:
    """WeasyPrint caps the BleedBox at 10 pt (3.5 mm)."""
    with pikepdf.open(io.BytesIO(CETAK.render(book, STYLES, Order(bleed=5)).data)) as pdf:
        assert box(pdf.pages[0], "/BleedBox") == [-5, -5, 181, 255]


def test_marks_lie_outside_the_bleed(printed: Rendered, tmp_path: Path) -> None:
    """Every mark points at an edge of the trimmed page or at a fold, and none reaches into the bleed."""
    wrap = SAMPUL.render(make_book(tmp_path), STYLES, order(tmp_path, 200, marks=True))
    for data, folds in ((printed.data, ()), (wrap.data, (176.0, 186.0))):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            page = pdf.pages[0]
            left, bottom, right, top = box(page, "/BleedBox")
            trim = box(page, "/TrimBox")
            drawn = pikepdf.parse_content_stream(page.obj.Contents[0])
            points = [
                [round(float(number) / MM, 2) for number in step.operands]
                for step in drawn
                if str(step.operator) in {"m", "l"}
            ]
        lines = list(zip(points[::2], points[1::2], strict=True))
        assert len(lines) == 8 + 2 * len(folds)
        for (x, y), (to_x, to_y) in lines:
            assert x == to_x or y == to_y
            beside = max(x, to_x) < left or min(x, to_x) > right
            assert beside or max(y, to_y) < bottom or min(y, to_y) > top
            assert (y in trim[1::2]) if beside else (x in {trim[0], trim[2], *folds})


def test_nothing_is_painted_beyond_the_bleed(tmp_path: Path) -> None:
    """The pattern ends where the bleed ends: between it and the sheet's edge there are only the marks."""
    wrap = SAMPUL.render(make_book(tmp_path), STYLES, order(tmp_path, marks=True))
    with opened(wrap.data) as pdf:
        picture = pdf[0].get_pixmap(dpi=72)
        edge = [picture.pixel(x, 10) for x in range(60, 400)]  # 3.5 mm from the edge of the sheet
        inside = [picture.pixel(x, 40) for x in range(60, 400)]
    assert set(edge) == {(255, 255, 255)}
    assert len(set(inside)) > 1


def test_the_press_gets_no_rgb(printed: Rendered, tmp_path: Path) -> None:
    """Black and grey are black ink alone, the cover is CMYK; `layar` shows that RGB would be seen."""
    book = titled(tmp_path, "Laut", "Siti Rahmawati", SUMMARY)
    wrap = SAMPUL.render(book, STYLES, order(tmp_path, 300, marks=True))
    allowed = {"k", "K", "g", "G", "cs /DeviceCMYK", "CS /DeviceCMYK", "cs /Pattern", "CS /Pattern"}
    assert colours(printed.data) <= allowed
    assert colours(wrap.data) <= allowed
    assert "cs /DeviceCMYK" in colours(printed.data) & colours(wrap.data)
    assert "rg" in colours(LAYAR.render(book, STYLES).data)


def test_a_vector_image_is_printed_in_black_ink(tmp_path: Path) -> None:
    """The black lines of an SVG become black ink too."""
    book = make_book(tmp_path, "# Judul {#pakai-kerja-sama-1}\n\n![Peta](gambar/peta.svg)\n")
    path = '<path d="M0 0h9v9z" fill="#333"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">{path}</svg>'
    (tmp_path / "gambar" / "peta.svg").write_text(svg, "utf-8")
    assert not {"rg", "RG"} & colours(CETAK.render(book, STYLES).data)


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


@pytest.mark.parametrize("title", ["Laut", LONG, "Mempertanggungjawabkan Ketidaksinambungan", "W" * 12])
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
    book = titled(tmp_path, " ".join([LONG] * 6))
    rendered = SAMPUL.render(book, STYLES, order(tmp_path))
    assert [c.code for c in rendered.complaints] == ["X031"]
    assert squeeze(LONG * 6) in words_on(rendered.data)


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
    book = titled(tmp_path, LONG, "Siti Rahmawati", SUMMARY)
    asked = order(tmp_path, 300)
    assert (
        found(SAMPUL.render(book, STYLES, asked), tmp_path)
        == promised(book)
        == squeeze(f"{LONG}SitiRahmawati")
    )
    template = (
        (ROOT / "styles" / "sampul.html").read_text("utf-8").replace('data-isi="penulis"', 'data-isi="x"')
    )
    (tmp_path / "sampul.html").write_text(template, "utf-8")
    forgetful = SAMPUL.render(book, Styles((tmp_path, ROOT / "styles")), asked)
    assert found(forgetful, tmp_path) == squeeze(LONG)


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


def test_the_files_for_the_press_are_sound(printed: Rendered, tmp_path: Path) -> None:
    """Qpdf accepts both; every font is embedded and subset."""
    wrap = SAMPUL.render(titled(tmp_path, "Laut", "A", SUMMARY), STYLES, order(tmp_path, 300, marks=True))
    for name, data in (("cetak", printed.data), ("sampul", wrap.data)):
        (tmp_path / f"{name}-jadi.pdf").write_bytes(data)
        assert outside.qpdf(tmp_path / f"{name}-jadi.pdf") == ""
        with pikepdf.open(io.BytesIO(data)) as pdf:
            fonts = [
                one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontFile3" in one
            ]
            named = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontName" in one]
            assert fonts
            assert all("/FontFile3" in one and str(one.FontName)[7] == "+" for one in named)


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
        "import hashlib, pathlib, sys; sys.path.insert(0, str(pathlib.Path.cwd()));"
        "from tests.editions import test_sampul as t; print(*t.prints(pathlib.Path(sys.argv[1])))"
    )
    (tmp_path / "lain").mkdir()
    environment = {
        "PATH": os.defpath,
        "PYTHONPATH": f"{ROOT}:{ROOT / 'build_tools'}",
        "TERBIT_FONTS": str(fonts_folder()),
        "PYTHONHASHSEED": "7",
        "FONTCONFIG_FILE": "/nonexistent/fonts.conf",
    }
    command = [sys.executable, "-c", script, str(tmp_path / "lain")]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.split() == prints(tmp_path)


def prints(folder: Path) -> list[str]:
    """The hashes of a wrap and of the picture of its front."""
    from terbit.editions._epub_cover import front_image

    book = titled(folder, LONG, "Siti Rahmawati", SUMMARY)
    wrap = SAMPUL.render(book, STYLES, order(folder, 300, marks=True)).data
    return [hashlib.sha256(data).hexdigest() for data in (wrap, front_image(book, STYLES)[0])]


def test_a_cover_needs_the_book_it_covers() -> None:
    """Asking for the cover makes the inner book as well; asking for another edition does not."""
    assert with_needs(("sampul",)) == ("sampul", "cetak")
    assert with_needs(("layar",)) == ("layar",)
