"""Contact sheets: many pages or screens as one small picture, to be looked at and kept in `docs/images/`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import Image
from tests.conftest import ROOT

IMAGES = ROOT / "docs" / "images"
_GAP = 3
_GROUND = (136, 136, 136)


def contact_sheet(pictures: Sequence[Image.Image], columns: int, colours: int = 16) -> Image.Image:
    """`pictures`, row by row, on grey."""
    sizes = zip(*(picture.size for picture in pictures), strict=True)
    width, height = (max(lengths) + 2 * _GAP for lengths in sizes)
    sheet = Image.new("RGB", (columns * width, -(-len(pictures) // columns) * height), _GROUND)
    for number, picture in enumerate(pictures):
        place = (number % columns * width + _GAP, number // columns * height + _GAP)
        sheet.paste(picture.convert("RGB"), place)
    return sheet.quantize(colours, dither=Image.Dither.NONE)


def keep(sheet: Image.Image, name: str) -> Path:
    """Write a sheet where the documentation shows it."""
    path = IMAGES / f"{name}.png"
    sheet.save(path, optimize=True)
    return path
