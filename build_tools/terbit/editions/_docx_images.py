"""Images the Word edition may carry: files of the book, in a format every Word draws, with a description."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from terbit.editions._docx_rules import FORMAT, MESSAGE, UNDESCRIBED
from terbit.model.book import Complaint
from terbit.model.tree import Image, Str
from terbit.model.walk import text_of

# How files of a format begin. pandoc embeds whatever is called .png, and Word then calls the DOCX damaged.
_JPEG, _TIFF = (b"\xff\xd8\xff",), (b"II*\0", b"MM\0*")
_BEGINNINGS = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": _JPEG,
    ".jpeg": _JPEG,
    ".gif": (b"GIF8",),
    ".bmp": (b"BM",),
    ".tif": _TIFF,
    ".tiff": _TIFF,
}


class Gallery:
    """Admits images one by one and remembers what it had to complain of."""

    def __init__(self, root: Path) -> None:
        """`root` is the only folder images may come from."""
        self._root = root.resolve()
        self.complaints: list[Complaint] = []

    def admit(self, image: Image) -> tuple[Image, ...]:
        """The image as pandoc should get it, or nothing when it must not or cannot be carried."""
        (_, classes, pairs), words, (target, title) = image.c
        if fault := _fault(self._root, target):
            self.complaints.append(fault)
            return ()
        described = (dict(pairs).get("alt", "") or text_of(words)).strip()
        if not described:
            self.complaints.append(
                Complaint(
                    UNDESCRIBED.code,
                    f"Gambar “{target}” tidak punya keterangan.",
                    target,
                    "Tulis keterangannya di antara kurung siku: ![keterangan](berkas).",
                )
            )
        kept = tuple(pair for pair in pairs if pair[0] not in {"alt", "custom-style"})
        return (Image((("", classes, kept), (Str(described),) if described else (), (target, title))),)


def _fault(root: Path, target: str) -> Complaint | None:
    path = root / unquote(target)
    if not path.resolve().is_relative_to(root) or not path.is_file():
        return Complaint(
            MESSAGE.code,
            f"Gambar “{target}” bukan berkas di dalam folder buku, jadi tidak dimuat.",
            target,
            "Simpan gambar di folder gambar/ dan tulis alamatnya dari folder naskah.",
        )
    # SVG is never left to pandoc: it would call rsvg-convert where a machine has it, and only there.
    with path.open("rb") as file:
        if file.read(8).startswith(_BEGINNINGS.get(path.suffix.lower(), ())):
            return None
    return Complaint(
        FORMAT.code,
        f"Gambar “{target}” tidak dimuat dalam edisi Word karena formatnya.",
        target,
        "Simpan ulang gambar itu sebagai PNG atau JPEG, lalu pakai berkas yang baru.",
    )
