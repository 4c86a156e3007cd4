"""Folios: page numbers that are put in when the pages are bound.

A chapter is laid out before anyone knows which page it begins on. Where a margin box shows the number of its
page and nothing else (`content: counter(page)`), the number is taken out, and with it what is needed to set
any other there: the glyphs of all figures, and how the line is aligned.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

_FIGURES = "0123456789ivxlcdm"
_STYLES = frozenset({"decimal", "lower-roman"})
_SHARES = {"start": 0.0, "left": 0.0, "justify": 0.0, "center": 0.5, "end": 1.0, "right": 1.0}


class Figure(msgspec.Struct, frozen=True, array_like=True):
    """A figure alone: its width in CSS pixels, and the operators that paint it with its line at 0, 0."""

    width: float
    content: bytes


class Folio(msgspec.Struct, frozen=True, array_like=True):
    """Where a number stands, in CSS pixels from the top left of its page.

    `share` of the room that the number leaves of `width` lies before it. `face` counts the faces of the piece.
    """

    left: float
    top: float
    width: float
    share: float
    face: int


class Folios:
    """Takes the folios out of the pages of one piece; `faces` are the figures they are set in."""

    def __init__(self, stream: Any) -> None:  # noqa: ANN401  # WeasyPrint has no types
        """`stream` is one to paint figures on; it notes the fonts they need."""
        self._stream = stream
        self._known: dict[int, int] = {}
        self._styles: list[object] = []  # kept, so that no other takes the place of one
        self.faces: list[dict[str, Figure]] = []

    def take(self, page: Any) -> tuple[Folio, ...]:  # noqa: ANN401  # as above
        """The folios of `page`, no longer on it."""
        return tuple(self._take(box, text) for box in _margins(page) if (text := _only_number(box)))

    def _take(self, box: Any, text: Any) -> Folio:  # noqa: ANN401  # as above
        box.children = ()
        style = text.style
        if id(style) not in self._known:
            self._known[id(style)] = len(self.faces)
            self._styles.append(style)
            self.faces.append({char: self._figure(text, char) for char in _FIGURES})
        share = _SHARES.get(box.style["text_align_all"], 0.0)
        return Folio(text.position_x, text.position_y, text.width, share, self._known[id(style)])

    def _figure(self, text: Any, char: str) -> Figure:  # noqa: ANN401  # as above
        from weasyprint.draw.text import draw_text
        from weasyprint.text.line_break import split_first_line

        alone = text.copy_with_text(char)
        alone.position_x = alone.position_y = 0
        alone.pango_layout, _, _, width, _, _ = split_first_line(char, text.style, None, None, 0)
        self._stream.stream.clear()
        with self._stream.stacked():
            draw_text(self._stream, alone, 0, "clip", "none")
        return Figure(width, b"\n".join(self._stream.stream))


def has_loose_numbers(page: Any) -> bool:  # noqa: ANN401  # as above
    """Whether a margin box of `page` shows a page number among other words."""
    return any(_counts_pages(box) and _only_number(box) is None for box in _margins(page))


def set_number(number: str, folio: Folio, faces: list[dict[str, Figure]]) -> bytes:
    """The operators that paint `number` (figures, or small roman numerals) where `folio` is."""
    figures = [faces[folio.face][char] for char in number]
    left = folio.left + folio.share * (folio.width - sum(figure.width for figure in figures))
    parts = [b"/Artifact BMC"]
    for figure in figures:
        parts.append(b"q 1 0 0 1 %.4f %.4f cm %b Q" % (left, folio.top, figure.content))
        left += figure.width
    return b"\n".join((*parts, b"EMC"))


def _margins(page: Any) -> Iterator[Any]:  # noqa: ANN401  # as above
    children = page._page_box.children  # noqa: SLF001  # the only way to the boxes
    return (box for box in children if type(box).__name__ == "MarginBox")


def _only_number(box: Any) -> Any:  # noqa: ANN401  # as above
    """The one text of a margin box that shows the number of its page alone; None for all other boxes."""
    match box.style["content"]:
        case (("counter()", ("page", style)),) if style in _STYLES:
            texts = [inner for inner in box.descendants() if type(inner).__name__ == "TextBox"]
            return texts[0] if len(texts) == 1 else None
        case _:
            return None


def _counts_pages(box: Any) -> bool:  # noqa: ANN401  # as above
    content = box.style["content"]
    items = content if isinstance(content, tuple | list) else ()
    return any(
        name in {"counter()", "counters()"} and value[0] in {"page", "pages"} for name, value, *_ in items
    )
