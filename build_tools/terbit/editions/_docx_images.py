"""Images the Word edition may carry: files of the book, in a format every Word draws, with a description."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from terbit.editions._docx_rules import FORMAT, MESSAGE, UNDESCRIBED
from terbit.model.book import Complaint
from terbit.model.tree import Image, Str
from terbit.model.walk import text_of

# How files of a format begin. pandoc embeds whatever is called .png, and Word then calls the DOCX damaged.
_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
)
_CALLED = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".bmp": "image/bmp",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
}


Draw = Callable[[str, bytes], tuple[bytes, int] | None]
"""Makes a PNG of the drawing at a path in the book, and tells its width in CSS px; None: it must not."""


class Gallery:
    """Admits images one by one and remembers what it had to complain of."""

    def __init__(self, root: Path, draw: Draw) -> None:
        """`root` is the only folder images may come from; `draw` makes pixels of a drawing."""
        self._root, self._draw = root.resolve(), draw
        self._drawn: dict[str, tuple[str, int]] = {}  # the picture as an address, its width in CSS px
        self.complaints: list[Complaint] = []

    def admit(self, image: Image) -> tuple[Image, ...]:
        """The image as pandoc should get it, or nothing when it must not or cannot be carried."""
        (_, classes, pairs), words, (target, title) = image.c
        drawn = self._drawing(target)
        if not drawn and (fault := _fault(self._root, target)):
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
        if drawn:
            sized = not {"width", "height"}.isdisjoint(dict(kept))
            target, kept = drawn[0], kept if sized else (*kept, ("width", f"{drawn[1]}px"))
        else:
            target = self._true(target)
        return (Image((("", classes, kept), (Str(described),) if described else (), (target, title))),)

    def _drawing(self, target: str) -> tuple[str, int] | None:
        """A drawing of the book as the address of its pixels, and how wide it is; None for other files."""
        path = self._root / unquote(target)
        if path.suffix.lower() != ".svg" or not path.resolve().is_relative_to(self._root):
            return None
        if target not in self._drawn and path.is_file():
            if (drawn := self._draw(unquote(target), path.read_bytes())) is None:
                return None
            pixels, width = drawn
            self._drawn[target] = (_address("image/png", pixels), width)
        return self._drawn.get(target)

    def _true(self, target: str) -> str:
        """The address of a picture; one whose name lies is told as what it is."""
        path = self._root / unquote(target)
        media = _media(path)
        return target if _CALLED.get(path.suffix.lower()) == media else _address(media, path.read_bytes())


def _address(media: str, data: bytes) -> str:
    return f"data:{media};base64,{base64.b64encode(data).decode()}"


def _media(path: Path) -> str:
    """The media type of a format that every Word draws, by the first bytes of the file; else nothing."""
    with path.open("rb") as file:
        first = file.read(8)
    return next((media for beginning, media in _BEGINNINGS if first.startswith(beginning)), "")


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
    if _media(path):
        return None
    return Complaint(
        FORMAT.code,
        f"Gambar “{target}” tidak dimuat dalam edisi Word karena formatnya.",
        target,
        "Simpan ulang gambar itu sebagai PNG atau JPEG, lalu pakai berkas yang baru.",
    )
