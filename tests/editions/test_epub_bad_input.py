"""What a book should not hold: a finding with its place stops it, or the EPUB is valid before EPUBCheck."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.conftest import write_book, write_png
from tests.outside import epubcheck

from terbit import pipeline

HEAD = "---\ntanggal: 2026-11-23\n---\n\n# Judul\n\n"
SCRIPT = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><circle r="9"/></svg>'
SENTENCE = "Kalimat tentang perjanjian antara dua negara yang sudah lama disepakati bersama. "


def place(folder: Path, body: str, images: Mapping[str, bytes | None]) -> Path:
    """A Markdown file with images beside it; None stands for a true PNG."""
    master = write_book(folder, HEAD + body)
    for name, data in images.items():
        path = folder / name
        if data is None:
            write_png(path)
        else:
            path.write_bytes(data)
    return master


@pytest.mark.parametrize(
    ("code", "name", "data"),
    [("A020", "skrip.svg", SCRIPT), ("A017", "palsu.png", b"bukan gambar")],
)
def test_an_image_no_edition_can_hold_stops_it(tmp_path: Path, code: str, name: str, data: bytes) -> None:
    """An SVG with a script, a file that is no image: nothing is written, and the line is named."""
    master = place(tmp_path, f"Teks.\n\n![Bagan jalur niaga]({name})\n", {name: data})
    report = pipeline.build(master, ("epub",))
    stopping = [finding for finding in report.findings if finding.stops]
    assert [(f.code, f.span.path.name, f.span.line) for f in stopping] == [(code, "naskah.md", 9)]
    assert report.files == ()


ODD = {
    "a name that lies": ("![Bagan jalur niaga](a.jpg)\n", {"a.jpg": None}, ["A019"]),
    "one id twice": ("[x]{#a} dan [y]{#a}, [ke](#a).\n\n## Bagian {#a}\n\nTeks.\n", {}, ["L002", "L002"]),
    "a name no address likes": (
        "![Bagan jalur niaga](<péta jalan (1) & 漢字.png>)\n",
        {"péta jalan (1) & 漢字.png": None},
        [],
    ),
    "five hundred images": (
        "\n\n".join(f"Paragraf.\n\n![Bagan jalur niaga nomor {n}]({n}.png)" for n in range(500)),
        {f"{n}.png": None for n in range(500)},
        [],
    ),
}


@pytest.mark.parametrize("what", ODD)
def test_what_is_odd_is_told_and_valid(tmp_path: Path, what: str) -> None:
    """A wrong type, an id used twice, odd names, many images: findings with places, and a valid EPUB."""
    body, images, codes = ODD[what]
    report = pipeline.build(place(tmp_path, body, images), ("epub",))
    errors = [finding for finding in report.findings if finding.severity.value == "error"]
    assert [finding.code for finding in errors] == codes
    assert all(finding.span.line > 1 for finding in errors)
    (epub,) = (tmp_path / "dist").glob("*.epub")
    assert epubcheck(epub, tmp_path) == []


@pytest.mark.soak
def test_a_chapter_of_a_megabyte_is_valid(tmp_path: Path) -> None:
    """One chapter as long as a whole book."""
    master = place(tmp_path, "\n\n".join([SENTENCE * 8] * 1600), {})
    assert master.stat().st_size > 1_000_000
    pipeline.build(master, ("epub",))
    (epub,) = (tmp_path / "dist").glob("*.epub")
    assert epubcheck(epub, tmp_path) == []
