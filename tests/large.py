"""A large book for tests and benchmarks: a textbook of chapters, each this repository's own article anew."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.conftest import ROOT

_SETTINGS = """\
id: buku-besar
judul: "Kerja Sama Bilateral: Sebuah Buku Ajar"
bahasa: id
profil: buku-ajar
penulis: [Terbit]
penerbit: Contoh Penerbit
tanggal: 2026-11-23
"""
_CHAPTER = """\
## Kerja Sama Antarnegara {number}

### Tujuan Pembelajaran {number}

Pembaca memahami kerja sama.

{body}

### Rangkuman {number}

Ringkas.

### Soal Latihan {number}

1. Apa itu kerja sama?
"""


def write_large(folder: Path, chapters: int) -> None:
    """Write `folder/source/`; 65 chapters have about 88,000 words."""
    source = folder / "source"
    source.mkdir(parents=True)
    for name in ("glosarium.yaml", "pustaka.json"):
        shutil.copy(ROOT / "source" / name, source / name)
    (source / "buku.yaml").write_text(_SETTINGS, encoding="utf-8")
    body = (ROOT / "source" / "naskah.md").read_text("utf-8").split("\n---\n", 1)[1]
    body = re.sub(r"^# .*$", "", body, count=1, flags=re.MULTILINE)
    parts = ["# Kerja Sama Bilateral: Sebuah Buku Ajar\n\n## Prakata\n\nBuku ini memuat bab-bab contoh.\n"]
    for number in range(1, chapters + 1):
        own = re.sub(r"\[\^([\w-]+)\]", rf"[^\1-{number}]", body)
        own = re.sub(r"^(##+)(.*)$", rf"\1#\2 {number}", own, flags=re.MULTILINE)
        parts.append(_CHAPTER.format(number=number, body=own))
    (source / "naskah.md").write_text("\n\n".join(parts), encoding="utf-8")
