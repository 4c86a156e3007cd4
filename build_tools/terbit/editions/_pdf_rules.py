"""What the PDF's tools say, in Indonesian: every message becomes a complaint under one of seven codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from terbit.adapters.weasyprint import Message
from terbit.model.book import Complaint
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
)

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
    "X007": (
        "Catatan kaki di {} tidak utuh dalam PDF.",
        "Pendekkan catatan itu; catatan harus muat dalam satu halaman.",
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


def complaint(code: str, about: str, text: str = "") -> Complaint:
    """The complaint of rule `code` about an anchor, a path or a note; `text` if other words name it."""
    message, hint = _SAY[code]
    named = text or about
    return Complaint(code, message.format(named if len(named) <= _LONG else f"{named[:_LONG]}…"), about, hint)


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
        return complaint("X004", character, f"{character} (U+{int(code):04X})")
    about = message.arguments[0].removeprefix(_BOOK) if message.arguments else ""
    template = message.template.replace("%r", "%s")
    if template in _KNOWN:
        return complaint(_KNOWN[template], about.strip("'"))
    if template.startswith("Ignored"):
        return _own(
            f"Aturan gaya “{about}” dalam layar.css diabaikan.", "Perbaiki baris itu dalam layar.css."
        )
    return complaint("X006", message.text)


def _own(message: str, hint: str) -> Complaint:
    return Complaint("X006", message, "", hint or _REPORT)
