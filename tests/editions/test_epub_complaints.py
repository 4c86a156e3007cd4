"""What an EPUB cannot hold is told, and the rest stays whole."""

from __future__ import annotations

import zipfile
from pathlib import Path

import msgspec
import pytest
from tests.conftest import part
from tests.epub import (
    LOGO,
    agrees,
    make_book,
    pages,
    rendered,
)

from terbit.editions import load
from terbit.model.book import Book, Part, PartKind, Styles
from terbit.model.tree import Para, RawBlock, Str


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
