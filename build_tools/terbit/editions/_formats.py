"""The formats a bound book is printed in, from `formats.yaml`."""

from __future__ import annotations

from pathlib import Path

import msgspec
import yaml

from terbit.model.book import Book, Styles
from terbit.model.findings import MachineFault

MM = 72 / 25.4
"""Points in a millimetre."""
_DEFAULT = "b5"
MISSHAPEN = (yaml.YAMLError, AttributeError, LookupError, TypeError, ValueError, RecursionError)
"""What a file of any other form than ours comes to, when it is read as ours."""


class Format(msgspec.Struct, frozen=True, rename={
    "name": "nama", "width_mm": "lebar", "height_mm": "tinggi", "divisor": "pembagi", "type_size": "huruf",
    "line": "baris",
}):  # fmt: skip
    """Trim size in mm, the canon's divisor, type size and line in pt."""

    name: str
    width_mm: float
    height_mm: float
    divisor: float
    type_size: float
    line: float

    @property
    def width(self) -> float:
        """The trim width in pt."""
        return self.width_mm * MM

    @property
    def height(self) -> float:
        """The trim height in pt."""
        return self.height_mm * MM


def format_of(book: Book, styles: Styles) -> Format:
    """The format that `buku.yaml` names, else B5. Raises `MachineFault` for a file that holds none."""
    path = styles.path("formats.yaml")
    try:
        formats = yaml.safe_load(path.read_text("utf-8"))
        return msgspec.convert(formats[book.metadata.format or _DEFAULT], Format)
    except MISSHAPEN as fault:
        raise misshapen(path) from fault


def misshapen(path: Path) -> MachineFault:
    """What is said of a file in a book's own styles/ that is not in the form of the shipped one."""
    return MachineFault(
        f"“{path}” tidak dapat dibaca.", f"Hapus berkas itu, atau tirulah “{path.name}” bawaan Terbit."
    )
