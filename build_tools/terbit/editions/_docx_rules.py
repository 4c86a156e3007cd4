"""What the Word edition can complain of. A code is for ever: never reused, never renumbered."""

from __future__ import annotations

from terbit.model.findings import Rule, Severity

MESSAGE = Rule(
    "X021",
    "docx_pandoc_message",
    Severity.ERROR,
    "Pandoc memberi peringatan saat menulis edisi Word",
    "Setiap peringatan alat penyusun berarti ada isi yang mungkin tidak sampai ke pembaca.",
)
FORMAT = Rule(
    "X022",
    "docx_image_format",
    Severity.ERROR,
    "Format gambar tidak dapat dibawa edisi Word",
    "Tidak setiap Word dapat menampilkan WebP atau PDF; gambar dalam format itu akan tampak kosong. SVG "
    "digambar menjadi PNG, kecuali bila memuat skrip, alamat luar, atau entitas.",
    "![Peta jalur dagang](gambar/peta.webp)",
    "![Peta jalur dagang](gambar/peta.png)",
)
UNDESCRIBED = Rule(
    "X023",
    "docx_image_undescribed",
    Severity.WARNING,
    "Gambar dalam edisi Word tanpa keterangan",
    "Pembaca layar membacakan keterangan gambar; tanpa keterangan, isi gambar hilang bagi pembaca tunanetra.",
    "![](gambar/peta.png)",
    "![Peta jalur dagang Mesir dan Het](gambar/peta.png)",
)
INVALID = Rule(
    "X024",
    "docx_style_invalid",
    Severity.ERROR,
    "Berkas gaya docx.yaml tidak dapat dipakai",
    "Tampilan edisi Word dibaca dari docx.yaml; nama yang salah ketik tidak boleh diam-diam diabaikan.",
    stops=True,
)
UNEDITED = Rule(
    "X025",
    "sunting_without_edits",
    Severity.ERROR,
    "Edisi sunting tanpa daftar suntingan",
    "Edisi sunting memperlihatkan setiap perubahan terhadap naskah yang diterima; tanpa suntingan.yaml tidak "
    "diketahui apa yang diubah.",
    stops=True,
)
RULES = (MESSAGE, FORMAT, UNDESCRIBED, INVALID)
