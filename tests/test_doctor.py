"""What a machine lacks is told with the command that brings it; shells complete; versions are named."""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.command import run
from tests.conftest import ROOT

from terbit import _doctor, _remedies


def test_a_machine_that_builds_is_ready(tmp_path: Path) -> None:
    """Exit code 0, and each needed thing is told with what was found; the same for programs."""
    done = run("doctor", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert "TIDAK ADA" not in done.stdout
    assert "Semua yang diperlukan untuk membuat edisi ada." in done.stdout
    told = json.loads(run("doctor", "--format", "json", cwd=tmp_path).stdout)
    assert told["ready"]
    found = {part["name"]: part["found"] for part in told["parts"]}
    assert re.fullmatch(r"\d{2} paket", found["paket Python"])
    assert found["pandoc"].startswith("3.")
    assert re.fullmatch(r"Pango [\d.]+, HarfBuzz [\d.]+", found["Pango dan HarfBuzz"])


def test_missing_fonts_are_told_with_their_remedy(tmp_path: Path) -> None:
    """Exit code 3, and the line below the missing thing says what to type."""
    done = run("doctor", cwd=tmp_path, TERBIT_FONTS=str(tmp_path))
    assert done.returncode == 3
    assert re.search(r"^TIDAK ADA  huruf: edisi PDF\n    pasang: \S.+$", done.stdout, re.MULTILINE)
    told = json.loads(run("doctor", "--format", "json", cwd=tmp_path, TERBIT_FONTS=str(tmp_path)).stdout)
    assert not told["ready"]
    assert [part["name"] for part in told["parts"] if part["needed"] and not part["found"]] == ["huruf"]


def test_missing_judges_hinder_no_edition(tmp_path: Path) -> None:
    """Without any program on PATH the machine is still ready; each is told with its remedy."""
    done = run("doctor", "--format", "json", cwd=tmp_path, PATH=str(tmp_path))
    told = json.loads(done.stdout)
    assert done.returncode == 0, done.stdout
    missing = {part["name"] for part in told["parts"] if not part["found"]}
    assert missing >= {"java", "soffice", "qpdf", "git", "chromium", "LibreOffice"}
    assert all(part["remedy"] for part in told["parts"] if not part["found"])


@pytest.mark.parametrize(
    ("manager", "expected"),
    [
        ("apt-get", "sudo apt-get install --no-install-recommends qpdf"),
        ("dnf", "sudo dnf install qpdf"),
        ("pacman", "sudo pacman -S --needed qpdf"),
        ("brew", "brew install qpdf"),
        ("", "paket “qpdf” dari pengelola paket sistem ini"),
    ],
)
def test_each_system_is_told_its_own_command(
    monkeypatch: pytest.MonkeyPatch, manager: str, expected: str
) -> None:
    """Debian, Fedora, Arch, macOS, and what is none of these."""
    monkeypatch.setattr(shutil, "which", lambda name: name if name == manager else None)
    assert _remedies.remedy("qpdf").startswith(expected)
    monkeypatch.setattr(_remedies, "_REPOSITORY", ROOT / "tiada")
    for key in ("python", "packages", "pango", "fonts", "pygls", "judges", "java", "node", "soffice"):
        assert _remedies.remedy(key)
    monkeypatch.setattr(sys, "platform", "win32")
    assert _remedies.remedy("pango").startswith("wsl --install")


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever pyproject.toml asks for and is not installed."""
    wanted = importlib.metadata.requires("terbit") or []
    monkeypatch.setattr(importlib.metadata, "requires", lambda _: [*wanted, "tiada-sama-sekali>=1"])
    (part,) = [part for part in _doctor.examine() if part.name == "paket Python"]
    assert (part.found, part.needed) == ("", True)
    assert part.remedy


def test_the_version_names_the_tools_without_loading_them(tmp_path: Path) -> None:
    """A line for each tool; none of them is imported, and pandoc is not run."""
    script = (
        "import sys; sys.argv = ['terbit', '--version']\n"
        "from terbit.__main__ import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "assert not {'weasyprint', 'ebooklib', 'lxml', 'pikepdf', 'subprocess'} & set(sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    first, *others = done.stdout.splitlines()
    assert re.fullmatch(r"terbit \d\S*", first)
    assert f"weasyprint {importlib.metadata.version('weasyprint')}" in others
    assert "pypandoc_binary" in done.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes(tmp_path: Path, shell: str) -> None:
    """The script is that of the shell, how to install it stands apart, and the command answers it."""
    done = run("completion", shell, cwd=tmp_path)
    assert done.returncode == 0
    assert f"_TERBIT_COMPLETE={shell}_complete" in done.stdout
    assert done.stderr.startswith(f"Pasang sekali dengan: terbit completion {shell}")
    if found := shutil.which(shell):
        judged = subprocess.run([found, "-n"], input=done.stdout, capture_output=True, text=True, check=False)
        assert judged.returncode == 0, judged.stderr
    words = {"COMP_WORDS": "terbit ch", "COMP_CWORD": "1" if shell != "fish" else "ch"}
    asked = subprocess.run(
        [sys.executable, "-m", "terbit"],
        env=os.environ | words | {"_TERBIT_COMPLETE": f"{shell}_complete"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "check" in asked.stdout
    assert "build" not in asked.stdout.split()
