"""The language checks: the received text, this book, and clean prose written by others."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from tests.conftest import ROOT, write_book

from terbit import pipeline
from terbit.model.findings import Finding, Severity

DATA = ROOT / "tests" / "data"
UNTOUCHED = ("antarwarga negara", "bekerja sama", "antara negara-negara", "lapangan kerja", "kerangka kerja",
             "negara-negara berkembang")  # fmt: skip


def _check(path: Path) -> list[Finding]:
    return [finding for finding in pipeline.check(path).findings if finding.code[0] in "ETK"]


def _of(folder: Path, example: str) -> list[Finding]:
    return _check(write_book(folder, f"# Judul\n\nAwal.\n\n{example}\n"))


def _offset(text: str, line: int, column: int) -> int:
    return sum(len(one) for one in text.splitlines(keepends=True)[: line - 1]) + column - 1


def _apply(text: str, findings: list[Finding]) -> str:
    """The safe fixes, from the last to the first, none overlapping another."""
    edits = {
        (_offset(text, f.span.line, f.span.column), _offset(text, f.span.end_line, f.span.end_column)): f.fix
        for f in findings
        if f.fix and f.fix.safe
    }
    bound = len(text) + 1
    for (start, end), fix in sorted(edits.items(), key=lambda edit: edit[0], reverse=True):
        assert end <= bound, text[start:end]
        text, bound = text[:start] + fix.replacement + text[end:], start
    return text


@pytest.fixture(scope="module")
def received() -> list[Finding]:
    """The findings on the text as it was received."""
    return _check(DATA / "teks-diterima.md")


def _occurrences(certainty: str) -> list[dict[str, str]]:
    with (DATA / "ejaan_kemunculan_md.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row for row in rows if row["kepastian"] == certainty and row["tindakan"].startswith("otomatis")]


@pytest.mark.parametrize(("certainty", "least", "total"), [("pasti", 74, 74), ("sangat", 16, 18)])
def test_the_known_faults_are_found(received: list[Finding], certainty: str, least: int, total: int) -> None:
    """Each listed fault has a finding at its very words with its very correction."""
    fixes = {(f.span.line, f.span.column, f.span.end_column): f.fix for f in received}
    rows = _occurrences(certainty)
    missed = [
        row
        for row in rows
        if (at := (int(row["baris"]), int(row["kolom"]), int(row["kolom"]) + len(row["asli"]))) not in fixes
        or (fix := fixes[at]) is None
        or fix.replacement != row["koreksi"]
    ]
    assert len(rows) == total
    assert len(rows) - len(missed) >= least, missed


def test_right_forms_are_left_alone(received: list[Finding]) -> None:
    """No finding touches a form that is marked as right."""
    lines = (DATA / "teks-diterima.md").read_text(encoding="utf-8").splitlines()
    for finding in received:
        line, span = lines[finding.span.line - 1], finding.span
        for form in UNTOUCHED:
            for match in re.finditer(re.escape(form), line):
                apart = span.end_column - 1 <= match.start() or span.column - 1 >= match.end()
                assert apart, finding


def test_safe_fixes_give_the_corrected_text(received: list[Finding], tmp_path: Path) -> None:
    """The safe fixes alone change what is listed as certain, and a second run finds nothing safe to fix."""
    text = (DATA / "teks-diterima.md").read_text(encoding="utf-8")
    fixed = _apply(text, received)
    expected = text
    rows = sorted(
        _occurrences("pasti") + _occurrences("sangat"), key=lambda row: (int(row["baris"]), int(row["kolom"]))
    )
    for row in reversed(rows):
        at = _offset(text, int(row["baris"]), int(row["kolom"]))
        assert expected[at : at + len(row["asli"])] == row["asli"]
        expected = expected[:at] + row["koreksi"] + expected[at + len(row["asli"]) :]
    expected = re.sub(r"(?m)^(#.*?):$", r"\1", expected)  # a heading that stands alone has no colon
    assert fixed == expected
    again = _check(write_book(tmp_path, fixed))
    assert [f for f in again if f.fix and f.fix.safe] == []


def test_this_book_is_clean() -> None:
    """The repository's own book has neither errors nor warnings of language."""
    report = pipeline.check(ROOT)
    assert [f for f in report.findings if f.code[0] in "ETK" and f.severity is not Severity.ADVICE] == []


@pytest.mark.parametrize(
    ("example", "new"),
    [
        ("Ini kerjasama kami.", "Ini kerja sama kami."),
        ("Kerjasama itu baik.", "Kerja sama itu baik."),
        ("## Bentuk Kerjasama Dua Negara\n\nIsi.", "## Bentuk Kerja Sama Dua Negara\n\nIsi."),
        ("## Apa bentuk kerjasama mereka?\n\nIsi.", "## Apa bentuk kerja sama mereka?\n\nIsi."),
        ("## Kerjasama dalam dunia pendidikan\n\nIsi.", "## Kerja sama dalam dunia pendidikan\n\nIsi."),
        ("## BENTUK KERJASAMA\n\nIsi.", "## BENTUK KERJA SAMA\n\nIsi."),
        ("Hubungan antar\nnegara itu.", "Hubungan antarnegara itu."),
    ],
)
def test_case_follows_the_place(tmp_path: Path, example: str, new: str) -> None:
    """A correction is lower case, capital, title case or all capitals, as its place asks."""
    path = write_book(tmp_path, f"# Judul\n\nAwal.\n\n{example}\n")
    assert new in _apply(path.read_text(encoding="utf-8"), _check(path))


@pytest.mark.parametrize(
    "example",
    [
        "Mereka bekerja sama dalam kerangka kerja dan lapangan kerja antarwarga negara.",
        "Ia menulis “kerjasama” dan *kerjasama* serta `kerjasama`.",
        "> Kerjasama itu kutipan.",
        "Kata [cyber security]{lang=en} asing.",
        "Ia bekerja di Badan Kerjasama Perguruan Tinggi.",
        "Layanan antar jemput dan pesan antar tersedia di luar kota.",
        "Lihat https://contoh.id/kerjasama/dimana dan alamat kerjasama@contoh.id sekarang.",
        "Berkas itu bernama praktek.txt dan versinya 2.5 saja.",
    ],
)
def test_what_is_not_the_authors_own_prose_is_left_alone(tmp_path: Path, example: str) -> None:
    """Right forms, quotations, italics, code, other languages, names and addresses raise nothing."""
    assert [f for f in _of(tmp_path, example) if f.severity is not Severity.ADVICE] == []


def test_there_are_four_hundred_pairs() -> None:
    """The list of non-standard words has the promised size and never calls a right form wrong."""
    from terbit.checks._tables import data  # private to the checks, read here to count

    pairs = data("nonbaku")["serapan"]
    assert len(pairs) >= 400
    assert not pairs.keys() & set(pairs.values())


@pytest.mark.parametrize(
    "example",
    [
        "Kita dapat mengedit naskah itu.",
        "Buka menu Bahasa - Bahasa Indonesia.",
        "Nama itu tidak boleh memuat \\\\ \\@ : \\* , atau yang lain.",
        "Metode XListener:: dipanggil lebih dahulu.",
        "Rumusnya CUMIPMT(5.5%/12) saja.",
        "Kita menolaknya dengan cara bagaimana pun.",
    ],
)
def test_what_readers_of_others_prose_found_right_is_left_alone(tmp_path: Path, example: str) -> None:
    """Forms that the independent reading of others' prose judged right raise nothing."""
    assert [f.message for f in _of(tmp_path, example) if f.severity is not Severity.ADVICE] == []


def test_a_joined_dimanapun_falls_into_three(tmp_path: Path) -> None:
    """Both the preposition and the particle stand apart."""
    path = write_book(tmp_path, "# Judul\n\nAwal.\n\nDimanapun ia tinggal, bagaimana pun ia pulang.\n")
    assert "Di mana pun ia tinggal, bagaimanapun ia pulang." in _apply(
        path.read_text(encoding="utf-8"), _check(path)
    )


@pytest.mark.parametrize(
    ("example", "new"),
    [("Abad ke 13 itu.", "Abad ke-13 itu."), ("Pukul 10:30 ia tiba.", "Pukul 10.30 ia tiba.")],
)
def test_a_sentence_may_begin_with_the_fault(tmp_path: Path, example: str, new: str) -> None:
    """What is found inside a sentence is found at its start."""
    path = write_book(tmp_path, f"# Judul\n\nAwal.\n\n{example}\n")
    assert new in _apply(path.read_text(encoding="utf-8"), _check(path))


def test_straight_quotes_become_curly_in_place(tmp_path: Path) -> None:
    """Over line ends, around emphasis, in links, notes, tables; titles of links, code and inches stay."""
    master = (
        '# Judul\n\n- Ia "kata *itu*" dan "dua\n  baris", [a "b" c](d "judul") `"x"` 5".[^1]\n\n'
        '[^1]: Catatan "ini".\n\n| a "b" | c |\n|---|---|\n| 1 | "2" |\n\n: Tabel\n'
    )
    path = write_book(tmp_path, master)
    right = (
        '# Judul\n\n- Ia “kata *itu*” dan “dua\n  baris”, [a “b” c](d "judul") `"x"` 5".[^1]\n\n'
        "[^1]: Catatan “ini”.\n\n| a “b” | c |\n|---|---|\n| 1 | “2” |\n\n: Tabel\n"
    )
    assert _apply(master, _check(path)) == right
