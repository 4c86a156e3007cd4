"""Lines as WeasyPrint 70 should break them, and the grid of lines that it does not have.

Pango lets the space at the end of a text hang over the line's end; WeasyPrint measures it with the words,
takes them for too wide, and leaves the first word alone on its line, in the middle of a paragraph (seen where
a link, emphasis or another language follows; no issue number found).

Between two texts it asks Pango 1.50 about their adjoining letters alone, which breaks between a full stop and
a figure (against LB25 of UAX #14): the mark of a note would begin a line.

CSS Rhythmic Sizing (`block-step-size`) is not there either: a figure or a table of any height would push
what follows off the grid.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import Any

from terbit.adapters._weasyprint_machine import part

_COLLAPSED = frozenset({"normal", "pre-line"})
_MARKED = re.compile(r"[^\s/\-\u2010-\u2015]\d")
"""The last letter of a text and the mark of a note; after a hyphen, a dash or a slash a line may end."""


@contextlib.contextmanager
def whole_lines() -> Iterator[None]:
    """Within this context a text stays on its line if all but its last space fits, a mark by its word."""
    inline, line_break = part("weasyprint.layout.inline"), part("weasyprint.text.line_break")
    original, breaks = inline.split_first_line, inline.can_break_text

    def split(
        text: str,
        style: Any,  # noqa: ANN401  # WeasyPrint has no types
        context: object,
        max_width: float | None,
        justification: float,
        *rest: Any,  # noqa: ANN401  # as above
        **named: Any,  # noqa: ANN401  # as above
    ) -> Any:  # noqa: ANN401  # as above
        found = original(text, style, context, max_width, justification, *rest, **named)
        cut = found[2] is not None and max_width is not None
        if not (cut and text.endswith(" ") and style["white_space"] in _COLLAPSED):
            return found
        words = line_break.create_layout(text.rstrip(" "), style, context, max_width, justification)
        line, more = words.get_first_line()
        if more is not None or line_break.line_size(line, style)[0] > max_width:
            return found
        layout = line_break.create_layout(text, style, context, None, justification)
        line, _ = layout.get_first_line()
        whole = line_break.first_line_metrics(line, text, layout, None, space_collapse=True, style=style)
        return (*whole[:3], min(whole[3], max_width), *whole[4:])

    def can_break(text: str, language: object) -> bool:
        return not _MARKED.fullmatch(text) and bool(breaks(text, language))

    inline.split_first_line, inline.can_break_text = split, can_break
    try:
        yield
    finally:
        inline.split_first_line, inline.can_break_text = original, breaks


@contextlib.contextmanager
def whole_steps() -> Iterator[None]:
    """Within this context a figure or a table is a whole number of lines high, the room added below it."""
    block, line_break = part("weasyprint.layout.block"), part("weasyprint.text.line_break")
    original = block.block_level_layout_switch

    def stepped(context: Any, box: Any, *rest: Any, **named: Any) -> Any:  # noqa: ANN401  # as above
        laid, resume_at, *more = original(context, box, *rest, **named)
        whole = laid is not None and resume_at is None
        if whole and (box.is_table_wrapper or box.element_tag == "figure"):
            line, _ = line_break.strut(laid.style)
            laid.height += -laid.border_height() % line
        return laid, resume_at, *more

    block.block_level_layout_switch = stepped
    try:
        yield
    finally:
        block.block_level_layout_switch = original
