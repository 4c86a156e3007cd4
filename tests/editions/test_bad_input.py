"""What a book should not hold: a finding with its place stops it, or the files please their judges."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.conftest import write_book, write_png
from tests.outside import epubcheck, open_xml, openxml_audit

from terbit import pipeline

EDITIONS = ("epub", "docx")
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
    report = pipeline.build(master, EDITIONS)
    stopping = [finding for finding in report.findings if finding.stops]
    assert [(f.code, f.span.path.name, f.span.line) for f in stopping] == [(code, "naskah.md", 9)]
    assert report.files == ()


ODD = {
    "a name that lies": ("![Bagan jalur niaga](a.jpg)\n", {"a.jpg": None}, ["A019"]),
    "one id twice": ("[x]{#a} dan [y]{#a}, [ke](#a).\n\n## Bagian {#a}\n\nTeks.\n", {}, ["L002", "L002"]),
    "one id for many images": (
        "\n\n".join(f"![Bagan jalur niaga nomor {n}](a.png){{#b-{n // 2}}}" for n in range(4)),
        {"a.png": None},
        ["L002", "L002"],
    ),
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
    """A wrong type, an id used twice, odd names, many images: findings with places, and valid files."""
    body, images, codes = ODD[what]
    report = pipeline.build(place(tmp_path, body, images), EDITIONS)
    errors = [finding for finding in report.findings if finding.severity.value == "error"]
    assert [finding.code for finding in errors] == codes
    assert all(finding.span.line > 1 for finding in errors)
    assert objections(tmp_path) == []


def objections(folder: Path) -> list[object]:
    """What EPUBCheck, the Open XML SDK and openxml-audit say of the files in `dist/`."""
    (epub,), (docx,) = ((folder / "dist").glob(f"*.{edition}") for edition in EDITIONS)
    return [*epubcheck(epub, folder), *open_xml(docx), *openxml_audit(docx)]


@pytest.mark.soak
def test_a_chapter_of_a_megabyte_is_valid(tmp_path: Path) -> None:
    """One chapter as long as a whole book."""
    master = place(tmp_path, "\n\n".join([SENTENCE * 8] * 1600), {})
    assert master.stat().st_size > 1_000_000
    pipeline.build(master, EDITIONS)
    assert objections(tmp_path) == []
