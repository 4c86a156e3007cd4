"""A listed change must stand where it says in the received text."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.revision import edits_by_line

RULE = Rule(
    "N002",
    "edit_out_of_place",
    Severity.ERROR,
    "Suntingan tidak cocok dengan naskah asli",
    "Suntingan yang menunjuk tempat yang salah tidak membuktikan apa-apa.",
    wrong="""# Judul

Ini kerja sama.

asli/naskah.txt:
Judul
Ini kerjasama.

suntingan.yaml:
asli: asli/naskah.txt
struktur: {id: S01, perubahan: judul, alasan: susunan, dasar: konvensi, judul: 1, subjudul: []}
aturan:
  - id: E01
    perubahan: kerjasama → kerja sama
    alasan: gabungan kata ditulis terpisah
    dasar: EYD V II.B.3a
    kepastian: pasti
    suntingan: [{baris: 2, kolom: 4, asli: kerjasama, koreksi: kerja sama}]
catatan: []
sitasi: []""",
    right="""# Judul

Ini kerja sama.

asli/naskah.txt:
Judul
Ini kerjasama.

suntingan.yaml:
asli: asli/naskah.txt
struktur: {id: S01, perubahan: judul, alasan: susunan, dasar: konvensi, judul: 1, subjudul: []}
aturan:
  - id: E01
    perubahan: kerjasama → kerja sama
    alasan: gabungan kata ditulis terpisah
    dasar: EYD V II.B.3a
    kepastian: pasti
    suntingan: [{baris: 2, kolom: 5, asli: kerjasama, koreksi: kerja sama}]
catatan: []
sitasi: []""",
    stops=True,
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each edit whose old words do not stand at its line and column, or that overlaps another."""
    if manuscript.edits is None:
        return
    received = manuscript.edits.received.splitlines()
    for number, edits in edits_by_line(manuscript.edits).items():
        line = received[number - 1] if 1 <= number <= len(received) else None
        limit = len(line) + 1 if line is not None else 0
        for edit in edits:
            start = edit.column - 1
            if line is None or start < 0 or not line.startswith(edit.old, start):
                yield RULE.at(
                    edit.span,
                    f"“{edit.old}” tidak ada di baris {edit.line}, kolom {edit.column} naskah asli.",
                    "Perbaiki baris dan kolomnya; keduanya dihitung dari 1.",
                )
            elif start + len(edit.old) > limit:
                yield RULE.at(
                    edit.span,
                    f"Suntingan “{edit.old}” bertumpuk dengan suntingan lain.",
                    "Gabungkan keduanya.",
                )
            limit = start
