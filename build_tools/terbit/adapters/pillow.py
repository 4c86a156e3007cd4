"""Pillow: what the file of a picture declares of itself, and whether the file is whole.

In: a file's bytes. Out: format, size in pixels, colours. No pixel is decoded, so a file that unfolds to
gigabytes costs no more than its own bytes.
"""

from __future__ import annotations

import io
import re
import warnings

import msgspec

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP")
"""The formats that are looked at. Pillow knows more, some of which (EPS) it gives to other programs."""
_DEEP = 16
_PNG_DEPTH = 24  # the byte of a PNG that tells bits a channel (W3C PNG, 11.2.1)


class Raster(msgspec.Struct, frozen=True):
    """A picture of pixels: format, width and height, Pillow's name of its colours, bits a channel.

    `clear` is whether something behind it may show through.
    """

    format: str
    width: int
    height: int
    mode: str
    bits: int = 8
    moves: bool = False
    clear: bool = False


class TooManyPixels(ValueError):  # noqa: N818  # about the picture, not the program
    """The file declares more pixels than Pillow opens; `args[0]` is how many."""


def look(data: bytes) -> Raster | None:
    """What `data` declares, or None when it is no picture or breaks off.

    Raises `TooManyPixels`.
    """
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _declared(data)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        pixels = re.search(r"\d+", str(fault))
        raise TooManyPixels(int(pixels[0]) if pixels else Image.MAX_IMAGE_PIXELS) from fault
    except Exception:  # noqa: BLE001  # Pillow raises SyntaxError, struct.error, KeyError … for broken files
        return None


def _declared(data: bytes) -> Raster | None:
    from PIL import Image

    file = io.BytesIO(data)
    with Image.open(file, formats=FORMATS) as image:
        name = "JPEG" if image.format == "MPO" else image.format or ""  # a phone's JPEG with a second inside
        head = file.tell()
        bits = data[_PNG_DEPTH] if name == "PNG" else _DEEP if image.mode.startswith("I;16") else 8
        moves = name in {"PNG", "GIF", "WEBP"} and bool(getattr(image, "is_animated", False))
        found = Raster(name, *image.size, image.mode, bits, moves, image.has_transparency_data)
        if name == "PNG":
            image.verify()  # every chunk is there, with its CRC
    # The end marks: JPEG's never stands inside the scan that follows its head (ITU T.81, B.1.1.5).
    ends = {
        "JPEG": b"\xff\xd9" in data[head:],
        "GIF": data.rstrip(b"\0").endswith(b";"),
        "WEBP": len(data) >= int.from_bytes(data[4:8], "little"),
    }
    return found if ends.get(name, True) else None
