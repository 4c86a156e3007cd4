"""A new book checks clean and builds at once, asks only what it must, and never takes another's place."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from tests import outside
from tests.command import TERBIT, run
from tests.conftest import ROOT

from terbit import editions, pipeline, starting

_SPARED = {"sunting"}
"""Made only when asked for, and only of a received text."""


@pytest.mark.parametrize("profile", starting.PROFILES)
def test_a_new_book_checks_clean_and_builds(tmp_path: Path, profile: str) -> None:
    """No finding at all, every edition, and a proof that holds; the whole book by its own Makefile."""
    done = run("new", "buku", "--profile", profile, "--title", "Menulis Bersama", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    book = tmp_path / "buku"
    report = json.loads(run("check", book, "--format", "json", cwd=tmp_path).stdout)
    assert report["findings"] == []
    words = ["make", "verify", f"TERBIT={sys.executable} -m terbit"]
    made = subprocess.run(words, cwd=book, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    outputs = json.loads((book / "dist" / "manifest.json").read_bytes())["outputs"]
    assert {one["edition"] for one in outputs.values()} == set(editions.names()) - _SPARED
    assert "menulis-bersama.epub" in outputs


@pytest.mark.parametrize("profile", starting.PROFILES)
def test_outside_judges_accept_a_new_book(tmp_path: Path, profile: str) -> None:
    """EPUBCheck, the Open XML SDK and veraPDF have nothing to say of it."""
    assert run("new", "buku", "--profile", profile, "--title", "Laut", cwd=tmp_path).returncode == 0
    assert run("build", "buku", "layar", "epub", "docx", cwd=tmp_path).returncode == 0
    assert outside.objections(tmp_path / "buku" / "dist", tmp_path) == []


def test_what_is_typed_is_what_is_printed(tmp_path: Path) -> None:
    """A title of signs that Markdown and YAML know, and an author, reach the book as they are."""
    title = 'Harga $5 *naik*: "apa" [itu]? # 100% & _kita_ -- Jum\'at...'
    printed = "Harga $5 *naik*: “apa” [itu]? # 100% & _kita_ – Jum’at…"
    done = run("new", "buku", "--title", title, "--author", "D'Arcy: #1", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    data = yaml.safe_load((tmp_path / "buku" / "source" / "buku.yaml").read_text("utf-8"))
    assert (data["judul"], data["penulis"], data["profil"]) == (printed, "D'Arcy: #1", "artikel")
    assert re.fullmatch(r"[a-z0-9-]+", data["id"])
    report = pipeline.check(tmp_path / "buku")
    assert not report.stopped, report.findings
    assert not [one for one in report.findings if one.severity.value == "error"], report.findings


def test_no_book_is_overwritten(tmp_path: Path) -> None:
    """A folder that holds anything, a file and a link are refused; an empty folder is taken."""
    (tmp_path / "berkas").write_text("penting", "utf-8")
    (tmp_path / "isi").mkdir()
    (tmp_path / "isi" / "catatan.txt").write_text("penting", "utf-8")
    (tmp_path / "kosong").mkdir()
    (tmp_path / "tautan").symlink_to(tmp_path / "kosong")
    for name in ("berkas", "isi", "tautan"):
        done = run("new", name, "--title", "Laut", cwd=tmp_path)
        assert done.returncode == 2, name
        assert re.fullmatch(r"terbit: .+\.\n    saran: .+\.\n", done.stderr), done.stderr
    assert (tmp_path / "isi" / "catatan.txt").read_text("utf-8") == "penting"
    assert [path.name for path in (tmp_path / "isi").iterdir()] == ["catatan.txt"]
    assert run("new", "kosong", "--title", "Laut", cwd=tmp_path).returncode == 0
    assert run("new", "kosong", "--title", "Laut", cwd=tmp_path).returncode == 2
    assert not list(tmp_path.glob(".terbit-*"))


def test_a_book_begins_where_one_stands(tmp_path: Path) -> None:
    """In the present folder, when it is empty; its title comes from its name, and nothing else is left."""
    here = tmp_path / "laut-kita"
    here.mkdir()
    done = run("new", ".", cwd=here)
    assert done.returncode == 0, done.stderr
    assert "# Laut Kita\n" in (here / "source" / "naskah.md").read_text("utf-8")
    assert not list(here.glob(".terbit-*"))
    assert run("new", ".", cwd=here).returncode == 2


def test_without_right_to_write_nothing_is_left(tmp_path: Path, ordinary_user: list[str]) -> None:
    """Exit code 3 and a sentence, no half-made folder."""
    closed = tmp_path / "tertutup"
    closed.mkdir(mode=0o555)
    words = [*ordinary_user, *TERBIT, "new", str(closed / "buku"), "--title", "Laut"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 3, done.stderr
    assert "tidak boleh ditulisi" in done.stderr
    assert list(closed.iterdir()) == []


@pytest.mark.parametrize("option", ["--title", "--author", "--action"])
def test_a_value_of_two_lines_is_refused(tmp_path: Path, option: str) -> None:
    """Else it would write keys of its own into buku.yaml or the workflow."""
    done = run("new", "buku", "--title", "Laut", option, "satu\ndua", cwd=tmp_path)
    assert done.returncode == 2
    assert option in done.stderr
    assert not (tmp_path / "buku").exists()


def test_nothing_is_asked_of_a_pipe(tmp_path: Path) -> None:
    """Without a terminal the title comes from the folder's name."""
    done = run("new", "laut-kita", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "# Laut Kita\n" in (tmp_path / "laut-kita" / "source" / "naskah.md").read_text("utf-8")


def test_a_terminal_is_asked_in_indonesian(tmp_path: Path) -> None:
    """Title, author and profile, each with what is taken when nothing is typed."""
    said = _talk(tmp_path, ["new", "laut-kita"], ["Samudra Raya", "Ani Wijaya", "modul-ajar"])
    assert "Judul buku [Laut Kita]:" in said
    assert "Nama penulis (boleh kosong):" in said
    assert re.search(r"Susunan \(artikel, buku-ajar, modul-ajar\) \[artikel\]:", said), said
    data = yaml.safe_load((tmp_path / "laut-kita" / "source" / "buku.yaml").read_text("utf-8"))
    assert (data["judul"], data["penulis"], data["profil"]) == ("Samudra Raya", "Ani Wijaya", "modul-ajar")
    assert "?" not in _talk(tmp_path, ["new", "lain", "--title", "Lain"], [])
    assert (tmp_path / "lain").is_dir()


def _talk(folder: Path, words: list[str], answers: list[str]) -> str:
    """What the command says on a terminal to somebody who gives these answers, one to each colon."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execv(sys.executable, [*TERBIT, *words])  # noqa: S606  # our own command, on a terminal
    said, waiting, until = b"", list(answers), time.monotonic() + 30
    with contextlib.suppress(OSError):  # the terminal is gone when the command has ended
        while time.monotonic() < until:
            if select.select([terminal], [], [], 0.5)[0]:
                said += os.read(terminal, 4096)
            if waiting and said.rstrip(b" ").endswith(b":"):
                os.write(terminal, f"{waiting.pop(0)}\n".encode())
    os.close(terminal)
    assert os.waitpid(child, 0)[1] == 0, said
    return said.decode()


def test_the_wheel_carries_the_templates(tmp_path: Path) -> None:
    """Each template is in the wheel under its own path; without them `terbit new` would make nothing."""
    source = tmp_path / "sumber"
    source.mkdir()
    for name in ("build_tools", "styles"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        shutil.copy(ROOT / name, source / name)
    words = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "roda")]
    done = subprocess.run(words, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = (tmp_path / "roda").glob("*.whl")
    shutil.unpack_archive(wheel, tmp_path / "isi", "zip")
    below = Path("terbit", "starting", "templates")
    ours = ROOT / "build_tools" / below
    assert {path.relative_to(ours) for path in ours.rglob("*") if path.is_file()} == {
        path.relative_to(tmp_path / "isi" / below)
        for path in (tmp_path / "isi" / below).rglob("*")
        if path.is_file()
    }
