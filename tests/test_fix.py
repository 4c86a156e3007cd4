"""Safe fixes are applied, all of them and nothing else, to the author's own files."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import ROOT, write_book

from terbit import _fix, pipeline
from terbit.model.findings import Finding, Fix, MachineFault, Rule, Severity, Span
from terbit.model.places import Lines

PACKAGE = ROOT / "build_tools" / "terbit"

CHECK = '''"""Words that a test calls wrong, in the master and in the glossary."""

import re

from terbit.model.findings import Fix, Rule, Severity
from terbit.model.places import Lines

RULE = Rule("E999", "made_up", Severity.ERROR, "Buatan", "Untuk ujian.", "salah", "benar")
WORDS = {"salah": ("benar", True), "lama": ("baru", True), "ragu": ("yakin", False), "putar": ("putir", True),
         "putir": ("putar", True), "tumbuh": ("tumbuh tumbuh", True), "dua": ("salah", True)}


def run(manuscript):
    for path in manuscript.inputs:
        text = manuscript.text if path == manuscript.path else ""
        if path.suffix in (".yaml", ".txt"):
            from terbit.read._files import read_text
            text = read_text(path)
        for match in re.finditer(r"\\b(salah|lama|ragu|putar|putir|tumbuh|dua)\\b", text):
            word, safe = WORDS[match.group()]
            span = Lines(path, text).span(*match.span())
            yield RULE.at(span, f"Kata “{match.group()}”.", f"Tulis “{word}”.", Fix(word, safe))
        for match in re.finditer("lama salah", text):
            span = Lines(path, text).span(*match.span())
            yield RULE.at(span, "Dua kata.", "Tulis satu.", Fix("tunggal", True))
'''


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the whole package, with a check of our own that has fixes."""
    return copy_package(tmp_path_factory.mktemp("paket"), made_up=CHECK)


def copy_package(folder: Path, **checks: str) -> Path:
    """Terbit copied, with these check files added; returns the folder to import from."""
    shutil.copytree(PACKAGE, folder / "alat" / "terbit", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "styles").symlink_to(ROOT / "styles")
    for name, source in checks.items():
        (folder / "alat" / "terbit" / "checks" / f"{name}.py").write_text(source, encoding="utf-8")
    return folder / "alat"


def run_copy(package: Path, *words: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the copied `terbit`."""
    environment = os.environ | {"PYTHONPATH": str(package)}
    code = "import sys, terbit.__main__ as m; assert sys.argv.pop(1) in m.__file__; m.main()"
    return subprocess.run(
        [sys.executable, "-c", code, str(package), *map(str, words)],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"# J\n\nIni salah.\n", b"# J\n\nIni benar.\n"),
        (b"\xef\xbb\xbf# J\r\n\r\nIni salah.\r\n", b"\xef\xbb\xbf# J\r\n\r\nIni benar.\r\n"),
        (b"# J\n\n\tsalah salah salah", b"# J\n\n\tbenar benar benar"),
        ("# J\n\n😀 q\u0301 salah\n\n\n".encode(), "# J\n\n😀 q\u0301 benar\n\n\n".encode()),
        (b"# J\r\rIni salah.\r", b"# J\r\rIni benar.\r"),
    ],
)
def test_every_other_byte_is_kept(package: Path, tmp_path: Path, before: bytes, after: bytes) -> None:
    """Byte order mark, line ends, missing final newline: only the words change; permissions stay."""
    book = tmp_path / "naskah.md"
    book.write_bytes(before)
    book.chmod(0o640)
    done = run_copy(package, "check", "--fix", book, cwd=tmp_path)
    assert book.read_bytes() == after, done.stdout + done.stderr
    assert book.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["naskah.md"]


def test_a_second_run_changes_nothing(package: Path, tmp_path: Path) -> None:
    """Fixes that overlap, make room for another or go in a circle leave a text at rest."""
    book = write_book(tmp_path, "# J\n\nKata lama salah, dua, putar, ragu.\n")
    first = run_copy(package, "check", "--fix", "--format", "json", book, cwd=tmp_path)
    text = book.read_text("utf-8")
    report = json.loads(first.stdout)
    assert text == "# J\n\nKata baru benar, benar, putar, ragu.\n"
    assert report["summary"]["fixed"] == 6
    assert "ragu" in [finding["message"][6:10] for finding in report["findings"]]
    second = run_copy(package, "check", "--fix", "--format", "json", book, cwd=tmp_path)
    assert book.read_text("utf-8") == text
    assert json.loads(second.stdout)["summary"]["fixed"] == 0


def test_a_fix_that_never_ends_changes_nothing(package: Path, tmp_path: Path) -> None:
    """A text that grows with every fix is left as it was."""
    book = write_book(tmp_path, "# J\n\nPohon tumbuh.\n")
    done = run_copy(package, "check", "--fix", "--format", "json", book, cwd=tmp_path)
    assert book.read_text("utf-8") == "# J\n\nPohon tumbuh.\n"
    assert (done.returncode, json.loads(done.stdout)["summary"]["fixed"]) == (1, 0)


def test_diff_shows_what_fix_does_and_writes_nothing(package: Path, tmp_path: Path) -> None:
    """`patch` turns the old files into what --fix makes of them; the exit code speaks of the old ones."""
    before = b"\xef\xbb\xbf# J\r\n\r\nIni salah.\r\n\r\nAkhir lama"
    book = tmp_path / "naskah.md"
    book.write_bytes(before)
    done = run_copy(package, "check", "--diff", book, cwd=tmp_path)
    assert (done.returncode, book.read_bytes()) == (1, before)
    assert done.stdout.startswith("--- a/naskah.md\n+++ b/naskah.md\n@@ ")
    assert "\\ No newline at end of file\n" in done.stdout
    raw = run_bytes(package, "check", "--diff", book, cwd=tmp_path)
    subprocess.run(["patch", "--binary", "-p1"], input=raw, cwd=tmp_path, check=True, capture_output=True)
    patched = book.read_bytes()
    book.write_bytes(before)
    run_copy(package, "check", "--fix", book, cwd=tmp_path)
    assert book.read_bytes() == patched == before.replace(b"salah", b"benar").replace(b"lama", b"baru")
    assert run_copy(package, "check", "--diff", "--format", "json", book, cwd=tmp_path).returncode == 2


def run_bytes(package: Path, *words: str | Path, cwd: Path) -> bytes:
    """What the copied `terbit` prints, byte for byte."""
    environment = os.environ | {"PYTHONPATH": str(package)}
    command = [sys.executable, "-m", "terbit", *map(str, words)]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, check=False).stdout


def test_files_beside_the_master_are_mended_but_not_the_received_text(
    tmp_path_factory: pytest.TempPathFactory, article: Path
) -> None:
    """A fix in glosarium.yaml is applied; not one in source/asli/ or behind a link out of the book."""
    words = '{"qsalah": ("benar", True), "kerja": ("karya", True)}\n_ = {"": ("", True)'
    check = CHECK.replace('{"salah": ("benar", True)', words).replace(
        "(salah|lama|ragu", "(qsalah|kerja|lama_x"
    )
    check = check.replace("|putar|putir|tumbuh|dua)", ")")
    package = copy_package(tmp_path_factory.mktemp("paket"), made_up=check)
    source = article / "source"
    glossary = source / "glosarium.yaml"
    with glossary.open("a", encoding="utf-8") as file:
        file.write("  # catatan qsalah\n")
    received = next((source / "asli").iterdir())
    edits_file = source / "suntingan.yaml"
    with edits_file.open("a", encoding="utf-8") as file:
        file.write("# baris\u2028# lain qsalah\n")
    kept = {path: path.read_bytes() for path in (received, edits_file)}
    done = run_copy(package, "check", "--fix", cwd=article)
    assert "# catatan benar\n" in glossary.read_text("utf-8"), done.stdout + done.stderr
    outside = article.parent / "luar.yaml"
    outside.write_text((source / "buku.yaml").read_text("utf-8") + "# qsalah\n", "utf-8")
    (source / "buku.yaml").unlink()
    (source / "buku.yaml").symlink_to(outside)
    kept[outside] = outside.read_bytes()
    assert "B012" in run_copy(package, "check", "--fix", cwd=article).stdout
    assert {path: path.read_bytes() for path in kept} == kept


def test_a_silenced_finding_is_not_mended(package: Path, tmp_path: Path) -> None:
    """What the author silenced stays as it is."""
    master = "# J\n\nIni salah. <!-- abaikan E999: contoh kata yang keliru -->\n\nItu salah.\n"
    book = write_book(tmp_path, master)
    done = run_copy(package, "check", "--fix", book, cwd=tmp_path)
    assert book.read_text("utf-8") == master.replace("Itu salah", "Itu benar")
    assert (done.returncode, done.stdout) == (0, "ditulis: naskah.md\n1 temuan diperbaiki.\n")


def test_a_file_that_may_not_be_written_is_refused(package: Path, tmp_path: Path) -> None:
    """Exit code 3, one sentence, nothing left behind."""
    book = write_book(tmp_path, "# J\n\nIni salah.\n")
    book.chmod(0o444)
    done = run_copy(package, "check", "--fix", book, cwd=tmp_path)
    assert (done.returncode, book.read_text("utf-8")) == (3, "# J\n\nIni salah.\n")
    assert done.stderr.startswith("terbit: “naskah.md” tidak boleh ditulisi.\n    saran: ")
    assert [path.name for path in tmp_path.iterdir()] == ["naskah.md"]


def test_a_file_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    """What the author saved while the check ran is not lost, and no other file is replaced either."""
    first, second = tmp_path / "a.md", tmp_path / "b.md"
    first.write_bytes(b"baru saja disimpan")
    second.write_bytes(b"lama")
    with pytest.raises(MachineFault, match="diubah selagi diperiksa"):
        _fix.write([_fix.Change(first, b"lama", b"baru"), _fix.Change(second, b"lama", b"baru")])
    assert (first.read_bytes(), second.read_bytes()) == (b"baru saja disimpan", b"lama")
    assert len(list(tmp_path.iterdir())) == 2


RULE = Rule("E999", "made_up", Severity.ERROR, "Buatan", "Untuk ujian.")


@given(
    st.text(st.sampled_from("ab\té\u0301😀\r\n\u2028 "), max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 6), st.text("xy\n", max_size=3)), max_size=6),
)
def test_only_the_spans_change(text: str, wishes: list[tuple[int, int, str]]) -> None:
    """Whatever is planted, the text between the applied spans stays."""
    path = Path("naskah.md")
    lines = Lines(path, text)
    found: list[Finding] = []
    for start, size, replacement in wishes:
        if start <= len(text):
            span = lines.span(start, min(start + size, len(text)))
            found.append(RULE.at(span, "Kata.", fix=Fix(replacement, safe=True)))
    mended, count = _fix.apply(path, text, found)
    assert count <= len(found)
    if count == 0:
        assert mended == text
    if len(found) == 1 and count:
        start, size, replacement = next(wish for wish in wishes if wish[0] <= len(text))
        assert mended == text[:start] + replacement + text[min(start + size, len(text)) :]


@pytest.mark.parametrize("span", [(9, 1, 9, 2), (1, 50, 1, 51), (1, 3, 1, 1), (1, 1, 2, 9)])
def test_a_span_outside_the_text_changes_nothing(span: tuple[int, int, int, int]) -> None:
    """A fix that points where there is no text is left alone."""
    finding = RULE.at(Span(Path("a.md"), *span), "Kata.", fix=Fix("x", safe=True))
    assert _fix.apply(Path("a.md"), "satu\ndua\n", [finding]) == ("satu\ndua\n", 0)


def test_a_check_can_be_deleted_without_touching_another(tmp_path: Path) -> None:
    """With one check file gone the others run, and its code is unknown."""
    package = copy_package(tmp_path)
    book = write_book(tmp_path / "buku", "# J\n\nLihat [sini](#tiada) dan <b>itu</b>.\n")
    assert "L001" in run_copy(package, "check", book, cwd=tmp_path).stdout
    (package / "terbit" / "checks" / "broken_link.py").unlink()
    done = run_copy(package, "check", book, cwd=tmp_path)
    assert (done.returncode, "P001" in done.stdout, "L001" in done.stdout) == (1, True, False), done.stderr
    assert run_copy(package, "explain", "L001", cwd=tmp_path).returncode == 2


def test_no_module_needs_a_check_by_name() -> None:
    """Nothing in the package imports a check: each can go."""
    names = {path.stem for path in (PACKAGE / "checks").glob("[!_]*.py")}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            imported = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                imported = [f"{node.module}.{alias.name}" for alias in node.names] + [str(node.module)]
            assert not {f"terbit.checks.{name}" for name in names} & set(imported), path


def test_a_check_can_be_added_without_touching_another(package: Path, tmp_path: Path) -> None:
    """One new file in checks/ is found, run, and explained."""
    book = write_book(tmp_path, "# J\n\nIni salah.\n")
    done = run_copy(package, "check", book, cwd=tmp_path)
    assert (done.returncode, "galat E999 Kata “salah”." in done.stdout) == (1, True), done.stderr
    assert "E999 made_up" in run_copy(package, "explain", "E999", cwd=tmp_path).stdout


def test_our_own_book_needs_no_fix() -> None:
    """Checking this repository's own book with fixes changes no file and finds nothing."""
    report, changes = pipeline.mend(ROOT, write=False)
    assert (report.count(Severity.ERROR), report.count(Severity.WARNING), changes) == (0, 0, "")
