"""Books for tests: small, real, made with the real pandoc."""

from __future__ import annotations

import datetime
import os
import shutil
import struct
import subprocess
import sys
import uuid
import zlib
from pathlib import Path

import pytest
from tests.command import run

from terbit.adapters import pandoc
from terbit.model.book import Book, Metadata, Part, PartKind, Styles
from terbit.model.tree import Header, decode
from terbit.model.walk import text_of

ROOT = Path(__file__).parent.parent
os.environ["TERBIT_CACHE"] = "off"  # a test sees what is made, not what an earlier one has left

BODY = """
# Kerja Sama: Sebuah Contoh {#isi-judul}

Paragraf *pembuka* dengan “kutipan”, sebuah catatan[^satu], dan [kerja sama]{#pakai-kerja-sama-1}
yang tertaut ke [diplomasi](#istilah-diplomasi){.istilah role=doc-glossref}.

[^satu]: Isi catatan **pertama**, dengan tautan ke [pustaka](#ref-contoh).

## Latar Belakang

Teks bagian.[^dua] Lihat <https://example.org/?a=1&b=2>.

[^dua]: Catatan kedua.

### Butir Pertama

1. satu

   paragraf kedua butir satu
2. dua

- a
- b

| Negara | Tahun |
|:-------|------:|
| Mesir  | 1259  |
| Het    | 1259  |

: Tabel contoh

### Butir Kedua

![Peta hubungan Mesir dan Het](gambar/peta.png)

> Kutipan panjang yang berdiri sendiri.

Baris satu\\
baris dua, Ḫattušili, dan [interstate]{lang=en}.

## Tanya Jawab

### Apa itu kerja sama?

Jawaban.
"""

GLOSSARY = """
# Glosarium {#glosarium}

[diplomasi]{#istilah-diplomasi .dfn}

:   cara negara mengurus hubungannya ([diplomacy]{lang=en}).
    [Pemakaian: [1](#pakai-kerja-sama-1){.balik role=doc-backlink}]{.pemakaian}
"""

BIBLIOGRAPHY = """
# Daftar Pustaka {#daftar-pustaka}

::: {#refs .references .csl-bib-body}
::: {#ref-contoh .csl-entry}
Rana, Kishan S. 2002. *Bilateral Diplomacy*. Malta: DiploProjects.
:::
:::
"""

CHANGES = """
# Catatan Suntingan {#catatan-suntingan}

| Perubahan | Alasan | Kali | Baris |
|:----------|:-------|-----:|:------|
| kerjasama → kerja sama | Gabungan kata ditulis terpisah. | 53 | 1, 3 |
"""

COLOPHON = """
# Kolofon {#kolofon}

Edisi ini bertanggal 23 November 2026.
"""

TITLE_PAGE = """
::: judul
Kerja Sama
:::

::: subjudul
Sebuah Contoh
:::
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` keeps what is drawn as the reviewed pictures."""
    parser.addoption("--update-golden", action="store_true", help="draw the reviewed page images anew")


def part(kind: PartKind, markdown: str) -> Part:
    """A part of a book from Markdown."""
    blocks = decode(pandoc.convert(["-f", "markdown", "-t", "json"], markdown.encode()).data).blocks
    first = blocks[0]
    return Part(kind, text_of(first.inlines) if isinstance(first, Header) else "Halaman Judul", blocks)


def write_png(path: Path, width: int = 64, height: int = 40) -> None:
    """A small grey picture."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def make_book(root: Path, body: str = BODY) -> Book:
    """A book with one of everything, its image written under `root`."""
    write_png(root / "gambar" / "peta.png")
    metadata = Metadata(
        identifier="contoh",
        uuid=str(uuid.uuid5(uuid.NAMESPACE_URL, "contoh")),
        title="Kerja Sama: Sebuah Contoh",
        date=datetime.date(2026, 11, 23),
    )
    texts = {
        PartKind.TITLE_PAGE: TITLE_PAGE,
        PartKind.COLOPHON: COLOPHON,
        PartKind.BODY: body,
        PartKind.GLOSSARY: GLOSSARY,
        PartKind.BIBLIOGRAPHY: BIBLIOGRAPHY,
        PartKind.CHANGES: CHANGES,
    }
    return Book(metadata, tuple(part(kind, text) for kind, text in texts.items()), root)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """A book with one of everything."""
    return make_book(tmp_path)


@pytest.fixture
def styles() -> Styles:
    """The styles this repository ships."""
    return Styles((ROOT / "styles",))


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A copy of this repository's own book, to be spoilt."""
    folder = tmp_path / "buku"
    shutil.copytree(ROOT / "source", folder / "source")
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of our own book, built."""
    folder = tmp_path_factory.mktemp("terbit") / "buku"
    shutil.copytree(ROOT / "source", folder / "source")
    done = run("build", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture
def spoilt(built: Path, tmp_path: Path) -> Path:
    """A fresh copy of the built book, to be spoilt."""
    folder = tmp_path / "buku"
    shutil.copytree(built, folder)
    return folder


def write_book(folder: Path, master: str, **files: str) -> Path:
    """A single Markdown file with files beside it, named like `glosarium_yaml`; returns the Markdown file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "naskah.md").write_text(master, encoding="utf-8")
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return folder / "naskah.md"


@pytest.fixture
def ordinary_user(tmp_path: Path) -> list[str]:
    """The words that run a command as a user without rights; the test's folders are opened for it."""
    if os.geteuid() or not shutil.which("setpriv"):
        pytest.skip("not run: only root can become another user, with setpriv")
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_mode & 0o005 != 0o005 and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    words = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    if subprocess.run(
        [*words, sys.executable, "-m", "terbit", "--version"], check=False, capture_output=True
    ).returncode:
        pytest.skip("not run: another user cannot reach this interpreter")
    return words
