"""Pictures come to `gambar/` under safe names, in a format that every edition can hold, or not at all."""

from __future__ import annotations

import hashlib
import io
import posixpath
import re
import warnings
from collections.abc import Callable
from urllib.parse import unquote

from terbit.adapters import pillow, svg
from terbit.importing._account import Account

_KEPT = {"PNG": "png", "JPEG": "jpg", "GIF": "gif"}
_MOST_BYTES = 50_000_000
_MOST_PIXELS = 80_000_000
_MOST = 2_000


class Pictures:
    """The pictures of a book by their name in `gambar/`; one that comes twice is kept once."""

    def __init__(self, account: Account) -> None:
        """No picture yet."""
        self.files: dict[str, bytes] = {}
        self._names: dict[str, str] = {}
        self._account = account

    def keep(self, target: str, description: str, find: Callable[[str], bytes | None]) -> str | None:
        """The path of the picture in the book; None where it cannot be kept, which the account then tells."""
        shown = target[:80] if not target.startswith("data:") else "data:…"
        told = f" (deskripsi: “{description}”)" if description else ""
        data = find(target) if target else None
        if data is None:
            remote = re.match(r"(?:[a-z][a-z0-9+.-]*:)?//", target, re.IGNORECASE)
            why = "tidak diambil dari internet" if remote else "berkasnya tidak ada"
            self._account.lose(f"Gambar “{shown}”{told} tidak terbawa: {why}.")
            return None
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self._names:
            made = self._fit(data)
            if isinstance(made, str):
                self._account.lose(f"Gambar “{shown}”{told} tidak terbawa: {made}.")
                return None
            suffix, kept = made
            name = f"{self._name(target)}.{suffix}"
            self._names[digest] = name
            self.files[name] = kept
        return f"gambar/{self._names[digest]}"

    def _name(self, target: str) -> str:
        file = (
            ""
            if target.startswith("data:")
            else posixpath.basename(unquote(target.split("?", maxsplit=1)[0]))
        )
        stem = posixpath.splitext(file)[0]
        safe = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:40] or "gambar"
        taken = {posixpath.splitext(name)[0] for name in self.files}
        return next(
            name
            for number in range(1, _MOST + 2)
            if (name := safe if number == 1 else f"{safe}-{number}") not in taken
        )

    def _fit(self, data: bytes) -> tuple[str, bytes] | str:
        """Suffix and bytes of what is kept, or the clause that says why nothing is."""
        if len(self.files) >= _MOST or len(data) > _MOST_BYTES:
            return "terlalu besar atau terlalu banyak"
        drawing = svg.root(data)
        if drawing is not None:
            unsafe = svg.has_entities(drawing) or svg.reaches_out(drawing) or svg.unfolds(drawing)
            if unsafe or svg.holds_pictures(drawing):
                return "SVG itu memuat skrip, entitas, alamat luar, atau foto"
            return "svg", data
        try:
            found = pillow.look(data)
        except pillow.TooManyPixels as fault:
            return f"{fault.args[0] // 1_000_000} juta piksel"
        if found is None:
            return "bentuknya tidak dikenal atau berkasnya rusak (EMF dan WMF simpan ulang sebagai PNG)"
        if found.width * found.height > _MOST_PIXELS:
            return f"{found.width * found.height // 1_000_000} juta piksel"
        deep = found.bits > 8 and found.mode.startswith("I")  # noqa: PLR2004  # WeasyPrint prints deep grey as white
        if found.format in _KEPT and not deep:
            return _KEPT[found.format], data
        return self._converted(data)

    def _converted(self, data: bytes) -> tuple[str, bytes] | str:
        from PIL import Image

        made = io.BytesIO()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                with Image.open(io.BytesIO(data), formats=pillow.FORMATS) as file:
                    image: Image.Image = file
                    if image.mode.startswith("I"):
                        image = image.point(lambda value: value / 256).convert("L")
                    plain = (
                        image if image.mode in {"1", "L", "LA", "P", "RGB", "RGBA"} else image.convert("RGB")
                    )
                    plain.save(made, "PNG", optimize=False)
        except Exception:  # noqa: BLE001  # Pillow raises whatever its codecs do for broken files
            return "berkasnya rusak"
        self._account.change("Gambar TIFF, BMP, WebP, atau abu-abu 16 bit diubah menjadi PNG.")
        return "png", made.getvalue()
