"""Images the Word edition may carry: files of the book, in a format every Word draws, with a description."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from terbit.model.book import Complaint
from terbit.model.findings import Rule, Severity
from terbit.model.tree import Image, Str
from terbit.model.walk import text_of

FORMAT = Rule(
    "X022",
    "docx_image_format",
    Severity.ERROR,
    "Format gambar tidak dapat dibawa edisi Word",
    "Tidak setiap Word dapat menampilkan SVG, WebP, atau PDF; gambar dalam format itu akan tampak kosong.",
    "![Peta jalur dagang](gambar/peta.svg)",
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
_CARRIED = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff"})


class Gallery:
    """Admits images one by one and remembers what it had to complain of."""

    def __init__(self, root: Path) -> None:
        """`root` is the only folder images may come from."""
        self._root = root.resolve()
        self.complaints: list[Complaint] = []

    def admit(self, image: Image) -> tuple[Image, ...]:
        """The image as pandoc should get it, or nothing when it must not or cannot be carried."""
        (_, classes, pairs), words, (target, title) = image.c
        described = dict(pairs).get("alt", "") or text_of(words)
        if not described.strip():
            self._complain(
                UNDESCRIBED,
                f"Gambar “{target}” tidak punya keterangan.",
                target,
                "Tulis keterangannya di antara kurung siku: ![keterangan](berkas).",
            )
        path = self._root / unquote(target)
        if not path.resolve().is_relative_to(self._root) or not path.is_file():
            self.complaints.append(
                Complaint(
                    "X021",
                    f"Gambar “{target}” bukan berkas di dalam folder buku, jadi tidak dimuat.",
                    target,
                    "Simpan gambar di folder gambar/ dan tulis alamatnya dari folder naskah.",
                )
            )
            return ()
        if path.suffix.lower() not in _CARRIED:
            # Never left to pandoc: it would call rsvg-convert where a machine has it, and only there.
            self._complain(
                FORMAT,
                f"Gambar “{target}” tidak dimuat dalam edisi Word karena formatnya.",
                target,
                "Sediakan gambar itu dalam format PNG atau JPEG.",
            )
            return ()
        kept = tuple(pair for pair in pairs if pair[0] not in {"alt", "custom-style"})
        return (Image((("", classes, kept), (Str(described),) if described else (), (target, title))),)

    def _complain(self, rule: Rule, message: str, about: str, hint: str) -> None:
        self.complaints.append(Complaint(rule.code, message, about, hint))
