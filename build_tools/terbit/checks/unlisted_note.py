"""Every footnote of an edited text is an editor's note, and every editor's note is listed."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Note

RULE = Rule(
    "N003",
    "unlisted_note",
    Severity.ERROR,
    "Catatan editor tidak tercatat",
    "Catatan yang ditambahkan editor bukan bagian naskah yang diterima, jadi harus tercatat juga.",
    wrong="""# Judul

Ini perjanjian.[^kadesh]

[^kadesh]: Perjanjian Kadesh.

asli/naskah.txt:
Judul
Ini perjanjian.

suntingan.yaml:
asli: asli/naskah.txt
struktur: {id: S01, perubahan: judul, alasan: susunan, dasar: konvensi, judul: 1, subjudul: []}
aturan: []
catatan: []
sitasi: []""",
    right="""# Judul

Ini perjanjian.[^kadesh]

[^kadesh]: Perjanjian Kadesh.

asli/naskah.txt:
Judul
Ini perjanjian.

suntingan.yaml:
asli: asli/naskah.txt
struktur: {id: S01, perubahan: judul, alasan: susunan, dasar: konvensi, judul: 1, subjudul: []}
aturan: []
catatan: [{label: kadesh, baris: 2, alasan: nama resminya perlu diterangkan}]
sitasi: []""",
    stops=True,
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each note without a line in `catatan`, and each line without its note."""
    if manuscript.edits is None:
        return
    places = manuscript.places
    called = [places.label(node) for node in manuscript.every(Note)]
    listed = {note.label: note for note in manuscript.edits.notes}
    for label in called:
        if label not in listed:
            yield RULE.at(
                places.call(label),
                f"Catatan kaki “{label}” tidak tercatat.",
                f"Catat di bawah “catatan” dalam “{manuscript.edits.path}” dengan alasannya.",
            )
    for note in manuscript.edits.notes:
        if note.label not in called:
            yield RULE.at(
                note.span,
                f"Catatan “{note.label}” tidak ada di naskah.",
                "Hapus baris ini atau tulis catatannya.",
            )
