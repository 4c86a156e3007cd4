"""The words in a PDF's pages, by marked content: (page object, MCID) to text.

Follows ISO 32000-1: content streams (7.8), text operators (9.4), marked content (14.6). Fonts are
those WeasyPrint embeds: composite, Identity-H, two bytes a glyph.
"""

from __future__ import annotations

import array
import functools
import sys
from collections.abc import Callable
from typing import Any

import msgspec

from terbit.adapters import fork, making, store
from terbit.editions._pdf_cmaps import CMap, Fonts
from terbit.editions._pdf_elements import Place

Matrix = tuple[float, float, float, float, float, float]

_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_RAISED = 6  # pt: more than a raised mark is off its line, less than one line from the next
_PAGES = 100
"""How many a process reads at most."""


class Told(msgspec.Struct, array_like=True):
    """What a page says: the words of each of its marked contents, and those where something else is drawn."""

    words: dict[int, str]
    painted: set[int]


class PageTexts:
    """The text of every marked content of a PDF that lies on its page, a space where its line ends.

    Pages that were read before are kept in the store by what makes their text; the others are read by
    several processes.
    """

    def __init__(self, pdf: Any) -> None:  # noqa: ANN401  # a pikepdf.Pdf, imported where used
        fonts = Fonts()
        names = {page.objgen: _name(page, fonts) for page in pdf.pages}
        told = store.get_all(names.values())
        new = [page for page in pdf.pages if names[page.objgen] not in told]
        read = fork.results([functools.partial(_read, page, fonts) for page in new], _PAGES)
        made = {names[page.objgen]: data for page, data in zip(new, read, strict=True)}
        store.put(made.items())
        told |= made
        decode = msgspec.msgpack.Decoder(Told).decode
        self._told: dict[object, Told] = {page: decode(told[name]) for page, name in names.items()}

    def shows(self, place: Place) -> bool:
        """Whether anything is drawn at `place`: words or lines or a picture."""
        page, mark = place
        return bool(self[place]) or (page in self._told and mark in self._told[page].painted)

    def __getitem__(self, place: Place) -> str:
        """The words at `place`; empty if nothing is drawn there."""
        page, mark = place
        return self._told[page].words.get(mark, "") if page in self._told else ""


def _name(page: Any, fonts: Fonts) -> bytes:  # noqa: ANN401  # as above
    import pikepdf

    contents = page.obj.get("/Contents", ())
    streams = list(contents) if isinstance(contents, (pikepdf.Array, tuple)) else [contents]
    meanings = [(name, fonts.name(font)) for name, font in sorted(_fonts_of(page).items())]
    return store.key(
        "page texts",
        making.signature(),
        *map(str, page.trimbox),
        *(part for meaning in meanings for part in meaning),
        *(stream.read_raw_bytes() for stream in streams),
    )


def _fonts_of(page: Any) -> dict[str, Any]:  # noqa: ANN401  # as above
    return dict(page.get("/Resources", {}).get("/Font", {}).items())


def _read(page: Any, fonts: Fonts) -> bytes:  # noqa: ANN401  # as above
    return msgspec.msgpack.encode(_Page(page, fonts).read())


class _Page:
    """One page's content stream, interpreted as far as text needs it."""

    def __init__(self, page: Any, fonts: Fonts) -> None:  # noqa: ANN401  # as above
        self.page, self.fonts, self.told = page, fonts, Told({}, set())
        self.matrix: Matrix = _IDENTITY
        self.saved: list[Matrix] = []
        self.text_matrix: Matrix = _IDENTITY
        self.marks: list[int | None] = []
        self.cmap = CMap()
        self.named = _fonts_of(page)
        self.box = [float(edge) for edge in page.trimbox]  # what lies in the bleed is cut off
        self.line: float | None = None

    def read(self) -> Told:
        import pikepdf

        for instruction in pikepdf.parse_content_stream(self.page, " ".join(_STEPS)):
            _STEPS[str(instruction.operator)](self, instruction.operands)
        return self.told

    def save(self, _: Any) -> None:  # noqa: ANN401  # pikepdf objects
        self.saved.append(self.matrix)

    def restore(self, _: Any) -> None:  # noqa: ANN401  # as above
        self.matrix = self.saved.pop()

    def move(self, operands: Any) -> None:  # noqa: ANN401  # as above
        self.matrix = _times(_matrix(operands), self.matrix)

    def move_text(self, operands: Any) -> None:  # noqa: ANN401  # as above
        self.text_matrix = _matrix(operands)

    def choose_font(self, operands: Any) -> None:  # noqa: ANN401  # as above
        self.cmap = self.fonts.cmap(self.named[str(operands[0])])

    def mark(self, operands: Any) -> None:  # noqa: ANN401  # as above
        self.marks.append(_mcid(operands[1]))

    def mark_nothing(self, _: Any) -> None:  # noqa: ANN401  # as above
        self.marks.append(None)

    def end_mark(self, _: Any) -> None:  # noqa: ANN401  # as above
        self.marks.pop()

    def paint(self, _: Any) -> None:  # noqa: ANN401  # as above
        marked = self.marked()
        if marked is not None and self.visible(*self.matrix[4:]):
            self.told.painted.add(marked)

    def marked(self) -> int | None:
        return next((mark for mark in reversed(self.marks) if mark is not None), None)

    def visible(self, x: float, y: float) -> bool:
        left, bottom, right, top = self.box
        return left <= x <= right and bottom <= y <= top

    def show(self, operands: Any) -> None:  # noqa: ANN401  # as above
        import pikepdf

        shown = operands[0]
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
        space = " " if self.line is not None and abs(y - self.line) > _RAISED else ""
        self.line = y
        self.told.words[marked] = f"{self.told.words.get(marked, '')}{space}{words}"


_STEPS: dict[str, Callable[[_Page, Any], None]] = {
    "q": _Page.save,
    "Q": _Page.restore,
    "cm": _Page.move,
    "Tm": _Page.move_text,
    "Tf": _Page.choose_font,
    "Tj": _Page.show,
    "TJ": _Page.show,
    "BDC": _Page.mark,
    "BMC": _Page.mark_nothing,
    "EMC": _Page.end_mark,
    **dict.fromkeys(("f", "f*", "S", "B", "Do"), _Page.paint),
}
"""What each operator does (ISO 32000-1, annex A); the others change nothing that text needs."""


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
