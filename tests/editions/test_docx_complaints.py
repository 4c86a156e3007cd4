"""What a Word file cannot hold is told, and the rest stays whole."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import PIL.Image
import pytest
from tests.conftest import BODY, ROOT, make_book
from tests.outside import open_xml
from tests.word import NS, agrees, part, parts_of, write

from terbit.editions.docx import EDITION
from terbit.model.book import Book, Complaint, Styles
from terbit.model.findings import BookFault

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 80"><rect width="90" height="40" fill="#c00"/>'
    "{}</svg>"
)


def test_a_drawing_is_carried_as_pixels(styles: Styles, tmp_path: Path) -> None:
    """An SVG becomes a PNG as wide as it says, with its description; its file's name needs no ASCII."""
    book = make_book(tmp_path, BODY + "\n![bagan](gambar/bagan%20é.svg)\n")
    (tmp_path / "gambar" / "bagan é.svg").write_text(SVG.format(""), "utf-8")
    assert complaints(book, styles) == []
    path = write(book, styles, tmp_path)
    document = part(path, "word/document.xml")
    assert document.xpath("//wp:docPr/@descr", namespaces=NS)[-1] == "bagan"
    assert int(document.xpath("//wp:extent/@cx", namespaces=NS)[-1]) == 200 * 9525  # EMU a CSS px
    last = max(
        (name for name in parts_of(path) if "media" in name), key=lambda name: len(parts_of(path)[name])
    )
    picture = PIL.Image.open(io.BytesIO(parts_of(path)[last])).convert("RGB")
    assert picture.getpixel((100, 100)) == (204, 0, 0)
    assert picture.getpixel((1000, 400)) == (255, 255, 255)
    assert open_xml(path) == []


def complaints(book: Book, styles: Styles) -> list[Complaint]:
    """What rendering complains of."""
    return list(EDITION.render(book, styles).complaints)


def test_images_carry_their_description(finished: Path) -> None:
    """An image's description is its alternative text."""
    found = part(finished, "word/document.xml").xpath("//wp:docPr/@descr", namespaces=NS)
    assert found == ["Peta hubungan Mesir dan Het"]


@pytest.mark.parametrize(
    ("image", "code"),
    [
        ("![](gambar/peta.png)", "X023"),
        ("![a](gambar/peta.svg)", "X022"),
        ("![a](gambar/rusak.png)", "X022"),
        ("![a](tiada.png)", "X021"),
        ("![a](gambar/luar.png)", "X021"),
        ("![a](../luar.png)", "X021"),
        ("![a](https://example.org/a.png)", "X021"),
    ],
)
def test_unfit_images_are_reported(styles: Styles, tmp_path: Path, image: str, code: str) -> None:
    """An image undescribed, undrawable or outside the book is a complaint; only the first is carried."""
    root = tmp_path / "buku"
    book = make_book(root, BODY + f"\n{image}\n")
    (root / "gambar" / "peta.svg").write_text(SVG.format("<script>alert(1)</script>"))
    (root / "gambar" / "rusak.png").write_bytes(b"bukan gambar")
    shutil.copy(root / "gambar" / "peta.png", tmp_path / "luar.png")
    (root / "gambar" / "luar.png").symlink_to(tmp_path / "luar.png")
    found = complaints(book, styles)
    assert [complaint.code for complaint in found] == [code]
    assert found[0].about in image
    path = write(book, styles, tmp_path)
    drawings = part(path, "word/document.xml").xpath("//wp:docPr", namespaces=NS)
    assert len(drawings) == (2 if code == "X023" else 1)
    assert agrees(EDITION.inspect(path), book.outline)


def test_what_pandoc_says_is_reported(styles: Styles, tmp_path: Path) -> None:
    """Pandoc's own warning becomes a complaint in Indonesian that names what it is about."""
    (found,) = complaints(make_book(tmp_path, BODY + "\n$\\salah{x}$\n"), styles)
    assert (found.code, found.about) == ("X021", "\\salah{x}")
    assert found.message == "Rumus “\\salah{x}” tidak dapat diubah untuk edisi Word."


def test_no_markup_of_the_author_gets_in_raw(styles: Styles, tmp_path: Path) -> None:
    """Raw OpenXML in the master is left out, and a style named in the master is not made."""
    raw = "\n```{=openxml}\n<w:p><w:r><w:t>menyusup</w:t></w:r></w:p>\n```\n"
    sly = raw + '\n[x]{custom-style="Gaya Penulis"}\n'
    path = write(make_book(tmp_path, BODY + sly), styles, tmp_path)
    assert b"menyusup" not in parts_of(path)["word/document.xml"]
    assert b"GayaPenulis" not in parts_of(path)["word/styles.xml"]


@pytest.mark.parametrize(
    ("slip", "about"),
    [
        (("{name: Normal,", "{name: [Normal,"), "YAML"),
        (("size: 11.5, line: 1.0", "ukuran: 11"), "ukuran"),
        (("next: Subtitle", "next: Subtitel"), "Subtitel"),
        (("font: text, size", "font: teks, size"), "teks"),
        (("width_mm: 210", "width_mm: lebar"), "width_mm"),
    ],
)
def test_a_broken_style_file_is_refused(book: Book, slip: tuple[str, str], about: str) -> None:
    """A style file with an unknown name or a wrong value is refused with what is wrong in it."""
    text = (ROOT / "styles" / "docx.yaml").read_text("utf-8").replace(*slip, 1)
    (book.root / "docx.yaml").write_text(text, "utf-8")
    with pytest.raises(BookFault) as fault:
        EDITION.render(book, Styles((book.root,)))
    finding = fault.value.findings[0]
    assert finding.code == "X024"
    assert about in finding.message
    assert finding.span.line == text[: text.index(slip[1])].count("\n") + 1


def test_a_style_file_must_be_whole(book: Book) -> None:
    """A style the edition needs but the file does not define is named, not stumbled over."""
    lines = (ROOT / "styles" / "docx.yaml").read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("  Kolofon:")]
    (book.root / "docx.yaml").write_text("\n".join(kept), "utf-8")
    with pytest.raises(BookFault, match="“Kolofon” tidak ada"):
        EDITION.render(book, Styles((book.root,)))
