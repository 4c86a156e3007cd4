"""Books drawn by chance from the torture book, one seed a book: other sections, blocks, rows and words."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

from tests.conftest import ROOT

_BOOK = ROOT / "tests" / "books" / "siksa"
_WORDS = {
    "negara": ("bangsa", "kerajaan", "kota", "desa"),
    "kota": ("bandar", "dusun", "kampung", "wilayah"),
    "utusan": ("duta", "surat", "kabar", "hadiah"),
    "butir": ("pokok", "unsur", "hal", "bagian"),
    "pulau": ("gunung", "sungai", "laut", "negeri"),
    "Catatan": ("Keterangan", "Penjelasan", "Tambahan", "Ulasan"),
    "Kutipan": ("Petikan", "Nukilan", "Ucapan", "Sabda"),
    "Isi": ("Uraian", "Teks", "Pokok", "Muatan"),
    "Peta": ("Denah", "Bagan", "Rupa", "Lukisan"),
    "makna": ("arti", "maksud", "tafsir", "pengertian"),
}
_KEPT = 0.5
"""How many of the blocks without a note stay."""
_ROW = re.compile(r"\| \d+ \| ")
_ITEM = re.compile(r"    \d+\. Butir ke-")
_TO_TABLE = re.compile(r"Tautan ke dalam buku menuju .*")


def write_varied(folder: Path, seed: int) -> None:
    """Write `folder/source/`: the torture book's settings and pictures, and a master drawn with `seed`."""
    rng = random.Random(seed)  # noqa: S311  # chance that can be had again
    shutil.copytree(_BOOK / "source", folder / "source")
    master = folder / "source" / "naskah.md"
    opening, *sections = re.split(r"(?m)^(?=## )", master.read_text("utf-8"))
    drawn = rng.sample(sections, rng.randint(1, 3))
    text = "".join([opening, *(_thinned(section, rng) for section in drawn)])
    if "{#tabel}" not in text:
        text = _TO_TABLE.sub("", text)
    text = _reworded(text, rng)
    master.write_text(f"{text}\n\nBuku ini nomor {seed}.\n", encoding="utf-8")


def _thinned(section: str, rng: random.Random) -> str:
    """Some of its blocks, those with notes among them; few rows of the long table, few items of the note."""
    blocks = re.split(r"\n\n(?=\S)", section)
    section = "\n\n".join(one for one in blocks if "[^" in one or one.startswith("#") or rng.random() < _KEPT)
    rows, items = rng.randint(1, 12), rng.randint(1, 12)
    kept = []
    for line in section.splitlines():
        rows -= bool(_ROW.match(line))
        items -= bool(_ITEM.match(line))
        if (rows >= 0 or not _ROW.match(line)) and (items >= 0 or not _ITEM.match(line)):
            kept.append(line)
    return "\n".join(kept) + "\n"


def _reworded(text: str, rng: random.Random) -> str:
    """Other words for some, each time one is met; never in what a program reads."""

    def other(match: re.Match[str]) -> str:
        return rng.choice((match[0], *_WORDS[match[0]]))

    words = re.compile(r"(?<![\w(/_#^{])(?:" + "|".join(_WORDS) + r")(?![\w/_.}\]])")
    return "".join(
        line if "](" in line or "](" in before else words.sub(other, line)
        for before, line in zip(
            ["", *text.splitlines(keepends=True)], text.splitlines(keepends=True), strict=False
        )
    )
