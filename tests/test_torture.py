"""A book of everything an author can write, at its worst: every edition builds, every judge accepts it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests import outside
from tests.conftest import ROOT
from tests.printed import misplaced

from terbit import editions

NAME = "siksa"
PDFS = ("cetak", "layar", "besar", "ringkas")


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built book; its build has proved each edition against the promise."""
    folder = tmp_path_factory.mktemp("siksa") / "buku"
    shutil.copytree(ROOT / "tests" / "books" / NAME, folder)
    command = [sys.executable, "-m", "terbit", "build"]
    run = subprocess.run(command, cwd=folder, env=os.environ, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return folder / "dist"


def files(*names: str) -> list[str]:
    """The file names of those of these PDF editions that there are."""
    return [f"{NAME}-{name}.pdf" for name in names if name in editions.names()]


def test_every_edition_is_there(dist: Path) -> None:
    """Nothing in the book stops an edition."""
    made = {path.name for path in dist.iterdir()} - {"manifest.json", "sbom.json"}
    assert made >= {f"{NAME}{editions.load(name).suffix}" for name in editions.usual()}


@pytest.mark.parametrize("name", files(*outside.ACCESSIBLE))
def test_verapdf_finds_it_compliant(dist: Path, name: str) -> None:
    """PDF/UA-1 as declared."""
    verdict = outside.verapdf(dist / name)
    assert verdict["compliant"], verdict["failures"]


@pytest.mark.parametrize("name", files(*PDFS))
def test_every_font_is_embedded_and_subset(dist: Path, name: str) -> None:
    """No reader's machine has to have a font, and no font is there whole."""
    fonts = outside.pdffonts(dist / name)
    assert len(fonts) > 5
    assert [font for font in fonts if font[1:] != (True, True)] == []


@pytest.mark.parametrize("name", files(*PDFS))
def test_the_pdf_is_sound(dist: Path, name: str) -> None:
    """Qpdf finds no damage, the structure tree included."""
    assert outside.qpdf(dist / name) == ""


@pytest.mark.parametrize("name", files(*PDFS))
def test_copied_text_reads_as_the_master(dist: Path, name: str) -> None:
    """Spaces are right, ligatures are letters, other scripts stand in the order they are read."""
    text = " ".join(outside.pdftotext(dist / name).replace("\u2010\n", "").split())
    assert [sign for sign in "\ufb00\ufb01\ufb02\ufb03\ufb04\ufffd" if sign in text] == []
    for words in (
        "“Murid saya berkata, ‘Bu, apa arti lema?’ lalu duduk kembali.”",
        "hlm. 20",
        "السلام",
        "שלום",
        "漢字與和平",
        "☐ belum selesai",
        "Sesudahnya masih ada teks",
        "Butir ke-80 dari daftar yang sengaja dibuat panjang",
    ):
        assert words in text or words in text.replace(" ", ""), words  # Han breaks anywhere


def test_epubcheck_ace_and_the_judges_of_word_find_nothing(dist: Path, tmp_path: Path) -> None:
    """The other two editions before their judges."""
    assert outside.epubcheck(dist / f"{NAME}.epub", tmp_path) == []
    assert outside.ace(dist / f"{NAME}.epub", tmp_path)[0] == []
    assert outside.open_xml(dist / f"{NAME}.docx") == []
    assert outside.openxml_audit(dist / f"{NAME}.docx") == []


def test_the_epub_marks_the_printed_pages(dist: Path) -> None:
    """Whatever a page begins with, also a table, a list or right-to-left text, its mark stands there."""
    assert misplaced(dist / f"{NAME}-cetak.pdf", dist / f"{NAME}.epub") == []
