"""What sticks out of a laid page: WeasyPrint sets it beyond the edge or over other words, silently.

In: the boxes of a page, in WeasyPrint's CSS pixels (1/96 inch). Out: the words, table or picture that left
its place: the type area, its column, or its cell. Each box is looked at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

import msgspec

from terbit.adapters._weasyprint_machine import part

_SLACK = 1.5
"""Pixels (0.4 mm) that rounding and slanted letters may stand out."""
_TOUCH = 0.5
"""Pixels that words may touch the edge of their box by."""
_INCH = 96
_FURNITURE = frozenset({"panggilan", "nomor"})
"""Classes of what stands within a passage and is none of its words: notes and their numbers."""

Kind = Literal["words", "table", "picture", "head"]


class Spill(msgspec.Struct, frozen=True):
    """What stands where it may not: words, a table, or a picture; or a table head that stands nowhere.

    `words` is what sticks out (of a picture, its source; of a table, all its words), `within` all words of
    the passage around it. `table` counts the tables of the piece from 0; -1: it is in no table.
    """

    kind: Kind
    words: str
    within: str = ""
    table: int = -1


class Shown(msgspec.Struct, frozen=True):
    """A picture of pixels as printed: its source, and how many pixels an inch of paper has."""

    source: str
    resolution: float


class _Frame(msgspec.Struct, frozen=True):
    left: float
    right: float
    bottom: float
    passage: Any = None
    table: Any = None


class Watch:
    """Looks at the pages of one piece."""

    def __init__(self, root: Any) -> None:  # noqa: ANN401  # WeasyPrint has no types
        """`root` is the element the piece was laid out from."""
        self._boxes, self._root = part("weasyprint.formatting_structure.boxes"), root
        self._known: set[object] = set()
        self.spills: list[Spill] = []
        self.shown: list[Shown] = []

    def look(self, page: Any) -> None:  # noqa: ANN401  # as above
        """Note what sticks out on the page that this page box is."""
        left, bottom = page.content_box_x(), page.content_box_y() + page.height
        areas = [box for box in page.children if isinstance(box, self._boxes.FootnoteAreaBox)]
        notes_top = min((area.position_y for area in areas if area.children), default=bottom)
        for box in page.children:
            if not isinstance(box, self._boxes.MarginBox):
                floor = bottom if box in areas else min(notes_top, bottom)
                self._walk(box, _Frame(left, left + page.width, floor))

    def _walk(self, first: Any, frame: _Frame) -> None:  # noqa: ANN401  # as above
        kinds = self._boxes
        stack = [(first, frame)]
        while stack:
            box, frame = stack.pop()
            box = getattr(box, "_box", box)  # what is placed absolutely stands in a placeholder
            if isinstance(box, kinds.TextBox):
                self._text(box, frame)
                continue
            if isinstance(box, kinds.ReplacedBox):
                self._picture(box, frame)
                continue
            if isinstance(box, kinds.LineBox):
                below = box.position_y + box.height > frame.bottom + _SLACK
                if below and (words := "".join(_texts(box)).strip()):
                    self._note("words", words, frame)
            elif isinstance(box, kinds.BlockLevelBox | kinds.TableCellBox):
                frame = self._inner(box, frame)
                if isinstance(box, kinds.TableBox):
                    self._table(box, frame)
            stack.extend((child, frame) for child in reversed(box.children) if not child.is_outside_marker)

    def _inner(self, box: Any, frame: _Frame) -> _Frame:  # noqa: ANN401  # as above
        element = frame.passage if box.element is None else box.element
        if isinstance(box, self._boxes.TableBox):
            return msgspec.structs.replace(frame, passage=element, table=element)
        if box.is_column or isinstance(box, self._boxes.TableCellBox):
            left = box.border_box_x()
            return _Frame(left, left + box.border_width(), frame.bottom, element, frame.table)
        if element is frame.passage:
            return frame
        return msgspec.structs.replace(frame, passage=element)

    def _table(self, box: Any, frame: _Frame) -> None:  # noqa: ANN401  # as above
        if _leaves(box.border_box_x(), box.border_width(), frame):
            self._note("table", "", frame)
        # A row that may not be broken and does not fit below the head costs the head.
        headed = box.element is not None and box.element.find("thead") is not None
        if headed and not any(part.is_header for part in box.children):
            self._note("head", "", frame)

    def _text(self, box: Any, frame: _Frame) -> None:  # noqa: ANN401  # as above
        if not _leaves(box.position_x, box.width, frame):
            return
        text = box.text.rstrip()  # spaces that hang over the edge are nothing to see
        if text and _leaves(box.position_x, box.width * len(text) / len(box.text), frame):
            self._note("words", max(text.split(), key=len), frame)

    def _picture(self, box: Any, frame: _Frame) -> None:  # noqa: ANN401  # as above
        source = "" if box.element is None else box.element.get("src", "")
        if _leaves(box.position_x, box.width, frame) or (
            box.content_box_y() + box.height > frame.bottom + _SLACK
        ):
            self._note("picture", source, frame)
        image = box.replacement
        if hasattr(image, "image_data") and box.width and box.height:  # it fits into the box, whole
            inches = box.width / _INCH, box.height / _INCH
            self.shown.append(Shown(source, max(image.width / inches[0], image.height / inches[1])))

    def _note(self, kind: Kind, words: str, frame: _Frame) -> None:
        place = frame.table if kind in {"table", "head"} else frame.passage
        if (kind, id(place)) in self._known:  # once for all of its lines and pages
            return
        self._known.add((kind, id(place)))
        table = -1
        if frame.table is not None:
            table = next((n for n, it in enumerate(self._root.iter("table")) if it is frame.table), -1)
        within = "" if place is None else "".join(_words_of(place))
        self.spills.append(Spill(kind, words or within, within, table))


def _leaves(left: float, width: float, frame: _Frame) -> bool:
    return left < frame.left - _SLACK or left + width > frame.right + _SLACK


def _texts(line: Any) -> Iterator[str]:  # noqa: ANN401  # as above
    for box in line.descendants(placeholders=True):
        if text := getattr(box, "text", ""):
            yield text


def _words_of(element: Any) -> Iterator[str]:  # noqa: ANN401  # as above
    yield element.text or ""
    for child in element:
        if child.get("class") not in _FURNITURE:
            yield from _words_of(child)
        yield child.tail or ""


def spilled_holders(pages: Sequence[Any]) -> Iterator[str]:
    """The ids of the elements with `data-muat` out of which words run, of pages' boxes."""
    boxes = (box for page in pages for box in page.descendants(placeholders=True))
    holders = (box for box in boxes if box.element is not None and box.element_tag == box.element.tag)
    return (box.element.get("id") for box in holders if "data-muat" in box.element.attrib and _spills(box))


def _spills(holder: Any) -> bool:  # noqa: ANN401  # as above
    holder = getattr(holder, "_box", holder)
    left, top = holder.content_box_x() - _TOUCH, holder.content_box_y() - _TOUCH
    right, bottom = left + holder.width + 2 * _TOUCH, top + holder.height + 2 * _TOUCH
    return any(
        box.position_x < left
        or box.position_x + box.width > right
        or box.position_y < top
        or box.position_y + box.height > bottom
        for box in holder.descendants()
        if type(box).__name__ == "TextBox"
    )
