"""The layar edition and the machine: its fonts and libraries, what the tools say, the same bytes anywhere."""

from __future__ import annotations

import gc
import io
import logging
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from tests.conftest import ROOT, make_book
from tests.pdf import LAYAR, STYLES, codes, elsewhere

from terbit.adapters import _weasyprint_machine
from terbit.model.book import Book, Rendered, Styles
from terbit.model.findings import MachineFault


def test_tools_complaints_are_kept_in_indonesian(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Broken and double anchors, a missing glyph and a spoilt image become complaints; nothing is printed."""
    book = make_book(
        tmp_path,
        "# Judul {#pakai-kerja-sama-1}\n\n[a](#hilang) [b]{#dua} [c]{#dua} [d](lain.md) 한\n\n"
        "![rusak](gambar/peta.png) ![jauh](http://127.0.0.1:9/x.png) ![luar](../luar.png) "
        "![pintas](gambar/pintas.png)",
    )
    (tmp_path.parent / "luar.png").write_bytes((tmp_path / "gambar" / "peta.png").read_bytes())
    (tmp_path / "gambar" / "pintas.png").symlink_to(tmp_path.parent / "luar.png")
    (tmp_path / "gambar" / "peta.png").write_bytes(b"bukan gambar")
    rendered = LAYAR.render(book, STYLES)
    found = {(complaint.code, complaint.about) for complaint in rendered.complaints}
    assert found == {
        ("X001", "#hilang"),
        ("X001", "lain.md"),
        ("X002", "#dua"),
        ("X004", "한"),
        ("X005", "gambar/peta.png"),
        ("X005", "http://127.0.0.1:9/x.png"),
        ("X005", "luar.png"),
        ("X005", "gambar/pintas.png"),
    }
    assert capfd.readouterr() == ("", "")
    assert {code for code, _ in found} <= {rule.code for rule in LAYAR.rules}


def test_a_style_rule_that_fails_is_told(book: Book, tmp_path: Path) -> None:
    """A declaration WeasyPrint ignores, and a font the manifest lacks, become complaints."""
    css = (ROOT / "styles" / "layar.css").read_text("utf-8")
    (tmp_path / "layar.css").write_text(
        css + 'p { colour: red } i { font: 9pt/1 "Tiada" } b { font-family: Nihil, "Linux Libertine O" }',
        "utf-8",
    )
    rendered = LAYAR.render(book, Styles((tmp_path, ROOT / "styles")))
    assert codes(rendered) == ["X006"] * 3
    for word, complaint in zip(("Nihil", "Tiada", "colour"), rendered.complaints, strict=True):
        assert word in complaint.message


def test_only_fonts_of_the_manifest_are_embedded(long_layar: tuple[Book, Rendered]) -> None:
    """Every font in the file belongs to a family of fonts.yaml."""
    with pikepdf.open(io.BytesIO(long_layar[1].data)) as pdf:
        fonts = {str(font.BaseFont)[8:] for page in pdf.pages for font in page.Resources.Font.values()}
    assert fonts
    assert {font.rsplit("-O", 1)[0] for font in fonts} <= {
        "Linux-Libertine",
        "Linux-Libertine-Display",
        "Linux-Biolinum",
        "Linux-Libertine-Mono",
    }


def test_a_font_outside_the_manifest_is_refused(book: Book, tmp_path: Path) -> None:
    """A family the manifest does not name may not get into a PDF."""
    (tmp_path / "fonts.yaml").write_text("keluarga:\n  Lain:\n    - LinLibertine_R.otf\n", "utf-8")
    with pytest.raises(MachineFault, match="Linux Libertine O"):
        LAYAR.render(book, Styles((tmp_path, ROOT / "styles")))


def test_a_missing_font_is_the_machine_s_fault(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the fonts nothing is rendered in another face, and the remedy is named."""
    monkeypatch.setenv("TERBIT_FONTS", str(tmp_path))
    with pytest.raises(MachineFault, match="tidak ditemukan") as fault:
        LAYAR.render(book, STYLES)
    assert "make build" in fault.value.hint


def test_libraries_of_the_rootless_set_up_are_loaded_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """order.txt names the libraries beside it, in order; one that is missing is the machine's fault."""
    monkeypatch.setattr(_weasyprint_machine, "_SHARE", tmp_path)
    _weasyprint_machine._preload.cache_clear()  # noqa: SLF001  # it remembers the first machine
    (tmp_path / "native").mkdir()
    (tmp_path / "native" / "order.txt").write_text("libtiada.so.0\n", "utf-8")
    with pytest.raises(MachineFault, match="Pango") as fault:
        LAYAR.tools()
    assert "make build" in fault.value.hint
    (tmp_path / "native" / "order.txt").write_text("", "utf-8")
    assert {"weasyprint", "pango", "harfbuzz", "pandoc"} == set(LAYAR.tools())
    _weasyprint_machine._preload.cache_clear()  # noqa: SLF001  # it remembers the first machine


def test_the_machine_is_left_as_it_was(book: Book) -> None:
    """Environment, loggers and garbage collection are the same after a rendering."""
    logger = logging.getLogger("weasyprint")
    before = dict(os.environ), list(logger.handlers), logger.level, gc.isenabled(), gc.get_freeze_count()
    LAYAR.render(book, STYLES)
    assert before == (dict(os.environ), logger.handlers, logger.level, gc.isenabled(), gc.get_freeze_count())


def test_same_book_same_bytes(layar: tuple[Book, Rendered], tmp_path: Path) -> None:
    """Another folder, hash seed, clock zone, locale and host font configuration give the same bytes."""
    book = make_book(tmp_path / "tempat" / "lain")
    assert book.root != layar[0].root
    script = (
        "import sys, pathlib; from tests.conftest import make_book, ROOT; from terbit.editions import load;"
        "from terbit.model.book import Styles;"
        "data = load('layar').render(make_book(pathlib.Path(sys.argv[1])), Styles((ROOT / 'styles',))).data;"
        "sys.stdout.buffer.write(data)"
    )
    assert elsewhere(script, book.root) == layar[1].data


def test_listing_editions_imports_nothing_heavy() -> None:
    """Loading the edition leaves WeasyPrint and pikepdf alone."""
    script = (
        "import sys; from terbit.editions import load, names; names(); load('layar');"
        "print({'weasyprint', 'pikepdf', 'fontTools'} & set(sys.modules))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "build_tools")}
    run = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=True)
    assert run.stdout.decode().strip() == "set()"
