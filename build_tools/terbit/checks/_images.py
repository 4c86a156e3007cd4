"""The images of a master with their places, and what their files hold."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import msgspec

from terbit.adapters import pillow, svg
from terbit.adapters.pillow import Raster
from terbit.model.findings import Span
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Image

MOST_PIXELS = 80_000_000
"""A3 at 600 dots an inch has 70 million; more only costs memory (4 bytes each, in every edition)."""
MOST_BYTES = 50_000_000
_MOST_SVG_BYTES = 5_000_000


class Contents(msgspec.Struct, frozen=True):
    """What a file holds: a raster, or an SVG; `fault` says why it is neither, as the end of a sentence.

    `huge` says that it was not read on for its size; `unsafe` what an SVG would do.
    """

    raster: Raster | None = None
    is_svg: bool = False
    fault: str = ""
    huge: str = ""
    unsafe: str = ""


@functools.lru_cache(maxsize=1)  # a dozen checks ask, one after the other
def images(manuscript: Manuscript) -> tuple[tuple[Image, Path, Span], ...]:
    """Each image, the file it names (as written, below the book's root) and the place of its path."""
    places, ends = manuscript.places, dict[str, int]()
    found = []
    for node in manuscript.every(Image):
        target = node.c[2][0]
        place = places.target(target, ends.get(target, 0))
        span = places.lines.span(*place) if place else places.span(node)
        if place:
            ends[target] = place[1]
        found.append((node, manuscript.root / unquote(target), span))
    return tuple(found)


def contents(manuscript: Manuscript) -> Iterator[tuple[str, Contents, Path, Span]]:
    """Each image whose file is there: its path as written, what the file holds, and the two places."""
    root = manuscript.root.resolve()
    for node, path, span in images(manuscript):
        if (file := inside(root, path)) is not None:
            status = file.stat()
            yield node.c[2][0], _contents(file, status.st_size, status.st_mtime_ns), path, span


def inside(root: Path, path: Path) -> Path | None:
    """The file at `path` when it is one within `root`, as the file system knows it; else None."""
    try:
        real = path.resolve()
        return real if real.is_relative_to(root) and real.is_file() else None
    except (OSError, ValueError, RuntimeError):  # a name no file can have; links in a circle
        return None


@functools.lru_cache(maxsize=2000)  # an editor asks at every pause in typing
def _contents(file: Path, size: int, _changed: int) -> Contents:
    if not size:
        return Contents(fault="berkasnya kosong")
    if size > MOST_BYTES:
        return Contents(huge=f"berkasnya {size // 1_000_000} MB")
    try:
        data = file.read_bytes()
    except OSError:
        return Contents(fault="berkasnya tidak dapat dibaca")
    try:
        raster = pillow.look(data)
    except pillow.TooManyPixels as fault:
        return Contents(huge=f"ukurannya {_millions(fault.args[0])} juta piksel")
    if raster is None:
        return _drawing(data)
    pixels = raster.width * raster.height
    if pixels > MOST_PIXELS:
        return Contents(huge=f"ukurannya {_millions(pixels)} juta piksel")
    return Contents(raster)


def _drawing(data: bytes) -> Contents:
    if b"<" in data[:400] and len(data) > _MOST_SVG_BYTES:
        return Contents(is_svg=True, huge=f"berkasnya {len(data) // 1_000_000} MB")
    drawing = svg.root(data)
    if drawing is None and b"<!ENTITY" in data:  # libxml2 stops at those that grow
        return Contents(is_svg=True, unsafe="memuat entitas")
    if drawing is None:
        return Contents(fault="berkasnya rusak, terpotong, atau bukan gambar")
    unsafe = (
        "memuat entitas" if svg.has_entities(drawing)
        else "memuat skrip atau mengambil sesuatu dari luar" if svg.reaches_out(drawing)
        else "mengulang bagiannya tanpa batas" if svg.unfolds(drawing)
        else "memuat foto" if svg.holds_pictures(drawing)
        else ""
    )  # fmt: skip
    return Contents(is_svg=True, unsafe=unsafe)


def _millions(pixels: int) -> str:
    return f"{pixels // 1_000_000:,}".replace(",", ".")
