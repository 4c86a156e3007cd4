"""Page numbers that are put in when the pages are bound: folios, and the locators of the contents.

A chapter is laid out before anyone knows which page it begins on. Where a margin box shows the number of its
page and nothing else (`content: counter(page)`), and where an element says by `data-locator` that it shows
the number of the page with that anchor, the number is left out, and noted what is needed to set any other
there: the glyphs of all figures, and how the line is aligned.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from terbit.adapters._weasyprint_machine import part

_FIGURES = "0123456789ivxlcdm"
_GAP, _GAPS = b"%%terbit:%d", re.compile(rb"%terbit:(\d+)")
"""A comment (ISO 32000-1, 7.2.3) where a locator is to stand."""
_DECORATIONS = tuple(f"text_decoration_{what}" for what in ("line", "color", "style", "thickness"))
_STYLES = frozenset({"decimal", "lower-roman"})
_SHARES = {"start": 0.0, "left": 0.0, "justify": 0.0, "center": 0.5, "end": 1.0, "right": 1.0}


class Figure(msgspec.Struct, frozen=True, array_like=True):
    """A figure alone: its width in CSS pixels, and the operators that paint it with its line at 0, 0."""

    width: float
    content: bytes


class Place(msgspec.Struct, frozen=True, array_like=True):
    """Where a number stands, in CSS pixels from the top left of its page.

    `share` of the room that the number leaves of `width` lies before it; `face` counts those of the piece.
    """

    left: float
    top: float
    width: float
    share: float
    face: int


class Locator(msgspec.Struct, frozen=True, array_like=True):
    """The number of the page where `anchor` lies."""

    anchor: str
    place: Place


class Folios:
    """Takes the numbers out of the pages of one piece; `faces` are the figures they are set in."""

    def __init__(self, stream: Any) -> None:  # noqa: ANN401  # WeasyPrint has no types
        """`stream` is one to paint figures on; it notes the fonts they need."""
        self._stream = stream
        self._known: dict[str, int] = {}
        inherited = part("weasyprint.css.properties").INHERITED
        self._properties = sorted({*inherited, *_DECORATIONS})  # all that an anonymous box of text shows
        self.faces: list[dict[str, Figure]] = []

    def take(self, page: Any) -> tuple[Place, ...]:  # noqa: ANN401  # as above
        """The folios of `page`, no longer on it."""
        folios = []
        for box in _margins(page):
            if text := _only_number(box):
                box.children = ()
                folios.append(self._place(text, _SHARES.get(box.style["text_align_all"], 0.0)))
        return tuple(folios)

    @contextlib.contextmanager
    def locators(self) -> Iterator[list[Locator]]:
        """Within this context locators are painted as gaps; the list holds those painted so far."""
        draw = part("weasyprint.draw")
        found: list[Locator] = []
        original = draw.draw_text

        def draw_text(stream: Any, text: Any, *rest: Any) -> None:  # noqa: ANN401  # as above
            anchor = None if text.element is None else text.element.get("data-locator")
            if anchor is None:
                original(stream, text, *rest)
            else:
                stream.stream.append(_GAP % len(found))
                found.append(Locator(anchor, self._place(text, 1.0)))

        draw.draw_text = draw_text
        try:
            yield found
        finally:
            draw.draw_text = original

    def _place(self, text: Any, share: float) -> Place:  # noqa: ANN401  # as above
        look = repr([text.style[name] for name in self._properties])  # each page has styles of its own
        if look not in self._known:
            self._known[look] = len(self.faces)
            self.faces.append({char: self._figure(text, char) for char in _FIGURES})
        return Place(text.position_x, text.position_y, text.width, share, self._known[look])

    def _figure(self, text: Any, char: str) -> Figure:  # noqa: ANN401  # as above
        draw_text = part("weasyprint.draw.text").draw_text
        split_first_line = part("weasyprint.text.line_break").split_first_line
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


def set_number(number: str, place: Place, faces: Sequence[Mapping[str, Figure]]) -> bytes:
    """The operators that paint `number` (figures, or small roman numerals) at `place`."""
    figures = [faces[place.face][char] for char in number]
    left = place.left + place.share * (place.width - sum(figure.width for figure in figures))
    parts = []
    for figure in figures:
        parts.append(b"q 1 0 0 1 %.4f %.4f cm %b Q" % (left, place.top, figure.content))
        left += figure.width
    return b"\n".join(parts)


def fill(content: bytes, numbers: Sequence[bytes]) -> bytes:
    """The content of a page with its gaps filled by `numbers`, the locators of its piece as operators."""
    return _GAPS.sub(lambda gap: numbers[int(gap[1])], content)


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
