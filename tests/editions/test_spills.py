"""What does not fit the printed page is made to fit or refused, at its place: nothing is cut silently."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tests.command import hashes, run
from tests.conftest import write_book, write_png

from terbit import pipeline
from terbit.model.findings import Finding

SENTENCE = "Negara-negara dapat saling mendukung dalam bidang politik, ekonomi, sosial, dan budaya. "
LONG = "pertanggungjawaban" * 9
WIDTH = {"layar": (41, 27), "cetak": (19, 19)}
"""The narrowest margins of an edition in mm: of a page, and of the wide page of the list of changes."""


def columns(count: int, name: str = "Kolom") -> str:
    """A table of so many columns."""
    head, cells = (" | ".join(f"{word}{n}" for n in range(count)) for word in (name, "kata"))
    return f"| {head} |\n{'|---' * count}|\n| {cells} |\n"


def built(folder: Path, body: str, *editions: str, **files: str) -> list[Finding]:
    """The findings of a build of a book with this body, those of the editions' tools alone."""
    write_png(folder / "gambar" / "peta.png", 600, 400)
    write_png(folder / "gambar" / "tinggi.png", 300, 3000)
    write_png(folder / "gambar" / "kecil.png", 64, 40)
    path = write_book(folder, f"# Judul\n\n{SENTENCE}\n\n{body}\n", **files)
    report = pipeline.build(path, editions or ("layar",))
    return [finding for finding in report.findings if finding.code.startswith(("X", "V"))]


def places(findings: list[Finding]) -> list[tuple[str, int, int, int]]:
    """Code, line, first and end column of each finding."""
    return [(f.code, f.span.line, f.span.column, f.span.end_column) for f in findings]


FITS = {
    "a word in a cell": f"| Negara | Isi |\n|---|---|\n| Mesir | {LONG} **{LONG}** |\n\n: Tabel",
    "a word in a heading": f"## {LONG}\n\nTeks.",
    "a word in a note": f"Teks[^a].\n\n[^a]: {LONG}",
    "a word in a quotation in a list": f"1. > {LONG}",
    "a line of code": f"~~~\n{'x' * 400}\n~~~\n\n`{'y' * 400}`",
    "an address": f"<https://example.org/{'a' * 300}>",
    "a line of verse": f"| {LONG}\n| pendek",
    "a caption": f"![{LONG}](gambar/peta.png)",
    "a term": f"{LONG}\n:   {LONG}",
    "a cell longer than a page": f"| A | B |\n|---|---|\n| x | {SENTENCE * 60} |",
    "a picture taller than a page": "![Menara](gambar/tinggi.png)",
    "a picture in a line": "Teks ![Menara](gambar/tinggi.png) teks.",
    "a picture in a cell": "| A | B |\n|---|---|\n| x | ![Peta](gambar/peta.png) |",
    "a heading for the running head": f"## {SENTENCE * 4}\n\n{SENTENCE * 70}\n\n## {LONG}\n\n{SENTENCE * 70}",
    "a note longer than a page, in a table": f"| A | B |\n|---|---|\n| x[^a] | y |\n\n[^a]: {SENTENCE * 130}",
}


@pytest.mark.parametrize("what", FITS)
def test_what_is_long_is_made_to_fit(tmp_path: Path, what: str) -> None:
    """In both formats every word and picture ends inside the type area, and nothing is complained of."""
    pymupdf = pytest.importorskip("pymupdf")
    assert places(built(tmp_path, FITS[what], "layar", "cetak")) == []
    for file in (tmp_path / "dist").glob("*.pdf"):
        margin = min(WIDTH[file.stem.rpartition("-")[2]]) / 25.4 * 72
        with pymupdf.open(file) as document:
            for page in document:
                boxes = [word[:4] for word in page.get_text("words")]
                boxes += [image["bbox"] for image in page.get_image_info()]
                for left, top, right, bottom in boxes:
                    assert left > margin - 2, (file.name, page.number)
                    assert right < page.rect.width - margin + 2, (file.name, page.number)
                    assert top > 20, (file.name, page.number)
                    assert bottom < page.rect.height - 20, (file.name, page.number)


def test_a_table_too_wide_is_narrowed_and_named(tmp_path: Path) -> None:
    """Fourteen columns fit in small letters: a warning, at the table it is about and not at its like."""
    body = f"Tabel Kolom0 dan kata0.\n\n{columns(3)}\n: Daftar\n\n{columns(14)}\n: Daftar"
    found = built(tmp_path, body)
    assert places(found) == [("X009", 13, 3, found[0].span.end_column)]
    assert "“Daftar”" in found[0].message
    assert (tmp_path / "dist").exists()


def test_a_table_no_page_can_hold_stops(tmp_path: Path) -> None:
    """Forty columns do not fit: nothing is written, and the table's first cell is the place."""
    found = built(tmp_path, columns(40))
    assert places(found)[0][:3] == ("X008", 5, 3)
    assert len(found) == 1
    assert "“Kolom0”" in found[0].message
    assert not (tmp_path / "dist").exists()


def test_words_kept_in_one_line_stop(tmp_path: Path) -> None:
    """The word that leaves the page is found in its own passage, though it stands in another before it."""
    word = "kata" * 30
    body = f"Awal {word} “akhir”.\n\nKutipan “[satu {word} dua]{{.utuh}}” *itu*."
    found = built(tmp_path, body)
    assert places(found) == [("X008", 7, 16, 16 + len(word))]
    assert not (tmp_path / "dist").exists()


def test_a_coarse_picture_is_advice(tmp_path: Path) -> None:
    """At its own size no picture is coarse; drawn out over the line it is, at its path."""
    body = "![Kecil](gambar/kecil.png)\n\n![Besar](gambar/kecil.png){width=100%}\n\nLagi."
    found = built(
        tmp_path, body.replace("gambar/kecil.png){", "gambar/peta.png){width=60%}\n\n![X](gambar/kecil.png){")
    )
    assert [(f.code, f.severity) for f in found] == [("X010", "advice")]


GLYPHS = {
    "a paragraph": ("<!-- 한 -->\n\nKata *한글* lagi.", "naskah.md", 7, 7),
    "a heading": ("## Bagian 한\n\nTeks.", "naskah.md", 5, 11),
    "a note": ("Teks[^a].\n\n[^a]: Kata\n    한.", "naskah.md", 8, 5),
    "a caption": ("![Peta 한](gambar/peta.png)", "naskah.md", 5, 8),
    "a table": ("| A | B |\n|---|---|\n| x | 한 |", "naskah.md", 7, 7),
    "code": ("~~~\nsatu\ndua 한\n~~~", "naskah.md", 7, 5),
    "an entity": ("Kata &#xd55c; ini.", "naskah.md", 5, 6),
    "a citation's words": ("Kata [@a, hlm. 한].", "naskah.md", 5, 16),
}
REFERENCES = (
    '[{"id": "a", "type": "book", "title": "%s", "author": [{"family": "Rana", "given": "K."}],'
    ' "issued": {"date-parts": [[2002]]}, "publisher": "X", "custom": {"verifikasi": "terverifikasi"}}]'
)


@pytest.mark.parametrize("what", GLYPHS)
def test_a_letter_without_a_glyph_is_found_where_it_first_stands(tmp_path: Path, what: str) -> None:
    """The character, its code point and its place, wherever in the master it is."""
    body, name, line, column = GLYPHS[what]
    found = [f for f in built(tmp_path, body, pustaka_json=REFERENCES % "Judul") if f.code == "X004"]
    at = [(f.span.path.name, f.span.line, f.span.column) for f in found if "한 (U+D55C)" in f.message]
    assert at == [(name, line, column)]


@pytest.mark.parametrize("title", ["Kata 한", "Kata \\ud55c"])
def test_a_letter_of_a_reference_or_a_term_is_found_beside_the_master(tmp_path: Path, title: str) -> None:
    """What only the list of references or the glossary says has its place in that file."""
    glossary = "entri:\n  - istilah: diplomasi\n    definisi: cara 글 negara\n"
    body = "Kata diplomasi [@a]."
    found = built(tmp_path, body, pustaka_json=REFERENCES % title, glosarium_yaml=glossary)
    at = {f.message[7]: (f.span.path.name, f.span.line, f.span.column) for f in found if f.code == "X004"}
    exact = REFERENCES.index("%s") + 1
    assert at == {
        "글": ("glosarium.yaml", 3, 20),
        "한": ("pustaka.json", 1, exact + (0 if "\\" in title else 5)),
    }


def test_any_mixture_ends_in_findings_or_a_true_book(tmp_path: Path) -> None:
    """As whole processes: seeded mixtures of what is nasty, never a traceback, and a stop changes nothing."""
    choice = random.Random(4)  # noqa: S311  # a seeded choice, no secret
    nasty = [*FITS.values(), columns(14), columns(40), f"[{LONG}]{{.utuh}}", "Kata 한.", "[a](#hilang)"]
    write_png(tmp_path / "gambar" / "peta.png", 600, 400)
    write_png(tmp_path / "gambar" / "tinggi.png", 300, 3000)
    path = write_book(tmp_path, "# Judul\n\nIsi.\n")
    assert run("build", path, "layar", cwd=tmp_path).returncode == 0
    for _ in range(4):
        before = hashes(tmp_path / "dist")
        pieces = [piece.replace("[^a]", f"[^a{n}]") for n, piece in enumerate(choice.sample(nasty, 4))]
        write_book(tmp_path, "# Judul\n\n" + "\n\nLalu.\n\n".join(pieces) + "\n")
        done = run("build", path, "layar", cwd=tmp_path)
        stopped = "X008" in done.stdout
        assert done.returncode in ({1} if stopped else {0, 1})
        assert "Traceback" not in done.stdout + done.stderr
        assert "naskah.md:1:1" not in done.stdout
        assert (hashes(tmp_path / "dist") == before) is stopped
