"""The command as a person or a program uses it: what is asked for, told in the right words and exit code."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from tests.command import TERBIT, hashes, run
from tests.conftest import write_book


def test_the_command_line_is_refused_with_code_2(tmp_path: Path) -> None:
    """Whatever is unknown on the command line is one Indonesian sentence and exit code 2."""
    book = write_book(tmp_path, "# J\n\nIsi.\n")
    for words in (
        ("check", "--tiada"),
        ("chek",),
        ("build", book, "pdf"),
        ("check", book, "--profile", "novel"),
        ("check", tmp_path / "tiada"),
        ("explain", "X999"),
        ("check", "--format", "xml"),
        ("build", book, "--bleed", "tiga"),
        ("build", book, "--bleed", "30mm"),
        ("verify", tmp_path / "tiada"),
    ):
        done = run(*words, cwd=tmp_path)
        assert done.returncode == 2, (words, done.stdout, done.stderr)
        assert done.stdout == ""
        assert re.fullmatch(r"terbit: .+\n    saran: .+\n", done.stderr), done.stderr
        assert not re.search(r"\b(No such|Invalid|Usage|Error|Try|not one of)\b", done.stderr)


def test_a_print_shop_gets_what_it_asks_for(tmp_path: Path) -> None:
    """`--bleed` and `--marks` reach the cover; `cetak`, which it needs, is made but not written."""
    book = write_book(tmp_path, "# Laut\n\nIsi.\n")
    done = run("build", book, "sampul", "--bleed", "5mm", "--marks", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert sorted(hashes(tmp_path / "dist")) == [
        "bukti.html", "laut-sampul.pdf", "manifest.json", "proof.json", "sbom.json",
    ]  # fmt: skip
    assert list(json.loads((tmp_path / "dist" / "manifest.json").read_bytes())["outputs"]) == [
        "laut-sampul.pdf"
    ]
    with pikepdf.open(tmp_path / "dist" / "laut-sampul.pdf") as pdf:
        (page,) = pdf.pages
        trim, bleed, sheet = (
            [float(edge) for edge in page.obj[f"/{name}Box"]] for name in ("Trim", "Bleed", "Media")
        )
    assert round((trim[0] - bleed[0]) * 25.4 / 72, 2) == 5
    assert sheet[0] < bleed[0] < trim[0]
    assert run("verify", cwd=tmp_path).returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a file that is always full")
@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_an_answer_that_cannot_be_written_is_a_sentence(tmp_path: Path, form: str) -> None:
    """Exit code 3 and no traceback; where stderr is full too, the exit code alone."""
    book = write_book(tmp_path, "# J\n\nIsi.\n")
    command = [*TERBIT, "check", str(book), "--format", form]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, check=False, stdout=full, stderr=subprocess.PIPE, text=True)
        alone = subprocess.run(command, check=False, stdout=full, stderr=full)
    assert (done.returncode, alone.returncode) == (3, 3)
    assert re.fullmatch(r"terbit: Disk penuh.*\.\n    saran: .+\n", done.stderr), done.stderr


LEAVING = """
import sys, threading, time
from terbit.cli import answers
threading.Thread(target=time.sleep, args=(60,)).start()
sys.stdout.write("semua sudah ditulis")
answers.leave(1)
"""


def test_leaving_waits_for_no_thread() -> None:
    """One that loads a library is not cut off in it, and what was printed is there."""
    done = subprocess.run(
        [sys.executable, "-c", LEAVING], check=False, capture_output=True, text=True, timeout=30
    )
    assert (done.returncode, done.stdout, done.stderr) == (1, "semua sudah ditulis", "")


def test_a_refusal_is_json_too(tmp_path: Path) -> None:
    """With --format json even a refusal of the command line is JSON on stdout, and nothing else is."""
    done = run("check", "--format=json", "--tiada", cwd=tmp_path)
    assert done.returncode == 2
    assert json.loads(done.stdout)["failure"]["kind"] == "usage"


def test_a_single_markdown_file_is_a_book(tmp_path: Path) -> None:
    """`terbit build berkas.md` reads the files beside it and writes dist/ beside it."""
    glossary = "entri:\n  - {istilah: diplomasi, definisi: cara berunding}\n"
    book = write_book(tmp_path / "a", "# Judul Kecil\n\nDiplomasi penting.\n", glosarium_yaml=glossary)
    done = run("build", book, "epub", "docx", cwd=tmp_path, SOURCE_DATE_EPOCH="0")
    assert done.returncode == 0, done.stdout + done.stderr
    assert sorted(path.name for path in (tmp_path / "a" / "dist").iterdir()) == [
        "bukti.html", "judul-kecil.docx", "judul-kecil.epub", "manifest.json", "proof.json", "sbom.json",
    ]  # fmt: skip
    assert run("verify", tmp_path / "a" / "dist", cwd=tmp_path).returncode == 0


def test_other_findings_let_the_editions_be_written(tmp_path: Path) -> None:
    """An error that leaves the editions true is printed and they are written; --strict stops on it."""
    book = write_book(tmp_path, "# J\n\nLihat [sini](#tiada).\n")
    strict = run("build", book, "epub", "--strict", cwd=tmp_path)
    assert (strict.returncode, (tmp_path / "dist").exists()) == (1, False)
    done = run("build", book, "epub", cwd=tmp_path)
    assert (done.returncode, "L001" in done.stdout) == (0, True)
    assert (tmp_path / "dist" / "j.epub").is_file()


def test_verify_knows_its_own_files(spoilt: Path) -> None:
    """Untouched files pass; a changed byte, a lost file, a changed source and a lost manifest are named."""
    assert run("verify", cwd=spoilt).returncode == 0
    epub = spoilt / "dist" / "kerja-sama-bilateral.epub"
    data = epub.read_bytes()
    epub.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert "V004" in run("verify", cwd=spoilt).stdout
    epub.unlink()
    assert "V005" in run("verify", cwd=spoilt).stdout
    epub.write_bytes(data)
    with (spoilt / "source" / "buku.yaml").open("a", encoding="utf-8") as file:
        file.write("# diubah\n")
    stale = run("verify", cwd=spoilt)
    assert ("V007" in stale.stdout, stale.returncode) == (True, 0)
    strict = run("verify", "--strict", cwd=spoilt)
    assert ("galat V007" in strict.stdout, strict.returncode) == (True, 1)
    (spoilt / "dist" / "manifest.json").write_text("{", encoding="utf-8")
    lost = run("verify", cwd=spoilt)
    assert ("V006" in lost.stdout, lost.returncode) == (True, 1)


def test_every_command_has_indonesian_help(tmp_path: Path) -> None:
    """No English word of click's is left in any help text."""
    for words in ((), ("check",), ("build",), ("verify",), ("explain",)):
        done = run(*words, "--help", cwd=tmp_path)
        assert done.returncode == 0
        assert not re.search(r"\b(Usage|Options|Commands|Show|OPTIONS|COMMAND|ARGS|exit\.)\b", done.stdout)


def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    """`terbit --help` loads none of the libraries that only a build needs."""
    code = """
import atexit, sys
sys.argv = ["terbit", "--help"]
atexit.register(lambda: print(sorted(sys.modules)))
from terbit.__main__ import main
main()
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )  # our own code
    for name in (
        "weasyprint",
        "ebooklib",
        "lxml",
        "msgspec",
        "yaml",
        "jsonschema",
        "pikepdf",
        "docx",
        "pypandoc",
    ):
        assert f"'{name}'" not in done.stdout, name


def test_every_code_is_explained(tmp_path: Path) -> None:
    """`terbit explain` prints a page for a code in either case, and JSON."""
    assert "N001 unaccounted_change (galat)" in run("explain", "n001", cwd=tmp_path).stdout
    assert json.loads(run("explain", "V001", "--format", "json", cwd=tmp_path).stdout)["stops"] is True
