"""Other people's files become books: no word is lost, whatever made them, and the book can be printed."""

from __future__ import annotations

import json
import random
import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from msgspec.structs import replace
from tests import outside
from tests.command import run
from tests.conftest import ROOT
from tests.importing import texts, word

from terbit.importing import import_sources
from terbit.importing._account import Account
from terbit.importing._draft import Draft
from terbit.importing._sources import Source

RECIPES: dict[str, Callable[[Path], Path]] = texts.RECIPES | word.RECIPES
_SAMPLE = 3


def _sample() -> list[str]:
    return sorted(random.Random(7).sample(sorted(RECIPES), _SAMPLE))  # noqa: S311  # a seeded choice, no secret


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text)))


def _said(master: str) -> Counter[str]:
    """The words of a master, its comments included; what marks a part of a word does not part it."""
    master = re.sub(r"\^(\w+)\^|~(\w+)~", r"\1\2", master)
    return _words(re.sub(r"[*\\]|\[(?=\w+\]\{)|\]\{\.\w+\}", "", master))


def _source_words(path: Path) -> Counter[str]:
    return _words(word.words(path) if path.suffix == ".docx" else texts.words(path))


def test_there_are_enough() -> None:
    """At least twelve kinds besides the received text."""
    assert len(RECIPES) >= 13


@pytest.mark.parametrize("name", RECIPES)
def test_no_word_is_lost(tmp_path: Path, name: str) -> None:
    """Every word of the source, as often as there, is in the master, and none had to be put at its end."""
    source = RECIPES[name](tmp_path)
    made = import_sources((source,))
    assert _source_words(source) - _said(made.master) == Counter()
    assert not [one for one in made.lost if "belum mendapat tempat" in one], (made.lost, made.master[-600:])


def test_the_test_of_words_can_fail(tmp_path: Path) -> None:
    """A word taken from any of the masters is missed."""
    source = word.torture(tmp_path)
    master = import_sources((source,)).master
    for one in ("peringatan", "lama", "jamnya", "terdalam", "hias", "Menurun", "Kepala", "pulau"):
        assert _source_words(source) - _said(re.sub(rf"\b{one}\b", "", master)), one


@pytest.mark.parametrize("name", _sample())
def test_an_imported_book_is_printed(tmp_path: Path, name: str) -> None:
    """A seeded sample: checked, built, and accepted by the outside judges."""
    _print(tmp_path, name)


@pytest.mark.soak
@pytest.mark.parametrize("name", RECIPES)
def test_every_imported_book_is_printed(tmp_path: Path, name: str) -> None:
    """All of them."""
    _print(tmp_path, name)


def _print(folder: Path, name: str) -> None:
    source = RECIPES[name](folder)
    done = run("import", source, "-o", "buku", "--format", "json", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout)
    checked = run("check", "buku", "--format", "json", cwd=folder)
    assert checked.returncode in {0, 1}
    found = json.loads(checked.stdout)
    assert {level: found["summary"][level] for level in told["check"]} == told["check"]
    built = run("build", "buku", cwd=folder)
    assert built.returncode == 0, built.stdout + built.stderr
    assert outside.objections(folder / "buku" / "dist", folder) == []


def _headings(master: str) -> list[str]:
    return re.findall(r"(?m)^#+ .*$", re.sub(r"(?ms)^```.*?^```|^ {4}.*?$", "", master))


def test_the_received_text_gives_the_structure_of_its_master(tmp_path: Path) -> None:
    """Title, sections, points and questions by themselves, as they were laid down before there was an import."""
    made = import_sources((texts.received(tmp_path),))
    expected = (ROOT / "tests" / "data" / "teks-diterima.md").read_text("utf-8")
    assert _headings(made.master) == [re.sub(r" *:$", "", line) for line in _headings(expected)]
    bare = [
        re.sub(r"[^#]", "", line) for line in _headings((ROOT / "source" / "naskah.md").read_text("utf-8"))
    ]
    assert [re.sub(r"[^#]", "", line) for line in _headings(made.master)] == bare


def test_links_among_chapters_lead_within_the_book(tmp_path: Path) -> None:
    """To a chapter, to an anchor in another, and to one of its own; those to nowhere are plain words."""
    book = tmp_path / "buku"
    book.mkdir()
    (book / "1-a.md").write_text("# A\n\n[b](2-b.md) [x](2-b.md#x) [c](tiada.md) [a](#a)\n", "utf-8")
    (book / "2-b.md").write_text("# B {#b}\n\n[awal](./1-a.md) [b](#b)\n\n## X\n\nIsi.\n", "utf-8")
    made = import_sources((book,))
    assert "[b](#berkas-2) [x](#x) c [a](#a)" in made.master
    assert "[awal](#berkas-1) [b](#b)" in made.master
    assert re.findall(r"(?m)^## .*", made.master) == ["## [A]{#berkas-1}", "## [B]{#berkas-2}"]
    assert made.lost == ("Tautan ke “tiada.md” dilepas; katanya tetap ada.",)


def test_a_title_that_is_asked_for_takes_the_place_of_the_old(tmp_path: Path) -> None:
    """The old one is the first paragraph, and buku.yaml, master and report say the new one."""
    source = texts.received(tmp_path)
    done = run(
        "import", source, "-o", "buku", "--title", 'Harga "$5" *naik*', "--author", "Ani", cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    master = (tmp_path / "buku" / "source" / "naskah.md").read_text("utf-8")
    assert master.startswith('# Harga "\\$5" \\*naik\\*\n\nKerjasama Bilateral: Latar Belakang')
    assert "\n## Latar Belakang Terbentuknya" in master
    told = yaml.safe_load((tmp_path / "buku" / "source" / "buku.yaml").read_text("utf-8"))
    assert (told["judul"], told["penulis"]) == ("Harga “$5” *naik*", "Ani")
    checked = json.loads(run("check", "buku", "--format", "json", cwd=tmp_path).stdout)
    assert "S001" not in {one["code"] for one in checked["findings"]}


def test_a_comment_in_code_stands_behind_it(tmp_path: Path) -> None:
    """The code stays as it was, and what a reviewer said of it is kept."""
    mark = '<w:r><w:commentReference w:id="1"/></w:r>'
    source = word.package(
        tmp_path / "a.docx",
        word.p("Isi.") + word.p("x = 1", mark, " + 2", style="SourceCode"),
        comments=f'<w:comments {{ns}}><w:comment w:id="1">{word.p("Periksa angka ini.")}</w:comment></w:comments>',
        styles='<w:styles {ns}><w:style w:type="paragraph" w:styleId="SourceCode"><w:name w:val="Source Code"/>'
        "</w:style></w:styles>",
    )
    master = import_sources((source,)).master
    assert "    x = 1 + 2\n" in master
    assert re.search(r"<!-- .*Periksa angka ini\..* -->", master)


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """A folder that holds anything is refused before a source is read."""
    source = texts.windows(tmp_path)
    (tmp_path / "buku").mkdir()
    (tmp_path / "buku" / "catatan").write_text("penting", "utf-8")
    done = run("import", source, "-o", "buku", cwd=tmp_path)
    assert (done.returncode, [path.name for path in (tmp_path / "buku").iterdir()]) == (2, ["catatan"])
    assert "sudah berisi" in done.stderr


def test_what_finds_no_place_stands_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Should reading drop a paragraph, its words are missed, told, and kept in a comment."""
    from terbit.importing import text

    original = text.read

    def lossy(source: Source, account: Account) -> Draft:
        draft = original(source, account)
        return replace(draft, blocks=draft.blocks[:-1])

    monkeypatch.setattr(text, "read", lossy)
    made = import_sources((texts.windows(tmp_path),))
    assert "kata belum mendapat tempat" in made.lost[-1]
    last = made.master.rstrip().splitlines()[-1]
    assert last.startswith("<!-- kata yang belum mendapat tempat: ")
    assert {"Harga", "kopi", "ikan"} <= set(last.split())


def test_a_file_of_libreoffice_keeps_its_words(tmp_path: Path) -> None:
    """What LibreOffice itself makes of our Word file of traps: fields, controls, nested tables, formulas."""
    soffice = outside.program_of("soffice", "LibreOffice")
    source = word.torture(tmp_path)
    profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    words = [soffice, profile, "--headless", "--convert-to", "odt", "--outdir", str(tmp_path), str(source)]
    subprocess.run(words, capture_output=True, check=True, timeout=300)
    made = import_sources((tmp_path / "siksa.odt",))
    assert not [one for one in made.lost if "belum mendapat tempat" in one], made.lost
    lacks = _source_words(source) - _said(made.master)
    assert set(lacks) <= {"12", "Mei", "halaman", "Kepala", "Kaki", "setiap"}, (
        lacks
    )  # LibreOffice's own doing
    assert _headings(made.master) == HEADINGS["Word, every trap"]
    assert "$$c^{2} = \\frac{a}{b}$$" in made.master


HEADINGS = {
    "Word, no styles": [
        "# MENANAM BAKAU DI PESISIR", "## Persiapan Lahan", "### Alat yang Diperlukan", "### Urutan Kerja",
        "## Penanaman", "### Alat yang Diperlukan", "### Urutan Kerja",
        "### Jangan menginjak bibit yang baru ditanam!",
    ],
    "Word, styles": ["# Membaca Peta", "## Arah Mata Angin", "### Skala", "## Latihan"],
    "Word, every trap": ["# Laporan Pelayaran", "## Keberangkatan", "## Kepulangan"],
    "OpenDocument": ["# Kapal Pinisi", "## Sejarah Pinisi", "### Bagian Kapal"],
    "a page": ["# Pasar Ikan Dibuka Lagi", "## Daftar Harga", "### Suara Pembeli"],
    "tabs, lists, verse": [
        "# Melaut", "## BAB I PENDAHULUAN", "### Alat dan Bahan", "### 1.1 Cara Menyimpan Ikan", "### Penutup",
        "## BAB II HASIL", "### Ringkasan",
    ],
    "a folder of chapters": [
        "# Bab Bab", "## Laut", "### Jenis", "## Darat dan Gunung {#berkas-2}", "### Terlalu dalam", "## Udara",
        "### Angin", "## Api",
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", HEADINGS)
def test_headings_are_recognised(tmp_path: Path, name: str) -> None:
    """By style, outline, size, weight, or the way they are typed; without gaps, below one title."""
    assert _headings(import_sources((RECIPES[name](tmp_path),)).master) == HEADINGS[name]
