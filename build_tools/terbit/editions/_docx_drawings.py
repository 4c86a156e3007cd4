"""A drawing (SVG) becomes a picture of pixels: not every Word draws SVG, and Google Docs draws none.

WeasyPrint lays it out with the book's own fonts, PDFium draws it: no program of the machine has a say.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from terbit.adapters import pdfium, svg
from terbit.model.book import Book, Styles

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_PIXELS = 1600
"""Across: 270 to the inch on a full line of A4."""
_LENGTH = re.compile(r"\s*([\d.]+)\s*(px|pt|mm|cm|in)?\s*$")
_IN_PX = {"": 1.0, "px": 1.0, "pt": 96 / 72, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_DEFAULT = (300.0, 150.0)
"""CSS px, where a drawing says nothing of its size (CSS 2.2, 10.3.2)."""
_LIMIT = 4000
"""CSS px: more than a metre."""


def draw(book: Book, styles: Styles, target: str, data: bytes) -> tuple[bytes, int] | None:
    """The file `target` of the book as a PNG, and its width in CSS px; None for what must not be drawn.

    Refused is what runs, fetches or unfolds (as the check A020 tells the author).
    """
    root = svg.root(data)
    if root is None or svg.has_entities(root) or svg.reaches_out(root) or svg.unfolds(root):
        return None
    width, height = _size(root)
    from terbit.adapters import weasyprint  # half a second that most books save
    from terbit.editions._pdf import fonts

    rules = (
        f"@page {{ size: {width}px {height}px; margin: 0 }} body {{ margin: 0 }}"
        f"img {{ display: block; width: {width}px; height: {height}px }}"
    )
    page = f'<html><body><img src="{escape(quote(target))}" alt=""/></body></html>'
    files = [file for family in fonts(styles.path("fonts.yaml")).values() for file in family]
    with weasyprint.press([], rules, fonts=files, looks=styles.folders, root=book.root) as press:
        printed = press.bind([press.lay(page.encode())], ["1"])
    return pdfium.png(printed.data, _PIXELS)[0], round(width)


def _size(root: Element) -> tuple[float, float]:
    """Width and height in CSS px, from the attributes, else from the view box."""
    box = [float(n) for n in re.findall(r"[\d.]+(?=[\s,]|$)", root.get("viewBox", ""))][-2:]
    given = [_px(root.get(side, "")) for side in ("width", "height")]
    width = given[0] or (box[0] if len(box) > 1 else _DEFAULT[0]) or _DEFAULT[0]
    ratio = box[1] / box[0] if len(box) > 1 and box[0] and box[1] else _DEFAULT[1] / _DEFAULT[0]
    height = given[1] or width * ratio
    scale = min(1.0, _LIMIT / width, _LIMIT / height)
    return width * scale, height * scale


def _px(length: str) -> float:
    match = _LENGTH.match(length)
    return float(match[1]) * _IN_PX[match[2] or ""] if match else 0.0
