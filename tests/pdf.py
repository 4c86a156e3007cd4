"""What the tests of the PDF editions share: a long text, and the parts of a finished file."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from tests.conftest import ROOT

from terbit.adapters._weasyprint_machine import fonts_folder
from terbit.editions import load
from terbit.model.book import Book, Rendered, Styles
from terbit.model.outline import Reading

LAYAR = load("layar")
STYLES = Styles((ROOT / "styles",))
Element = Any
"""A pikepdf object, which is whatever the file says."""
SENTENCE = "Negara-negara dapat saling mendukung dalam bidang politik, ekonomi, sosial, dan budaya. "
LONG = "\n\n".join(
    ["# Panjang: Sebuah Uji[^0]", "[^0]: Catatan judul."]
    + [
        f"## Bagian {n // 8}\n\n{SENTENCE * 6}" if n % 8 == 0 else f"{SENTENCE * 8}[^{n}]"
        for n in range(1, 41)
    ]
    + [f"[^{n}]: Catatan {n}. {SENTENCE * (n % 7)}" for n in range(1, 41) if n % 8]
    + [
        "| No | Isi |\n|---|---|\n"
        + "\n".join(f"| {n} | sel **{n}** |" for n in range(90))
        + "\n\n: Tabel panjang"
    ]
    + ["istilah\n:   makna satu\n\n    paragraf dua[^li]\n\n[^li]: berdaftar\n\n    - satu\n    - dua"]
    + [
        f"[*miring* dan **tebal**](https://example.org/) <https://example.org/{'panjang' * 30}>",
        "a. anak\n\n    kedua\n\nb. lain",
        f"~~~\nkode {'x' * 200}\n~~~",
    ]
)


def squeezed(text: str) -> str:
    """`text` without white space, soft hyphens and the marks of line ends: what promise and finding share."""
    return "".join(text.replace("\u00ad", "").replace("\u200b", "").split())


def inspect(data: bytes, folder: Path) -> Reading:
    """What the edition finds in a finished file with these bytes."""
    file = folder / "buku-layar.pdf"
    file.write_bytes(data)
    return LAYAR.inspect(file)


def agrees(book: Book, reading: Reading) -> tuple[bool, bool]:
    """Whether passages and notes of the reading are those the book promises."""
    promised, pairs = book.outline, []
    for texts, found in ((promised.passages, reading.passages), (promised.notes, reading.notes)):
        pairs.append("".join(squeezed(p.text) for p in texts) == "".join(map(squeezed, found)))
    return pairs[0], pairs[1]


def codes(rendered: Rendered) -> list[str]:
    """The codes of the complaints, in order."""
    return [complaint.code for complaint in rendered.complaints]


def kids(element: Element) -> list[Any]:
    """What a structure element holds: elements, references to objects, numbers of marked content."""
    held = element.get("/K", ())
    return list(held) if isinstance(held, (pikepdf.Array, tuple)) else [held]


def elements(element: Element) -> Iterator[Element]:
    """Every structure element below `element`, a parent before its children."""
    for kid in kids(element):
        if not isinstance(kid, int) and "/S" in kid:
            yield kid
            yield from elements(kid)


def elsewhere(script: str, folder: Path) -> bytes:
    """What a script prints that is told `folder`, where zone, locale, hash seed and fonts differ."""
    environment = {
        "PATH": os.defpath,
        "PYTHONPATH": f"{ROOT}:{ROOT / 'build_tools'}",
        "TERBIT_FONTS": str(fonts_folder()),
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Jayapura",
        "LC_ALL": "C",
        "FONTCONFIG_FILE": "/nonexistent/fonts.conf",
        "FONTCONFIG_PATH": "/nonexistent",
    }
    command = [sys.executable, "-c", script, str(folder)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True)
    assert done.stderr == b""
    return done.stdout
