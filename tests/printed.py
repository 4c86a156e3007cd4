"""The first words of each page of a printed edition, as MuPDF reads them, without its structure tree."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pymupdf

from terbit.model.outline import squeeze

_PART = 9
"""The head margin of the formats used in tests is a ninth of the page's height (`formats.yaml`)."""
_LINE = 6
"""pt: less than a line."""
_HEADS = ("Perubahan", "Alasandandasar", "Kali", "Baris")
"""The head of the table of changes, repeated on each of its pages."""


class Printed(NamedTuple):
    """A page: its number, and its text below the running head, without white space."""

    label: str
    text: str

    def begins(self, promised: str) -> bool:
        """Whether the page begins with the first word of `promised` (with spaces), or with the end of it."""
        word = squeeze(promised.split(maxsplit=1)[0]) if promised.strip() else ""
        return any(self.text.startswith(word[cut:]) for cut in range(max(1, len(word))) if word[cut:])


def pages_of(pdf: Path) -> list[Printed]:
    """Every page in order."""
    document: Any = pymupdf.open(pdf)  # type: ignore[no-untyped-call]  # PyMuPDF has no types
    return [Printed(page.get_label(), _text(page)) for page in document]


def _text(page: Any) -> str:  # noqa: ANN401  # PyMuPDF has no types
    words = [word for word in page.get_text("words") if word[1] >= page.rect.height / _PART - 2]
    top = min((word[3] for word in words), default=0) + _LINE
    # A page is painted in the order of its layout: floats come first.
    first = sorted((word for word in words if word[3] <= top), key=lambda word: float(word[0]))
    text = squeeze("".join(word[4] for word in (*first, *(word for word in words if word[3] > top))))
    return text.removeprefix("".join(_HEADS))
