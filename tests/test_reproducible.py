"""The same commit gives the same bytes: elsewhere, for somebody else, one by one or at once."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.conftest import ROOT
from tests.test_cli import TERBIT, hashes


def build(folder: Path, *before: str, **environment: str) -> dict[str, str]:
    """Copy our own book to `folder`, build all editions there; the hash of every file of its dist/."""
    shutil.copytree(ROOT / "source", folder / "source")
    if before:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, 65534, 65534)
    done = subprocess.run(
        [*before, *TERBIT, "build"],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        umask=0o077 if before else -1,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return hashes(folder / "dist")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Our own book, built at once, as whoever runs the tests."""
    made = build(tmp_path_factory.mktemp("terbit") / "satu", TZ="UTC", PYTHONHASHSEED="1")
    assert len(made) > 5
    return made


def test_one_by_one_is_the_same(first: dict[str, str], tmp_path: Path) -> None:
    """Editions made one after the other in one process, in another folder, time zone and locale."""
    other = tmp_path / "folder yang lain" / "dua"
    settings = {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "POSIX",
        "PYTHONHASHSEED": "271828",
        "TERBIT_WORKERS": "1",
    }
    assert build(other, **settings, LANGUAGE="id", USER="orang lain", COLUMNS="40") == first


def test_another_user_gets_the_same(first: dict[str, str], tmp_path: Path, ordinary_user: list[str]) -> None:
    """A user without rights, without a home and with another mask for new files."""
    temporary = tmp_path / "sementara"
    temporary.mkdir()
    temporary.chmod(0o777)
    made = build(
        tmp_path / "tiga", *ordinary_user, HOME="/nonexistent", TMPDIR=str(temporary), TZ="Asia/Jayapura",
        LC_ALL="C.UTF-8", PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1",
    )  # fmt: skip
    assert made == first
