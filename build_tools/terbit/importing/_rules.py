"""Why a source is not imported. Nothing is written then."""

from __future__ import annotations

from pathlib import Path

from terbit.model.findings import BookFault, Rule, Severity, Span

UNKNOWN_KIND = Rule(
    "B020", "import_kind_unknown", Severity.ERROR, "Jenis berkas tidak dapat diimpor",
    "Yang dapat diimpor: .txt, .docx, .odt, .html, dan .md. Isi jenis lain tidak dapat dibawa tanpa hilang.",
    stops=True,
)  # fmt: skip
UNREADABLE = Rule(
    "B021", "import_unreadable", Severity.ERROR, "Berkas sumber tidak dapat dibaca",
    "Berkas yang rusak atau bukan seperti namanya hanya terbaca sebagian, dan yang hilang tidak terlihat.",
    stops=True,
)  # fmt: skip
TOO_LARGE = Rule(
    "B022", "import_too_large", Severity.ERROR, "Berkas sumber terlalu besar",
    "Berkas kecil dapat mengembang sampai menghabiskan memori; berkas sebesar itu bukan tulisan orang.",
    stops=True,
)  # fmt: skip
EMPTY = Rule(
    "B023", "import_empty", Severity.ERROR, "Berkas sumber kosong",
    "Tanpa tulisan tidak ada buku.", stops=True,
)  # fmt: skip

RULES = (UNKNOWN_KIND, UNREADABLE, TOO_LARGE, EMPTY)


def unreadable(path: Path, reason: str, remedy: str) -> BookFault:
    """The fault for a source that breaks off or is not what its name says; `reason` is a clause."""
    return BookFault(UNREADABLE.at(Span(path), f"“{path.name}” tidak dapat dibaca: {reason}.", remedy))


def too_large(path: Path, what: str) -> BookFault:
    """The fault for a source that would take too much memory; `what` is a clause."""
    remedy = "Pecah berkas itu, atau periksa apakah benar berkas ini yang dimaksud."
    return BookFault(TOO_LARGE.at(Span(path), f"“{path.name}” terlalu besar: {what}.", remedy))
