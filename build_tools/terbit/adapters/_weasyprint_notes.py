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
from collections import Counter
from collections.abc import Iterator, Sequence
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

    original = column._report_footnotes  # noqa: SLF001  # there is no public way to move notes
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


def overfull_notes(page: Any) -> Iterator[str]:  # noqa: ANN401  # as above
    """The anchors of the notes that do not fit on `page`, a page box: it cuts them (WeasyPrint #1833)."""
    top: float = page.content_box_y()
    for area in page.children:
        if type(area).__name__ == "FootnoteAreaBox" and area.position_y < top - 1:
            notes = (box.element for box in area.descendants() if box.element is not None)
            yield from dict.fromkeys(note.get("id") for note in notes if note.get("data-tag") == "Note")


def lost_notes(root: Any, pages: Sequence[Any], boxes: Sequence[Any]) -> list[str]:  # noqa: ANN401  # as above
    """The anchors of the notes below `root` that no page shows, or more than once.

    `pages` are WeasyPrint's, `boxes` theirs.
    """
    # In columns, a note whose line is tried in one and put in another may be forgotten (WeasyPrint 70), and
    # that of a table's head is shown again with it.
    shown = {anchor for page in pages for anchor in page.anchors}
    areas = (area for box in boxes for area in box.children if type(area).__name__ == "FootnoteAreaBox")
    feet = Counter(
        note.element.get("id") for area in areas for note in area.children if note.element is not None
    )
    notes = [element.get("id") for element in root.iter() if element.get("data-tag") == "Note"]
    return [note for note in notes if note not in shown or feet[note] > 1]
