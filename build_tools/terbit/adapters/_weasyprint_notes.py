"""Each note stands on the page of its mark: WeasyPrint 70 gives a note away to win a line.

Where the second line of a paragraph does not fit above the notes, WeasyPrint moves the last note of the
page to the next one, though its mark may stand at the top (no issue number found). Asked whether it is in a
column, where notes are never moved, the context says yes to the one function that would move them: the
paragraph then goes to the next page, and the note stays.

Where columns leave too little room for notes, WeasyPrint takes them away one by one, and does not notice that
none is left.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import Any

from terbit.adapters._weasyprint_machine import part

_ASKS = "_linebox_layout"


@contextlib.contextmanager
def kept_with_their_marks() -> Iterator[None]:
    """Within this context layout keeps notes on the page of their marks."""
    LayoutContext = part("weasyprint.layout").LayoutContext  # noqa: N806  # its own name
    column = part("weasyprint.layout.column")

    def get(context: Any) -> bool:  # noqa: ANN401  # WeasyPrint has no types
        asked_by = sys._getframe(1).f_code.co_name  # noqa: SLF001  # the only way to know who asks
        return context.__dict__["in_column"] or asked_by == _ASKS

    def put(context: Any, value: bool) -> None:  # noqa: ANN401, FBT001  # as above; a setter takes one value
        context.__dict__["in_column"] = value

    original = column._report_footnotes  # noqa: SLF001  # as above
    column._report_footnotes = _move_notes  # noqa: SLF001  # as above
    LayoutContext.in_column = property(get, put)
    try:
        yield
    finally:
        del LayoutContext.in_column
        column._report_footnotes = original  # noqa: SLF001  # as above


def _move_notes(context: Any, height: float) -> None:  # noqa: ANN401  # as above
    """Move the last notes of the page to the next, in their order, until the others take `height` at most."""
    before = len(context.reported_footnotes)
    while context.current_page_footnotes and context.current_footnote_area.margin_height() > height:
        context.report_footnote(context.current_page_footnotes[-1])
    context.reported_footnotes[before:] = context.reported_footnotes[before:][::-1]
