"""What a finished file may do to a passage of the master, a rule each; every one stops the build."""

from __future__ import annotations

from terbit.model.findings import Rule, Severity

LOST = Rule(
    "V001", "passage_lost", Severity.ERROR, "Bagian naskah hilang dari edisi",
    "Edisi yang kehilangan kalimat bukan edisi yang benar; berkasnya tidak ditulis.",
    stops=True,
)  # fmt: skip
ADDED = Rule(
    "V002", "text_added", Severity.ERROR, "Edisi memuat teks yang tidak ada dalam naskah",
    "Teks yang bertambah di satu edisi membuat edisi-edisi tidak sama; berkasnya tidak ditulis.",
    stops=True,
)  # fmt: skip
NOTE_LOST = Rule(
    "V003", "note_lost", Severity.ERROR, "Catatan kaki hilang dari edisi",
    "Mesin PDF dapat menghilangkan catatan kaki tanpa peringatan; karena itu setiap catatan "
    "dihitung dan dicocokkan.",
    stops=True,
)  # fmt: skip
REPEATED = Rule(
    "V010", "passage_repeated", Severity.ERROR, "Bagian naskah berulang dalam edisi",
    "Kalimat yang tercetak dua kali menandakan berkas yang rusak; berkasnya tidak ditulis.",
    stops=True,
)  # fmt: skip
MOVED = Rule(
    "V011", "passage_moved", Severity.ERROR, "Bagian naskah berpindah tempat dalam edisi",
    "Urutan baca harus sama dengan urutan naskah, juga bagi pembaca layar; berkasnya tidak ditulis.",
    stops=True,
)  # fmt: skip
ALTERED = Rule(
    "V012", "passage_altered", Severity.ERROR, "Bagian naskah berubah dalam edisi",
    "Satu huruf atau angka yang berubah dapat membalik arti; berkasnya tidak ditulis.",
    stops=True,
)  # fmt: skip
STRUCTURE = Rule(
    "V013", "structure_differs", Severity.ERROR, "Susunan teks edisi berbeda dengan naskah",
    "Judul, butir, sel, keterangan, alinea, dan tanda catatan dibacakan sebagai yang ditandai dalam berkas; "
    "tingkat judul yang keliru menyesatkan pembaca layar.",
    stops=True,
)  # fmt: skip
LINK = Rule(
    "V014", "link_differs", Severity.ERROR, "Tautan edisi berbeda dengan naskah",
    "Tautan yang hilang atau menuju tempat lain membawa pembaca ke sumber yang salah.",
    stops=True,
)  # fmt: skip
PICTURE = Rule(
    "V015", "description_differs", Severity.ERROR, "Gambar atau deskripsinya berbeda dengan naskah",
    "Pembaca yang tidak melihat gambar hanya mendapat deskripsinya.",
    stops=True,
)  # fmt: skip
TONGUE = Rule(
    "V016", "language_differs", Severity.ERROR, "Bahasa teks edisi berbeda dengan naskah",
    "Pembaca layar melafalkan teks menurut bahasa yang ditandai dalam berkas.",
    stops=True,
)  # fmt: skip

PARITY_RULES = (LOST, ADDED, NOTE_LOST, REPEATED, MOVED, ALTERED, STRUCTURE, LINK, PICTURE, TONGUE)
