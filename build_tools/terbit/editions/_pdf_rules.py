"""What the PDF's tools say, in Indonesian: every message becomes a complaint under one of its codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from terbit.adapters._weasyprint_messages import Message
from terbit.adapters._weasyprint_spills import Spill
from terbit.model.book import Complaint, Sought
from terbit.model.findings import Rule, Severity

RULES = (
    Rule(
        "X001",
        "pdf_anchor_missing",
        Severity.ERROR,
        "Tautan dalam PDF tidak punya tujuan",
        "Pembaca yang mengeklik tautan itu tidak sampai ke mana pun, jadi tautannya tidak dibuat.",
    ),
    Rule(
        "X002",
        "pdf_anchor_duplicate",
        Severity.ERROR,
        "Satu jangkar dipakai dua kali",
        "Tautan hanya dapat menuju satu tempat; yang kedua tidak akan pernah dicapai.",
    ),
    Rule(
        "X003",
        "pdfua_not_claimed",
        Severity.WARNING,
        "PDF tidak dinyatakan memenuhi PDF/UA",
        "Gambar tanpa deskripsi dan tingkat judul yang terlompati menyulitkan pembaca layar. PDF tetap "
        "ditulis, tetapi tanpa pernyataan PDF/UA-1 (ISO 14289-1), sebab pernyataan itu tidak benar.",
    ),
    Rule(
        "X004",
        "pdf_glyph_missing",
        Severity.ERROR,
        "Huruf tidak tersedia",
        "Aksara yang tidak ada dalam huruf buku tercetak sebagai kotak kosong.",
    ),
    Rule(
        "X005",
        "pdf_image_unreadable",
        Severity.ERROR,
        "Gambar tidak dapat dimuat",
        "Di tempat gambar itu hanya deskripsinya yang tercetak.",
        stops=True,
    ),
    Rule(
        "X006",
        "pdf_tool_message",
        Severity.WARNING,
        "Pesan lain dari alat pembuat PDF",
        "Alat mengabaikan sesuatu; hasil cetak mungkin tidak seperti yang dimaksud.",
    ),
    Rule(
        "X007",
        "pdf_note_lost",
        Severity.ERROR,
        "Catatan kaki hilang atau terpotong",
        "Catatan yang lebih tinggi daripada halaman terpotong; tanpa teks yang hilang itu edisi tidak benar.",
        stops=True,
    ),
    Rule(
        "X008",
        "pdf_outside_its_place",
        Severity.ERROR,
        "Tulisan atau gambar keluar dari tempatnya",
        "Yang melewati bidang cetak terpotong atau menimpa tulisan lain, dan pembaca kehilangan "
        "kata-kata itu.",
        stops=True,
    ),
    Rule(
        "X009",
        "pdf_table_narrowed",
        Severity.WARNING,
        "Tabel terlalu lebar",
        "Tabel yang lebih lebar daripada halaman dicetak dengan huruf kecil, dan kata-katanya dapat terputus "
        "di sembarang tempat. Tidak ada yang hilang, tetapi tabel itu sulit dibaca.",
    ),
    Rule(
        "X010",
        "pdf_image_coarse",
        Severity.ADVICE,
        "Gambar kasar di kertas",
        "Gambar foto tampak berkotak-kotak bila dicetak dengan kurang dari 150 titik per inci.",
    ),
    Rule(
        "X031",
        "cover_text_too_long",
        Severity.ERROR,
        "Teks tidak muat pada sampul",
        "Judul dan ringkasan mengecil sampai muat, tetapi tidak sampai tak terbaca; yang lebih panjang "
        "daripada itu keluar dari labelnya.",
    ),
    Rule(
        "X032",
        "cover_template_broken",
        Severity.ERROR,
        "Berkas sampul tidak dapat dipakai",
        "Sampul dibuat dari sampul.html dalam folder styles; susunannya harus XML yang benar.",
        stops=True,
    ),
)
COARSE = 149.5
"""Dots an inch below which a picture looks coarse on paper, less what rounding takes."""

_REPORT = "Laporkan kepada pengembang; naskah tidak perlu diubah."
_BOOK = "https://buku.invalid/"
_SAY = {
    "X001": (
        "Tautan ke “{}” tidak punya tujuan dalam PDF.",
        "Periksa ejaan tujuan tautan, atau hapus tautannya.",
    ),
    "X002": ("Jangkar “{}” dipakai dua kali.", "Beri salah satu judul atau bagian itu jangkar lain."),
    "X003": (
        "PDF ditulis tanpa pernyataan PDF/UA karena gambar “{}” tidak punya deskripsi.",
        "Tulis deskripsi di antara kurung siku: ![deskripsi](berkas).",
    ),
    "X004": (
        "Huruf “{}” tidak ada dalam huruf buku dan tercetak sebagai kotak.",
        "Ganti huruf itu, atau tambahkan berkas huruf yang memuatnya ke fonts.yaml.",
    ),
    "X005": (
        "Gambar “{}” tidak dapat dimuat.",
        "Pastikan berkasnya PNG, JPEG, atau SVG yang utuh dan berada di dalam folder buku.",
    ),
    "X006": ("Alat pembuat PDF berkata: “{}”.", _REPORT),
    "X031": (
        "Teks “{}” tidak muat pada sampul.",
        "Pendekkan judul, anak judul, atau ringkasan dalam buku.yaml.",
    ),
    "X007": (
        "Catatan kaki “{}” tidak utuh dalam PDF.",
        "Pendekkan catatan itu; catatan harus muat dalam satu halaman.",
    ),
    "X009": (
        "Tabel “{}” lebih lebar daripada halaman; hurufnya dikecilkan dan kata-katanya dipenggal.",
        "Kurangi kolomnya, atau bagi tabel itu menjadi dua.",
    ),
    "X010": (
        "Gambar “{}” tercetak dengan kurang dari 150 titik per inci.",
        "Pakai gambar dengan lebih banyak piksel, atau cetak lebih kecil, misalnya dengan {width=50%}.",
    ),
}
_OUTSIDE = {
    "words": (
        "Tulisan “{}” keluar dari tempatnya di halaman PDF.",
        "Bagi atau pendekkan tulisan itu agar muat.",
    ),
    "picture": (
        "Gambar “{}” keluar dari halaman PDF.",
        "Kecilkan gambarnya, misalnya dengan {width=50%}, atau letakkan di alinea sendiri.",
    ),
    "table": (
        "Tabel “{}” lebih lebar daripada halaman PDF, juga dengan huruf kecil.",
        "Kurangi kolomnya, atau bagi tabel itu menjadi dua.",
    ),
    "head": (
        "Kepala tabel “{}” tidak muat bersama barisnya di halaman PDF.",
        "Pendekkan isi baris yang terpanjang, atau bagi baris itu.",
    ),
}
_KNOWN = {
    "No anchor #%s for internal URI reference": "X001",
    "Content discarded: target points to undefined anchor %s": "X001",
    "Anchor defined twice: %s": "X002",
    "Failed to load image at %s: %s": "X005",
    "Failed to render SVG image %s": "X005",
}
_NOTDEF = ".notdef glyph rendered"
_NO_DESCRIPTION = 'Image "%s" has no required alt description'
_LONG = 60
_OPENING = 4


def complaint(code: str, about: str, text: str = "", sought: Sought = Sought.MARKUP) -> Complaint:
    """The complaint of rule `code` about an anchor, a path or a note; `text` if other words name it."""
    message, hint = _SAY[code]
    return Complaint(code, message.format(_short(text or about)), about, hint, sought)


def spill_complaint(spill: Spill) -> Complaint:
    """What stands outside its place on a page."""
    message, hint = _OUTSIDE[spill.kind]
    sought = {"words": Sought.WORDS, "picture": Sought.MARKUP}.get(spill.kind, Sought.TABLE)
    named = _title(spill.words) if sought is Sought.TABLE else spill.words
    return Complaint("X008", message.format(_short(named)), spill.words, hint, sought, spill.within)


def table_complaint(words: str) -> Complaint:
    """A table that fits only in small letters; `words` are all of its words."""
    return complaint("X009", words, _title(words), Sought.TABLE)


def note_complaint(words: str) -> Complaint:
    """A note that no page could hold; `words` are those of its first paragraph."""
    message, hint = _SAY["X007"]
    opening = " ".join(words.split()[:_OPENING])
    return Complaint("X007", message.format(_short(words)), opening, hint, Sought.WORDS, words)


def _title(table: str) -> str:
    """The caption of a table without its number, or its first cell: pandoc writes each on its own line."""
    first = next((line.strip() for line in table.splitlines() if line.strip()), "")
    return re.sub(r"^Tabel\s[\d.]+\s+", "", first)


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONG else f"{line[:_LONG]}…"


def complaints(messages: Iterable[Message]) -> tuple[Complaint, ...]:
    """What WeasyPrint said, in its order; images without description are the caller's (X003)."""
    return tuple(_translated(message) for message in messages if message.template != _NO_DESCRIPTION)


def font_complaint(family: str) -> Complaint:
    """A family the stylesheet asks for and the manifest does not have."""
    return _own(
        f"Gaya layar.css meminta huruf “{family}”, yang tidak ada dalam fonts.yaml; huruf lain dipakai.",
        "Tambahkan huruf itu ke fonts.yaml, atau pakai huruf yang ada di sana.",
    )


def formula_complaint(tex: str) -> Complaint:
    """A formula that cannot be drawn: its marks stand in a row."""
    return _own(
        f"Rumus “{tex}” tercetak dalam satu baris, tanpa tata letak rumus.",
        "Periksa rumus itu dalam PDF; jika perlu, ganti dengan gambar yang diberi deskripsi.",
    )


def skip_complaint(heading: str) -> Complaint:
    """A heading more than one level below the one before it, which ISO 14289-1, 7.4.2 forbids."""
    return Complaint(
        "X003",
        f"PDF ditulis tanpa pernyataan PDF/UA karena tingkat judul “{heading}” terlompati.",
        heading,
        "Turunkan judul satu tingkat saja dari judul sebelumnya.",
    )


def log_complaints(messages: Iterable[Mapping[str, Any]]) -> tuple[Complaint, ...]:
    """What pandoc said while it wrote the HTML."""
    return tuple(
        _own(f"Rumus “{message.get('contents', '')}” tidak dapat diubah dan tercetak sebagai kode TeX.", "")
        if message.get("type") == "CouldNotConvertTeXMath"
        else complaint("X006", str(message.get("pretty") or message.get("type")))
        for message in messages
        if message.get("verbosity") != "INFO"
    )


def _translated(message: Message) -> Complaint:
    if message.template.startswith(_NOTDEF):
        character, code = message.arguments
        return complaint("X004", character, f"{character} (U+{int(code):04X})", Sought.WORDS)
    about = message.arguments[0].removeprefix(_BOOK) if message.arguments else ""
    template = message.template.replace("%r", "%s")
    if template in _KNOWN:
        code = _KNOWN[template]
        name = about.strip("'")
        return complaint(code, name if code == "X005" else f"#{name.lstrip('#')}", name)
    if template.startswith("Ignored"):
        return _own(
            f"Aturan gaya “{about}” dalam layar.css diabaikan.", "Perbaiki baris itu dalam layar.css."
        )
    return complaint("X006", message.text)


def _own(message: str, hint: str) -> Complaint:
    return Complaint("X006", message, "", hint or _REPORT)
