"""The words in a PDF's pages, by marked content: (page object, MCID) to text.

Follows ISO 32000-1: content streams (7.8), text operators (9.4), ToUnicode CMaps (9.10.3), marked content
(14.6). Fonts are those WeasyPrint embeds: composite, Identity-H, two bytes a glyph.
"""

from __future__ import annotations

import array
import re
import sys
from typing import Any

Place = tuple[tuple[int, int], int]
Matrix = tuple[float, float, float, float, float, float]

_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_RAISED = 6  # pt: more than a raised mark is off its line, less than one line from the next
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)


class _CMap(dict[int, str]):
    """What each glyph means."""

    def __missing__(self, glyph: int) -> str:
        return "\ufffd"


_CMaps = dict[tuple[int, int], _CMap]


class PageTexts:
    """The text of every marked content of a PDF that lies on its page, a space where its line ends.

    A page is interpreted when its first place is asked for.
    """

    def __init__(self, pdf: Any) -> None:  # noqa: ANN401  # a pikepdf.Pdf; pikepdf is imported where it is used
        self._unread = {page.objgen: page for page in pdf.pages}
        self._cmaps: _CMaps = {}
        self._texts: dict[Place, str] = {}
        self._painted: set[Place] = set()

    def shows(self, place: Place) -> bool:
        """Whether anything is drawn at `place`: words or lines or a picture."""
        return bool(self[place]) or place in self._painted

    def __getitem__(self, place: Place) -> str:
        """The words at `place`; empty if nothing is drawn there."""
        if page := self._unread.pop(place[0], None):
            _Page(page, self._cmaps, self._texts, self._painted).read()
        return self._texts.get(place, "")


class _Page:
    """One page's content stream, interpreted as far as text needs it."""

    def __init__(self, page: Any, cmaps: _CMaps, texts: dict[Place, str], painted: set[Place]) -> None:  # noqa: ANN401  # as above
        self.page, self.cmaps, self.texts, self.painted = page, cmaps, texts, painted
        self.matrix: Matrix = _IDENTITY
        self.saved: list[Matrix] = []
        self.text_matrix: Matrix = _IDENTITY
        self.marks: list[int | None] = []
        self.cmap = _CMap()
        self.fonts = page.get("/Resources", {}).get("/Font", {})
        self.box = [float(edge) for edge in page.trimbox]  # what lies in the bleed is cut off
        self.line: float | None = None

    def read(self) -> None:
        import pikepdf

        for instruction in pikepdf.parse_content_stream(self.page):
            self.step(str(instruction.operator), instruction.operands)

    def step(self, operator: str, operands: Any) -> None:  # noqa: ANN401  # pikepdf objects
        match operator:
            case "q":
                self.saved.append(self.matrix)
            case "Q":
                self.matrix = self.saved.pop()
            case "cm":
                self.matrix = _times(_matrix(operands), self.matrix)
            case "Tm":
                self.text_matrix = _matrix(operands)
            case "Tf":
                self.cmap = self.to_unicode(str(operands[0]))
            case "Tj" | "TJ":
                self.show(operands[0])
            case "BDC":
                self.marks.append(_mcid(operands[1]))
            case "f" | "f*" | "S" | "B" | "Do":
                self.paint()
            case "BMC":
                self.marks.append(None)
            case "EMC":
                self.marks.pop()
            case _:
                pass

    def paint(self) -> None:
        marked = self.marked()
        if marked is not None and self.visible(*self.matrix[4:]):
            self.painted.add((self.page.objgen, marked))

    def marked(self) -> int | None:
        return next((mark for mark in reversed(self.marks) if mark is not None), None)

    def visible(self, x: float, y: float) -> bool:
        left, bottom, right, top = self.box
        return left <= x <= right and bottom <= y <= top

    def show(self, shown: Any) -> None:  # noqa: ANN401  # as step
        import pikepdf

        marked = self.marked()
        x, y = _times(self.text_matrix, self.matrix)[4:]
        if marked is None or not self.visible(x, y):
            return
        strings = shown if isinstance(shown, pikepdf.Array) else [shown]
        codes = b"".join([bytes(string) for string in strings if isinstance(string, pikepdf.String)])
        glyphs = array.array("H", codes[: len(codes) // 2 * 2])
        if sys.byteorder == "little":
            glyphs.byteswap()
        words = "".join(map(self.cmap.__getitem__, glyphs))
        place = (self.page.objgen, marked)
        space = " " if self.line is not None and abs(y - self.line) > _RAISED else ""
        self.line = y
        self.texts[place] = f"{self.texts.get(place, '')}{space}{words}"

    def to_unicode(self, name: str) -> _CMap:
        font = self.fonts[name]
        if font.objgen not in self.cmaps:
            stream = font.get("/ToUnicode")
            self.cmaps[font.objgen] = _CMap() if stream is None else _cmap(stream.read_bytes())
        return self.cmaps[font.objgen]


def _cmap(data: bytes) -> _CMap:
    found = _CMap()
    for kind, block in _BLOCK.findall(data):
        if kind == b"bfchar":
            found.update((int(code, 16), _utf16(text)) for code, text in _PAIR.findall(block))
        else:
            for first, last, text in _RANGE.findall(block):
                for offset in range(int(last, 16) - int(first, 16) + 1):
                    words = _utf16(text)
                    found[int(first, 16) + offset] = words[:-1] + chr(ord(words[-1]) + offset)
    return found


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be")


def _mcid(properties: Any) -> int | None:  # noqa: ANN401  # as above
    found = properties.get("/MCID") if hasattr(properties, "get") else None
    return None if found is None else int(found)


def _matrix(operands: Any) -> Matrix:  # noqa: ANN401  # as above
    a, b, c, d, e, f = map(float, operands)
    return (a, b, c, d, e, f)


def _times(first: Matrix, then: Matrix) -> Matrix:
    """ISO 32000-1, 8.3.4: apply `first`, then `then`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )
