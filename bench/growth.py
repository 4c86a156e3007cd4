"""How the printed edition grows: 10, 30 and 100 chapters (about 11,000 to 110,000 words) as `cetak`.

Each chapter is this repository's article, its headings and notes numbered so that each is its own. What
counts is CPU seconds a thousand words: they stay level where growth is linear. `size` is the PDF, `peak` the
memory of the process, which holds all pages until they are written.
"""

from __future__ import annotations

import datetime
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
CHAPTERS = (10, 30, 100)
BOOK = """\
id: buku-besar
judul: "Kerja Sama Bilateral: Sebuah Buku Ajar"
bahasa: id
profil: buku-ajar
tanggal: 2026-11-23
"""


def write_book(chapters: int, folder: Path) -> int:
    """Write a textbook of that many chapters below `folder`; return its words."""
    source = folder / "source"
    source.mkdir(parents=True)
    for name in ("glosarium.yaml", "pustaka.json"):
        (source / name).write_bytes((ROOT / "source" / name).read_bytes())
    (source / "buku.yaml").write_text(BOOK, encoding="utf-8")
    body = (ROOT / "source" / "naskah.md").read_text(encoding="utf-8").split("\n---\n", 1)[1]
    body = re.sub(r"^# .*$", "", body, count=1, flags=re.MULTILINE)
    parts = ["# Kerja Sama Bilateral: Sebuah Buku Ajar\n\n## Prakata\n\nSetiap bab memuat artikel yang sama."]
    for number in range(1, chapters + 1):
        chapter = re.sub(r"\[\^([\w-]+)\]", rf"[^\1-{number}]", body)
        chapter = re.sub(r"^(##+)(.*)$", rf"#\1\2 {number}", chapter, flags=re.MULTILINE)
        parts.append(f"## Kerja Sama Antarnegara {number}\n\n{chapter}")
    text = "\n\n".join(parts)
    (source / "naskah.md").write_text(text, encoding="utf-8")
    return len(text.split())


def main() -> None:
    """Print one row a book; each is measured in a process of its own."""
    print(
        f"{'chapters':>9}{'words':>9}{'pages':>7}{'CPU s':>8}{'s/1000 words':>14}{'size kB':>9}{'peak MB':>9}"
    )
    for chapters in CHAPTERS:
        subprocess.run([sys.executable, __file__, str(chapters)], check=True)


def measure(chapters: int) -> None:
    """Lay the book out and print its row."""
    import pikepdf

    from terbit import editions, pipeline
    from terbit.enrich import enrich
    from terbit.read import read_manuscript

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        words = write_book(chapters, folder)
        styles = pipeline.styles_of(folder)
        manuscript = read_manuscript(folder, styles.path("csl/terbit.csl"))
        book = enrich(manuscript, datetime.date(2026, 11, 23))
        edition = editions.load("cetak")
        edition.prepare()
        start = time.process_time()
        rendered = edition.render(book, styles)
        seconds = time.process_time() - start
        (folder / "cetak.pdf").write_bytes(rendered.data)
        with pikepdf.open(folder / "cetak.pdf") as pdf:
            pages = len(pdf.pages)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    rate, size = seconds / words * 1000, len(rendered.data) // 1000
    print(f"{chapters:9}{words:9}{pages:7}{seconds:8.2f}{rate:14.3f}{size:9}{peak:9}", flush=True)


if __name__ == "__main__":
    measure(int(sys.argv[1])) if len(sys.argv) > 1 else main()
