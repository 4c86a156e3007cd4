"""PDFium: a page of a PDF becomes a picture, the same bytes for the same page."""

from __future__ import annotations

import io
from importlib import metadata

_COLOURS = 64
"""Enough for one flat colour, white, black and the steps between them at the edges of letters."""
_LEVEL = 6
"""Of deflate: 9 saves a tenth of the bytes for eight times the time."""


def png(pdf: bytes, width: int) -> tuple[bytes, int]:
    """The first page of `pdf` as a PNG of flat colours, `width` pixels wide, and its height in pixels.

    PDFium draws text by itself and looks for no font of the machine's: every font must be embedded.
    """
    import pypdfium2
    from PIL import Image

    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        picture = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
    picture = picture.resize((width, picture.height)) if picture.width != width else picture
    flat = picture.quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    out = io.BytesIO()
    flat.save(out, "PNG", compress_level=_LEVEL)
    return out.getvalue(), flat.height


def version() -> str:
    """The version of pypdfium2, which names that of PDFium."""
    return metadata.version("pypdfium2")
