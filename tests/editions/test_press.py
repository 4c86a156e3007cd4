"""The files for a print shop: boxes, marks, ink, fonts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from tests import outside
from tests.conftest import make_book
from tests.cover import CETAK, MM, SAMPUL, SUMMARY, around, box, opened, order, titled
from tests.pdf import LAYAR, STYLES

from terbit.model.book import Book, Order, Rendered


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
