"""A text holds the parts that its kind asks for."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._parts import Fit, end_of, fits, graded, heading, supplied
from terbit.model.findings import Finding, Rule, Severity, Span
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "S010",
    "missing_part",
    Severity.WARNING,
    "Bagian yang diminta profil tidak ada",
    "Profil buku menyebut bagian yang diharapkan pembaca. Untuk satu berkas Markdown yang menyebut profil, "
    "ini hanya saran; tanpa profil, susunannya tidak diukur.",
    wrong="# Judul\n\nAwal.\n\n## Isi\n\n### Satu\n\nA.\n\n### Dua\n\nB.\n\n## Penutup\n\nAkhir.\n",
    right="# Judul\n\nAwal.\n\n## Isi\n\n### Satu\n\nA.\n\n### Dua\n\nB.\n\n## Kesimpulan\n\nC.\n\n"
    "## Tanya Jawab\n\n### Apa itu?\n\nItu.\n\n## Penutup\n\nAkhir.\n\n## Penafian\n\nBukan nasihat.\n",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each required part without a section, at the heading it should precede or at the end."""
    for fit in fits(manuscript):
        where = f" dalam “{fit.where.title}”" if fit.where else ""
        for number, (part, found) in enumerate(fit.parts):
            if found or not part.required or supplied(manuscript, part):
                continue
            name = f", misalnya “{part.titles[0]}”" if part.titles else ""
            yield graded(
                manuscript,
                RULE.at(
                    _place(manuscript, fit, number),
                    f"Bagian “{part.name}” tidak ada{where}.",
                    f"Tambahkan di sini{name}, atau pilih profil lain di buku.yaml.",
                ),
            )


def _place(manuscript: Manuscript, fit: Fit, number: int) -> Span:
    after = next((section for at, section in fit.order if at > number), None)
    return heading(manuscript, after.header) if after else end_of(manuscript, fit.where)
