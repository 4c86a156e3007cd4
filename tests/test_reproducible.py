"""The same commit gives the same bytes: elsewhere, for somebody else, one by one or at once."""

from __future__ import annotations

import datetime
import os
import shutil
import socket
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from tests.command import TERBIT, hashes
from tests.conftest import ROOT


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


def test_nothing_tells_of_the_machine(tmp_path: Path) -> None:
    """No folder, user, host or day of the build is in any part of the EPUB, the Word file and the PDFs."""
    home = tmp_path / "tempat-penyusunan"
    build(home, USER="orang-yang-menyusun", HOME=str(tmp_path), HOSTNAME="mesin-penyusun")
    telling = {"tempat-penyusunan", "orang-yang-menyusun", "mesin-penyusun", str(tmp_path), str(ROOT)}
    today = datetime.datetime.now(tz=datetime.UTC)
    telling |= {f"{today:%Y-%m-%d}", f"{today:D:%Y%m%d}"}
    if len(host := socket.gethostname()) > 5:  # a shorter name stands in packed data by chance
        telling.add(host)
    parts = {
        f"{path.name} {name}": data
        for path in (home / "dist").iterdir()
        if path.suffix in {".epub", ".docx", ".pdf"}
        for name, data in parts_of(path)
    }
    assert len(parts) > 100
    found = [(name, word) for name, data in parts.items() for word in telling if word.encode() in data]
    assert found == []


def parts_of(path: Path) -> Iterator[tuple[str, bytes]]:
    """What is packed in an edition, each piece unpacked, under some name; the package itself too."""
    yield "", path.read_bytes()
    if path.suffix == ".pdf":
        with pikepdf.open(path) as pdf:
            for number, one in enumerate(pdf.objects):
                if isinstance(one, pikepdf.Stream) and one.get("/Subtype") != "/Image":
                    yield str(number), one.read_bytes()
        return
    with zipfile.ZipFile(path) as package:
        for entry in package.infolist():
            yield entry.filename, package.read(entry)
            assert entry.date_time[:3] in {(1980, 1, 1), (2026, 11, 23)}  # the format's first day, the book's
            assert (entry.extra, entry.comment) == (b"", b"")


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
