"""What a text of its kind must contain, and in which order."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import write_book

from terbit import checks, pipeline
from terbit.model.findings import BookFault, Finding, Rule, Severity
from terbit.read._profiles import names, read_profile
from terbit.read._yaml import YamlFile, load


def in_folder(folder: Path, master: str, profile: str = "artikel", **files: str) -> Path:
    """A book folder with a `buku.yaml`; `files` are named like `glosarium_yaml`."""
    write_book(folder / "source", master, **files)
    (folder / "source" / "buku.yaml").write_text(
        f"judul: Judul\nbahasa: id\nprofil: {profile}\n", encoding="utf-8"
    )
    return folder


def findings(place: Path, code: str) -> list[Finding]:
    """The findings of one code."""
    return [finding for finding in pipeline.check(place).findings if finding.code == code]


def rule(code: str) -> Rule:
    """The rule of a code."""
    return next(check.RULE for check in checks.load_all() if check.RULE.code == code)


def framed(example: str) -> str:
    """An example with a title and a first paragraph in front, where it has none."""
    return example if example.startswith("# ") else f"# Judul\n\nAwal.\n\n{example}\n"


def test_a_missing_part_is_placed_where_it_belongs(tmp_path: Path) -> None:
    """On the heading it should precede, else on the last line."""
    place = in_folder(tmp_path, rule("S010").wrong)
    found = [(finding.span.line, finding.message) for finding in findings(place, "S010")]
    assert found == [
        (15, "Bagian “kesimpulan” tidak ada."),
        (15, "Bagian “tanya jawab” tidak ada."),
        (17, "Bagian “penafian” tidak ada."),
    ]


def test_a_single_file_is_not_drowned(tmp_path: Path) -> None:
    """A file that names no profile is not measured; one that names it gets advice, a folder warnings."""
    plain = write_book(tmp_path / "a", "# J\n\nIsi.\n")
    named = write_book(tmp_path / "b", "---\nprofil: artikel\n---\n\n# J\n\nIsi.\n")
    assert pipeline.check(plain).findings == ()
    assert {finding.severity for finding in findings(named, "S010")} == {Severity.ADVICE}
    assert {f.severity for f in findings(in_folder(tmp_path / "c", "# Judul\n\nIsi.\n"), "S010")} == {
        Severity.WARNING
    }


CHAPTER = """## Bab {}

### Tujuan Pembelajaran

A.

### Materi {}

B.

### Rangkuman

C.

### Soal Latihan

D.

"""


def test_a_textbook_is_measured_chapter_by_chapter(tmp_path: Path) -> None:
    """What a chapter lacks is told at that chapter; glossary and references may come from their files."""
    chapters = CHAPTER.format("Satu", "1") + CHAPTER.format("Dua", "2").replace("### Rangkuman\n\nC.\n\n", "")
    master = f"# Judul\n\n## Prakata\n\nTerima kasih.\n\n{chapters}"
    glossary = "entri:\n  - {istilah: materi, definisi: bahan}\n"
    place = in_folder(tmp_path, master, "buku-ajar", glosarium_yaml=glossary)
    found = [(finding.span.line, finding.message) for finding in findings(place, "S010")]
    heading = master.splitlines().index("### Soal Latihan", 30) + 1
    assert found == [
        (heading, "Bagian “rangkuman” tidak ada dalam “Bab Dua”."),
        (len(master.rstrip().splitlines()), "Bagian “daftar pustaka” tidak ada."),
    ]


def test_what_a_chapter_lacks_at_its_end_is_placed_behind_it(tmp_path: Path) -> None:
    """On the heading after the chapter, or the last line, in the profile's order, with where to write it."""
    master = "# Judul\n\n## Prakata\n\nA.\n\n## Bab Satu\n\nB.\n\n## Bab Dua\n\nC.\n"
    found = findings(in_folder(tmp_path, master, "buku-ajar"), "S010")
    names = ("tujuan pembelajaran", "materi", "rangkuman", "soal latihan")
    assert [(f.span.line, f.message) for f in found] == [
        *((11, f"Bagian “{name}” tidak ada dalam “Bab Satu”.") for name in names),
        (13, "Bagian “glosarium” tidak ada."),
        (13, "Bagian “daftar pustaka” tidak ada."),
        *((13, f"Bagian “{name}” tidak ada dalam “Bab Dua”.") for name in names),
    ]
    assert found[0].hint.startswith("Tambahkan di depan “Bab Dua”, misalnya “Tujuan Pembelajaran”")
    assert found[4].hint.startswith("Tulis source/glosarium.yaml, atau tambahkan di akhir")


def test_a_publisher_writes_a_profile(tmp_path: Path) -> None:
    """`profil.yaml` beside the master is chosen by its name, another file by its file name."""
    own = "nama: esai\nbagian:\n  - {nama: renungan, judul: [Renungan]}\n"
    for number, (name, file) in enumerate((("esai", "profil_yaml"), ("lain.yaml", "lain_yaml"))):
        place = in_folder(tmp_path / str(number), "# Judul\n\nIsi.\n", name, **{file: own})
        assert [f.message for f in findings(place, "S010")] == ["Bagian “renungan” tidak ada."]
    unknown = pipeline.check(in_folder(tmp_path / "x", "# Judul\n\nIsi.\n", "novel")).findings
    assert [(f.code, f.span.path.name, f.span.line, f.span.column) for f in unknown] == [
        ("B005", "buku.yaml", 3, 9)
    ]


def test_a_wrong_profile_is_refused(tmp_path: Path) -> None:
    """A profile's own faults are found at their line."""
    own = "nama: esai\nbagian:\n  - {nama: renungan, urutan: 1}\n"
    (finding,) = pipeline.check(in_folder(tmp_path, "# Judul\n\nIsi.\n", "esai", profil_yaml=own)).findings
    assert (finding.code, finding.span.path.name, finding.span.line) == ("B005", "profil.yaml", 3)


@pytest.mark.parametrize("name", names())
def test_shipped_profiles_fit_their_schema(name: str) -> None:
    """What we ship is what we ask of a publisher, and its name is its file's name."""
    path = Path(checks.__file__).parent.parent / "read" / "profiles" / f"{name}.yaml"
    assert load(path, "profil").data["nama"] == name
    nothing = YamlFile(path, {})
    assert read_profile(path.parent.parent, name, nothing, nothing, asked=True).profile.parts


def test_an_unknown_profile_file_is_a_fault_of_the_book(tmp_path: Path) -> None:
    """A file that is not there is told at the place that names it."""
    nothing = YamlFile(tmp_path / "buku.yaml", {})
    with pytest.raises(BookFault):
        read_profile(tmp_path, "tiada.yaml", nothing, nothing, asked=False)


def test_numbers_in_law_and_lazy_lists_are_left_alone(tmp_path: Path) -> None:
    """Clauses of a law may be named in any order; a list numbered “1.” throughout counts itself."""
    master = framed(
        "Pasal 5 ayat (1) dan ayat (3) berlaku.\n\n1. Satu\n1. Dua\n\nUraian (a) satu dan (b) dua.\n\n"
        "3. Tiga\n4. Empat\n\n## 5 Langkah Menulis\n\nA.\n\n## 3 Contoh\n\nB."
    )
    codes = {finding.code for finding in pipeline.check(write_book(tmp_path, master)).findings}
    assert not codes & {"S019", "S020", "S021"}
