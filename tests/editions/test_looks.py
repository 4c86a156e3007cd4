"""Pages as they look: every page of our own book beside its reviewed picture.

Pages are drawn by poppler in grey at DPI dots an inch. A page may differ from its picture in at most
TOLERANCE of its dots, a dot differing when its grey does by more than STEP of 255: another version of a
rasteriser moves edges, a moved line or a lost rule is far more. `pytest --update-golden` draws the pictures
and the contact sheets in `docs/images/` anew; look at them before they are committed.
"""

from __future__ import annotations

import datetime
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from tests.conftest import ROOT
from tests.sheets import contact_sheet, keep

from terbit.editions import load, names
from terbit.enrich import enrich
from terbit.model.book import Order, Styles
from terbit.read import read_manuscript

DPI, STEP, TOLERANCE = 40, 64, 0.004
PICTURES = Path(__file__).parent / "pages"
PDFS = tuple(name for name in names() if load(name).suffix.endswith(".pdf"))
COLUMNS = 6


@pytest.fixture(scope="module", params=PDFS)
def drawn(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[Path]]:
    """The pages of our own book in an edition, as pictures."""
    styles = Styles((ROOT / "styles",))
    manuscript = read_manuscript(ROOT, styles.path("csl/terbit.csl"))
    book = enrich(manuscript, datetime.date(2026, 11, 23))
    folder = tmp_path_factory.mktemp("halaman")
    needed = [(need, load(need).starts) for need in load(request.param).needs]
    pages = {need: starts(book, styles) for need, starts in needed if starts}
    (folder / "buku.pdf").write_bytes(load(request.param).render(book, styles, Order(pages=pages)).data)
    subprocess.run(["pdftoppm", "-gray", "-png", "-r", str(DPI), "buku.pdf", "p"], cwd=folder, check=True)
    return request.param, sorted(folder.glob("p-*.png"))


def test_pages_look_as_reviewed(drawn: tuple[str, list[Path]], request: pytest.FixtureRequest) -> None:
    """Same number of pages, and each like its picture."""
    name, pages = drawn
    folder = PICTURES / name
    if request.config.getoption("--update-golden"):
        refresh(name, pages)
    assert len(list(folder.glob("*.png"))) == len(pages)
    far = {page.name: share for page in pages if (share := unlike(page, folder / page.name)) > TOLERANCE}
    assert far == {}


def test_a_moved_line_is_seen(drawn: tuple[str, list[Path]], tmp_path: Path) -> None:
    """The tolerance is finer than half a page moved by a twelfth of an inch."""
    name, pages = drawn
    page = max(pages, key=lambda path: sum(Image.open(path).histogram()[:128]))
    with Image.open(page) as picture:
        moved = picture.copy()
        half = picture.crop((0, 0, picture.width, picture.height // 2))
        moved.paste(half, (0, DPI // 12))
        moved.save(tmp_path / page.name)
    assert unlike(tmp_path / page.name, PICTURES / name / page.name) > TOLERANCE


def unlike(page: Path, reviewed: Path) -> float:
    """The share of dots in which the two pictures differ; 1 where they are not of one size."""
    with Image.open(page) as one, Image.open(reviewed) as other:
        if one.size != other.size:
            return 1.0
        histogram = ImageChops.difference(one.convert("L"), other.convert("L")).histogram()
        return sum(histogram[STEP:]) / (one.width * one.height)


def refresh(name: str, pages: list[Path]) -> None:
    """Keep `pages` as the reviewed pictures, and draw their contact sheet."""
    folder = PICTURES / name
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    pictures = [Image.open(page).convert("L").quantize(16) for page in pages]
    for page, picture in zip(pages, pictures, strict=True):
        picture.save(folder / page.name, optimize=True)
    keep(contact_sheet(pictures, COLUMNS), f"lembar-{name}")
