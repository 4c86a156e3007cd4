"""A text holds the parts that its kind asks for."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._outline import Section, following, last_line
from terbit.checks._parts import fits, graded, supplied
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.profile import ProfilePart

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
_FILES = {"glosarium": "source/glosarium.yaml", "pustaka": "source/pustaka.json"}
"""The file from which a part is made."""


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each required part without a section, at the heading it should precede or on the last line."""
    for fit in fits(manuscript):
        where = f" dalam “{fit.where.title}”" if fit.where else ""
        for number, (part, found) in enumerate(fit.parts):
            if found or not part.required or supplied(manuscript, part):
                continue
            after = next(
                (section for at, section in fit.order if at > number), following(manuscript, fit.where)
            )
            span = manuscript.places.span(after.header) if after else last_line(manuscript)
            yield graded(manuscript, RULE.at(span, f"{_subject(part)} tidak ada{where}.", _hint(part, after)))


def _subject(part: ProfilePart) -> str:
    return part.name.capitalize() if part.name.startswith("bagian ") else f"Bagian “{part.name}”"


def _hint(part: ProfilePart, after: Section | None) -> str:
    name = f", misalnya “{part.titles[0]}”" if part.titles else ""
    place = f"di depan “{after.title}”" if after else "di akhir"
    file = f"Tulis {_FILES[part.source]}, atau tambahkan" if part.source else "Tambahkan"
    return f"{file} {place}{name}, atau pilih profil lain di buku.yaml."
