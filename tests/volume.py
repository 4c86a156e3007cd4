"""Long textbooks for tests: our own article as every chapter of a book of chapters."""

from __future__ import annotations

import itertools
import re
import shutil
from pathlib import Path

from tests.conftest import ROOT

_BOOK = """\
id: buku-besar
judul: "Kerja Sama Bilateral: Sebuah Buku Ajar"
bahasa: id
profil: buku-ajar
penulis: [Terbit]
penerbit: Contoh Penerbit
tanggal: 2026-11-23
"""
_FRONT = """\
# Kerja Sama Bilateral: Sebuah Buku Ajar

## Prakata

Buku ini memuat bab-bab contoh.
"""
_OPENING = (
    "Bab ini mengajak pembaca memahami bagaimana dua negara mempertanggungjawabkan kesepakatan yang telah "
    "ditandatangani, mengapa penandatanganan itu diselenggarakan, dan apa yang dipertimbangkan sebelumnya. "
)


def write_textbook(folder: Path, chapters: int) -> Path:
    """A book of `chapters` chapters with notes, glossary and bibliography; its folder.

    A chapter has some 900 words. Each opens with a paragraph of another length, so that pages end everywhere.
    """
    source = folder / "source"
    source.mkdir(parents=True)
    for name in ("glosarium.yaml", "pustaka.json"):
        shutil.copy(ROOT / "source" / name, source / name)
    _, _, article = (ROOT / "source" / "naskah.md").read_text("utf-8").partition("\n---\n")
    article = re.sub(r"^# .*$", "", article, count=1, flags=re.MULTILINE)
    texts = [_FRONT, *(_chapter(article, number) for number in range(1, chapters + 1))]
    (source / "naskah.md").write_text("\n\n".join(texts), encoding="utf-8")
    (source / "buku.yaml").write_text(_BOOK, encoding="utf-8")
    return folder


def _chapter(article: str, number: int) -> str:
    text = re.sub(r"\[\^([\w-]+)\]", rf"[^\1-{number}]", article)
    text = re.sub(r"^(##+)(.*)$", rf"\1#\2 {number}", text, flags=re.MULTILINE)
    opening = " ".join(itertools.islice(itertools.cycle(_OPENING.split()), 5 + number * 37 % 90))
    return (
        f"## Kerja Sama Antarnegara {number}\n\n### Tujuan Pembelajaran {number}\n\n"
        f"{opening}.\n\n{text}\n\n### Rangkuman {number}\n\nRingkas.\n\n"
        f"### Soal Latihan {number}\n\n1. Apa itu kerja sama?\n"
    )
