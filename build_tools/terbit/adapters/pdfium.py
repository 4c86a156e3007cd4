"""PDFium: a page of a PDF becomes a picture, the same bytes for the same page."""

from __future__ import annotations

import hashlib
import io
import threading
from importlib import metadata

import msgspec

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


class Leaf(msgspec.Struct, frozen=True):
    """A page: the hash of how it looks, its width and height in pt."""

    digest: str
    width: float
    height: float


class Entry(msgspec.Struct, frozen=True):
    """A bookmark: its words, its level (0: the highest) and its page (from 0)."""

    title: str
    level: int
    page: int


_ONE_AT_A_TIME = threading.RLock()
"""PDFium knows no threads. A document that is no longer wanted may be let go of while another is drawn."""
_SMALL = 0.5
"""Pixels for a point: enough to tell whether a letter of a page differs, at 4 ms a page."""


class Sheets:
    """The pages of a PDF, drawn one by one when they are asked for, from any thread."""

    def __init__(self, pdf: bytes) -> None:
        """Open `pdf`. Raises `pypdfium2.PdfiumError` where it is none."""
        import pypdfium2

        with _ONE_AT_A_TIME:
            self._document = pypdfium2.PdfDocument(pdf)
            self.count = len(self._document)

    def __del__(self) -> None:
        """Close the document, in its turn."""
        with _ONE_AT_A_TIME:
            if hasattr(self, "_document"):
                self._document.close()

    def leaves(self) -> tuple[Leaf, ...]:
        """All pages as they look, in order."""
        with _ONE_AT_A_TIME:
            return tuple(map(self._leaf, range(self.count)))

    def _leaf(self, number: int) -> Leaf:
        page = self._document[number]
        look = page.render(scale=_SMALL, grayscale=True)
        digest = hashlib.blake2b(bytes(look.buffer), digest_size=12).hexdigest()
        leaf = Leaf(digest, *page.get_size())
        look.close()
        page.close()
        return leaf

    def picture(self, number: int, width: int) -> bytes:
        """The page `number` (from 0) as a PNG, `width` pixels wide."""
        out = io.BytesIO()
        with _ONE_AT_A_TIME:
            page = self._document[number]
            drawn = page.render(scale=width / page.get_width())
            drawn.to_pil().save(out, "PNG", compress_level=1)  # it travels within this machine
            drawn.close()
            page.close()
        return out.getvalue()

    def letters(self, number: int) -> str:
        """The letters of the page `number` (from 0), without spaces, digits and signs."""
        with _ONE_AT_A_TIME:
            page = self._document[number]
            words = page.get_textpage().get_text_range()
            page.close()
        return "".join(filter(str.isalpha, words))

    def outline(self) -> tuple[Entry, ...]:
        """The bookmarks that lead to a page, in order."""
        with _ONE_AT_A_TIME:
            found = [(mark, mark.get_dest()) for mark in self._document.get_toc()]
            pages = [(mark, to.get_index() if to else None) for mark, to in found]
            return tuple(
                Entry(mark.get_title(), mark.level, page) for mark, page in pages if page is not None
            )


def version() -> str:
    """The version of pypdfium2, which names that of PDFium."""
    return metadata.version("pypdfium2")
