"""A tagged PDF becomes a Reading: what its structure tree says, in its order, as a reader's software gets it.

In: bytes. Out: the text of each structure element (ISO 32000-1, 14.7 and 14.8), notes apart, without the
contents, note marks and list numbers. Only text drawn on its page counts: what lies outside is not found.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

from terbit.editions._pdf_pages import PageTexts, Place
from terbit.model.outline import Opening, PageStart, Reading, squeeze

_Piece = Place | str
"""Where words are painted, or the words that stand for a picture."""

_INLINE = frozenset({"/Span", "/Link", "/Code"})
_BROKEN = "\u2010"
_ADDED = frozenset({"/TOC", "/Index"})
_CELLS = frozenset({"/TH", "/TD"})


def read(data: bytes) -> Reading:
    """The passages and notes of a tagged PDF, a piece for each block, and where its pages begin."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        walk = _Walk(pdf)
        return Reading(walk.words(walk.passages), walk.words(walk.notes), tuple(walk.pages()))


class _First(NamedTuple):
    """The first place of a page: how many blocks, and pieces of the next, are said before it."""

    block: int
    piece: int
    opening: Opening


class _Walk:
    """The structure tree in order: for each block the places of its marked content."""

    def __init__(self, pdf: Any) -> None:  # noqa: ANN401  # pikepdf objects; it is imported where it is used
        self.texts = PageTexts(pdf)
        self.passages: list[list[_Piece]] = [[]]
        self.notes: list[list[_Piece]] = [[]]
        self.firsts: dict[tuple[int, int], _First] = {}
        self.within = Opening.TEXT
        self.pdf = pdf
        root = pdf.Root.get("/StructTreeRoot")
        if root is not None:
            self.kids(root, None, self.passages)

    def words(self, pieces: list[list[_Piece]]) -> tuple[str, ...]:
        texts = (self.said(piece) for piece in pieces)
        return tuple(text for text in texts if text)

    def said(self, piece: list[_Piece]) -> str:
        return _joined([p if isinstance(p, str) else self.texts[p] for p in piece])

    def pages(self) -> Iterator[PageStart]:
        lengths = (len(squeeze(self.said(piece))) for piece in self.passages)
        before = [0, *itertools.accumulate(lengths)]
        for page in self.pdf.pages:
            first = self.firsts.get(page.objgen)
            if first is None:
                yield PageStart(page.label)
            else:
                cut = self.said(self.passages[first.block][: first.piece]).removesuffix(_BROKEN)
                yield PageStart(page.label, first.opening, before[first.block] + len(squeeze(cut)))

    def place(self, place: Place, into: list[list[_Piece]]) -> None:
        self.firsts.setdefault(place[0], _First(len(self.passages) - 1, len(self.passages[-1]), self.within))
        into[-1].append(place)

    @contextlib.contextmanager
    def inside(self, opening: Opening) -> Iterator[None]:
        outer, self.within = self.within, opening
        yield
        self.within = outer

    def kids(self, element: Any, page: Any, into: list[list[_Piece]]) -> None:  # noqa: ANN401  # as above
        page = element.get("/Pg", page)
        for kid in _kids(element):
            if isinstance(kid, int):
                self.place((page.objgen, kid), into)
            elif kid.get("/Type") == "/MCR":
                self.place((kid.get("/Pg", page).objgen, int(kid.MCID)), into)
            elif kid.get("/Type") != "/OBJR":
                self.element(kid, page, into)

    def element(self, element: Any, page: Any, into: list[list[_Piece]]) -> None:  # noqa: ANN401  # as above
        role = str(element.get("/S"))
        if role == "/Note":
            self.notes.append([])
            with self.inside(Opening.NOTE):
                self.kids(element, page, self.notes)
        elif role == "/Span" and "/ActualText" in element:
            into[-1] += self.told(element, page)
        elif role == "/Formula":  # told by its TeX, if it is drawn
            drawn: list[list[_Piece]] = [[]]
            self.kids(element, page, drawn)
            if any(self.texts.shows(place) for place in drawn[0] if not isinstance(place, str)):
                into[-1].append(str(element.get("/Alt", "")))
        elif role == "/Figure":  # of which the book promises the caption
            for caption in _elements(element):
                self.element(caption, element.get("/Pg", page), into)
        elif role in _INLINE and not _holds_blocks(element):
            self.kids(element, page, into)
        elif not _furniture(element, role):
            into.append([])
            with self.inside(Opening.TABLE if role in _CELLS else self.within):
                self.kids(element, page, into)
            into.append([])

    def told(self, element: Any, page: Any) -> list[_Piece]:  # noqa: ANN401  # as above
        """The words of right-to-left text in the order they are read, if they are those that are painted."""
        painted: list[list[_Piece]] = [[]]
        self.kids(element, page, painted)
        words = str(element.ActualText)
        found = "".join(self.texts[place] for place in painted[0] if not isinstance(place, str))
        return [words] if _letters(words) == _letters(found) else painted[0]


def _letters(text: str) -> list[str]:
    # Brackets are mirrored when text runs from the right.
    return sorted(
        "(" if unicodedata.mirrored(character) else character
        for character in unicodedata.normalize("NFC", text)
        if not character.isspace() and unicodedata.category(character) != "Cf"
    )


def _joined(lines: list[str]) -> str:
    """The words of `lines`, those cut by a hyphen of the line breaker (U+2010) whole again."""
    text = ""
    for line in lines:
        text = text.removesuffix(_BROKEN) + line.lstrip() if text.endswith(_BROKEN) else text + line
    return text.strip()


def _furniture(element: Any, role: str) -> bool:  # noqa: ANN401  # as above
    if role == "/Lbl":  # a number, unless the list says its labels are words (ISO 32000-1, table 347)
        return _list_numbering(element) != "/None"
    if role == "/Sect":  # contents and index, their headings included
        return any(str(kid.get("/S")) in _ADDED for kid in _elements(element))
    return role in {"/TOC", "/Reference"}


def _list_numbering(label: Any) -> str:  # noqa: ANN401  # as above
    around = label.get("/P")
    outer = None if around is None else around.get("/P")
    attributes = None if outer is None else outer.get("/A")
    return "" if attributes is None else str(attributes.get("/ListNumbering", ""))


def _holds_blocks(element: Any) -> bool:  # noqa: ANN401  # as above
    return any(str(kid.get("/S")) not in _INLINE or _holds_blocks(kid) for kid in _elements(element))


def _elements(element: Any) -> list[Any]:  # noqa: ANN401  # as above
    return [kid for kid in _kids(element) if not isinstance(kid, int) and "/S" in kid]


def _kids(element: Any) -> list[Any]:  # noqa: ANN401  # as above
    import pikepdf

    kids = element.get("/K", ())
    return list(kids) if isinstance(kids, (pikepdf.Array, tuple)) else [kids]
