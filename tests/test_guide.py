"""The commands of the page on new books are typed as they stand there: from nothing to every edition."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from tests.command import run
from tests.conftest import ROOT
from tests.importing import word

_PAGE = ROOT / "docs" / "guide" / "memulai.md"
_FIVE_MINUTES = 300
_EDITIONS = {"laut-kita-besar.pdf", "laut-kita-cetak.pdf", "laut-kita-layar.pdf", "laut-kita-ringkas.pdf",
             "laut-kita-sampul.pdf", "laut-kita.docx", "laut-kita.epub"}  # fmt: skip


def _blocks() -> list[list[str]]:
    """The lines of each block of commands."""
    return [
        block.splitlines() for block in re.findall(r"```sh\n(.*?)```", _PAGE.read_text("utf-8"), re.DOTALL)
    ]


def _type(lines: list[str], folder: Path) -> None:
    for line in lines:
        done = subprocess.run(  # noqa: S602  # the guide's own line, as a reader types it
            line,
            shell=True,
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | {"CI": "true"},
        )
        assert done.returncode == 0, (line, done.stdout[-2000:], done.stderr[-2000:])


def test_the_commands_of_the_guide_run(tmp_path: Path) -> None:
    """All of them but the set-up, in the environment that is here."""
    (tmp_path / ".venv").symlink_to(ROOT / ".venv")
    first, *others = _blocks()
    assert first[0] == "make build"
    word.styled(tmp_path).rename(tmp_path / "naskah-lama.docx")
    _type(first[1:], tmp_path)
    for block in others:
        _type(block, tmp_path)
    assert {path.name for path in (tmp_path / "laut-kita" / "dist").iterdir()} >= _EDITIONS
    assert (tmp_path / "buku-lama" / "laporan-impor.md").is_file()


def _pages() -> list[str]:
    """The pages of the guide as a book, in their order."""
    found = re.search(
        r"^PAGES := \$\(addprefix docs/guide/,(.*)\)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE
    )
    assert found
    return found[1].split()


def test_the_guide_is_a_book_without_faults(tmp_path: Path) -> None:
    """Each page but the catalogue is a chapter; no error, no warning; pages that link to pages still do."""
    folder = ROOT / "docs" / "guide"
    assert {*_pages(), "checks.md"} == {path.name for path in folder.glob("*.md")}
    pages = [folder / name for name in _pages()]
    done = run("import", *pages, "-o", "buku", "--title", "Panduan Terbit", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert not [
        line for line in done.stdout.splitlines() if "dilepas" in line and any(p in line for p in _pages())
    ]
    for name in ("buku.yaml", "profil.yaml"):
        shutil.copy(folder / name, tmp_path / "buku" / "source" / name)
    checked = run("check", "buku", "--fail-on", "warning", cwd=tmp_path)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.soak
def test_from_nothing_to_every_edition_in_five_minutes(tmp_path: Path) -> None:
    """A fresh clone, without an environment: set up, begun, checked, built and proven. Needs the internet."""
    clone = tmp_path / "terbit"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    assert not (clone / ".venv").exists()
    started = time.monotonic()
    _type(_blocks()[0], clone)
    took = time.monotonic() - started
    assert {path.name for path in (clone / "laut-kita" / "dist").iterdir()} >= _EDITIONS
    assert took < _FIVE_MINUTES
    print(f"{took:.0f} s")  # noqa: T201  # the figure for docs/measurements.md
    shutil.rmtree(clone)
