"""Styles of pages are computed once for all pages that share them, and no page is another for it."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import ROOT
from tests.editions.test_page_starts import book_of

from terbit.adapters import weasyprint
from terbit.adapters._weasyprint_machine import part
from terbit.editions import load

FONTS = ["LinLibertine_R.otf"]
SHEET = """
@page { size: 60mm 40mm; margin: 10mm; @top-left { content: string(judul) } @top-right { content: "kanan" } }
@page { @bottom-center { content: counter(page) } }
@page :first { margin: 15mm; @top-left { content: none } }
@page :left { @top-right { content: "kiri yang jauh lebih panjang daripada lebar halaman ini" } }
@page :nth(3n) { margin: 12mm 10vw; @bottom-center { content: "tiga " counter(page) } }
@page lain { @top-right { content: "lain" } }
h1 { string-set: judul content() }
div { page: lain; break-before: page }
"""
PAGE = b"<html><body><h1>Judul</h1>%b<div>%b</div></body></html>" % (2 * (b"<p>kata</p>" * 40,))


def rendered(name: str) -> bytes:
    """The torture book in this edition."""
    return load(name).render(*book_of(ROOT / "tests" / "books" / "siksa")).data


def bound(folder: Path) -> bytes:
    """Twenty small pages of many kinds."""
    sheet = folder / "gaya.css"
    sheet.write_text(SHEET)
    with weasyprint.press([sheet], "", fonts=FONTS, looks=[folder], root=folder) as press:
        laid = press.lay(PAGE)
        return press.bind([laid], [str(number) for number, _ in enumerate(laid.pages)]).data


@pytest.mark.parametrize("name", ["layar", "cetak"])
def test_the_file_is_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Byte for byte, as WeasyPrint makes it by itself."""
    lighter = rendered(name)
    monkeypatch.setattr(weasyprint, "lighter_pages", contextlib.nullcontext)
    assert lighter == rendered(name)


def test_every_page_selector_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """First, left, right, named and every third page, and lengths reckoned by the page."""
    lighter = bound(tmp_path)
    monkeypatch.setattr(weasyprint, "lighter_pages", contextlib.nullcontext)
    assert lighter == bound(tmp_path)


@pytest.mark.parametrize("name", ["set_page_type_computed_styles", "min_content_width"])
def test_it_is_computed_less_often(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Styles once for each kind of page; the widest word of heads only where they do not fit."""
    page = part("weasyprint.layout.page")
    calls, original = [], getattr(page, name)

    def counted(*given: Any, **named: Any) -> Any:  # noqa: ANN401  # WeasyPrint's own
        calls.append(given)
        return original(*given, **named)

    monkeypatch.setattr(page, name, counted)
    bound(tmp_path)
    lighter = len(calls)
    monkeypatch.setattr(weasyprint, "lighter_pages", contextlib.nullcontext)
    bound(tmp_path)
    assert lighter < 0.7 * (len(calls) - lighter)
