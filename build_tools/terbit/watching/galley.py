"""A chapter alone becomes pages: read, enriched and laid out like `layar`, without the rest of the book.

What checks would stop is stopped by the full build. Here nothing leaves the process but pictures of pages,
and pandoc and the press open the same files as ever.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import msgspec

from terbit import pipeline
from terbit.adapters.pdfium import Sheets
from terbit.editions import layar
from terbit.enrich import enrich
from terbit.model.book import Book, Part, PartKind
from terbit.model.tree import Header
from terbit.model.walk import text_of
from terbit.read import read_manuscript, unsaved
from terbit.watching.excerpt import Excerpt, change, excerpt
from terbit.watching.messages import Galley

_LONGEST = 150_000
"""Characters of a chapter whose pages would not be there much sooner than the book."""
_NO_DATE = datetime.date(1970, 1, 1)
"""No part that is shown prints the date."""
_SECTION_LEVEL = 2
_FEW = 12
"""Letters that may stand on more pages than one."""


class Seen(msgspec.Struct, frozen=True):
    """The master as it was last looked at, and the place of the change that was then seen."""

    text: str
    place: int


def galley(place: Path, profile: str | None, before: Seen) -> tuple[Seen, Galley]:
    """The master as it is now, and its changed chapter laid out, or a `Galley` without pages.

    Raises whatever a book that no check has seen makes a stage raise.
    """
    master = place / "source" / "naskah.md" if place.is_dir() else place
    text = master.read_text("utf-8-sig") if master.is_file() else ""
    if not text.strip():  # an editor is about to write it
        return before, Galley(0)
    at = before.place if text == before.text else change(before.text, text) if before.text else 0
    seen, part = Seen(text, at), excerpt(text, at)
    if len(part.text) > _LONGEST:
        return seen, Galley(0)
    styles = pipeline.styles_of(place)
    with unsaved({master.absolute(): part.text}):
        manuscript = read_manuscript(place, styles.path("csl/terbit.csl"), profile)
        book = _last_chapter(enrich(manuscript, _NO_DATE))
    if book is None:
        return seen, Galley(0)
    pdf = layar.galley(book, styles).data
    sheets = Sheets(pdf)
    changed = _page(sheets, part) if before.text else -1
    return seen, Galley(0, pdf, sheets.leaves(), book.parts[0].title, changed)


def _last_chapter(book: Book) -> Book | None:
    parts = [part for part in book.parts if part.kind in {PartKind.FRONT, PartKind.BODY}]
    if not parts:
        return None
    part = parts[-1]
    heads = [
        (at, block)
        for at, block in enumerate(part.blocks)
        if isinstance(block, Header) and block.level <= _SECTION_LEVEL
    ]
    if not book.has_chapters and heads:  # an article is one part of many sections
        at, head = heads[-1]
        part = Part(part.kind, " ".join(text_of(head.inlines).split()), part.blocks[at:])
    return msgspec.structs.replace(book, parts=(part,), index=())


def _page(sheets: Sheets, part: Excerpt) -> int:
    """The page that holds what stands before the change, else what follows it; else the first."""
    pages = [sheets.letters(number) for number in range(sheets.count)]
    for letters in (part.before + part.after, part.before, part.after):
        if len(letters) >= _FEW:
            found = next((number for number, page in enumerate(pages) if letters in page), None)
            if found is not None:
                return found
    return 0
