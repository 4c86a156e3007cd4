"""A tagged PDF becomes a Reading: what its structure tree says, in its order, as a reader's software gets it.

In: bytes. Out: the text of each structure element (ISO 32000-1, 14.7 and 14.8), notes apart, without the
contents, note marks and list numbers. Only text drawn on its page counts: what lies outside is not found.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import re
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

from terbit.editions._pdf_pages import PageTexts, Place
from terbit.model.outline import Opening, PageStart, Reading
from terbit.model.stream import Scribe, squeeze, target

_INLINE = frozenset({"/Span", "/Link", "/Code"})
_BROKEN = "\u2010"
_ADDED = frozenset({"/TOC", "/Index"})
_CELLS = frozenset({"/TH", "/TD"})
_NOTE = re.compile(r"fn(\d+)")
_HEADINGS = {f"/H{level}": str(level) for level in range(1, 7)}


def read(data: bytes) -> Reading:
    """The passages and notes of a tagged PDF, a piece for each block, and what it says of them."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        walk = _Walk(pdf, PageTexts(pdf))
        text, notes = walk.text, walk.notes
        traits = text.traits(), notes.traits()
        return Reading(text.passages(), notes.passages(), *traits, text.base, tuple(walk.pages()))


def read_starts(data: bytes) -> tuple[tuple[PageStart, ...], int]:
    """Where the pages of a tagged PDF begin, and how many promised characters it has."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        walk = _Walk(pdf, PageTexts(pdf, keep=False))
        return tuple(walk.pages()), walk.places()[-1]


class _First(NamedTuple):
    """The first place of a page: how many blocks, and pieces of the next, are said before it."""

    block: int
    piece: int
    opening: Opening


class _Walk:
    """The structure tree in order: what its elements hold and what they are."""

    def __init__(self, pdf: Any, texts: PageTexts) -> None:  # noqa: ANN401  # pikepdf objects, imported where used
        self.texts = texts
        base = str(pdf.Root.get("/Lang", ""))
        self.text, self.notes = Scribe(base, _BROKEN), Scribe(base, _BROKEN)
        self.depth = self.called = 0
        self.firsts: dict[tuple[int, int], _First] = {}
        self.within = Opening.TEXT
        self.pdf = pdf
        self.named = _names(pdf)
        root = pdf.Root.get("/StructTreeRoot")
        if root is not None:
            self.kids(root, None, self.text)

    def pages(self) -> Iterator[PageStart]:
        """Where each page begins."""
        before = self.places()
        for page in self.pdf.pages:
            first = self.firsts.get(page.objgen)
            if first is None:
                yield PageStart(page.label)
            else:
                cut = "".join(self.text.blocks[first.block][: first.piece])
                yield PageStart(page.label, first.opening, before[first.block] + len(squeeze(cut)))

    def places(self) -> list[int]:
        """How many characters are said before each block, and before the end."""
        texts = ("".join(block) for block in self.text.blocks)
        return [0, *itertools.accumulate(len(squeeze(text)) for text in texts)]

    def said(self, place: Place) -> str:
        """The words painted at a place."""
        self.firsts.setdefault(place[0], _First(*self.text.here, self.within))
        return self.texts[place]

    @contextlib.contextmanager
    def inside(self, opening: Opening) -> Iterator[None]:
        outer, self.within = self.within, opening
        yield
        self.within = outer

    def kids(self, element: Any, page: Any, into: Scribe) -> None:  # noqa: ANN401  # as above
        page = element.get("/Pg", page)
        for kid in _kids(element):
            if isinstance(kid, int) or kid.get("/Type") == "/MCR":
                into.say(self.said(_place(kid, page)))
            elif kid.get("/Type") != "/OBJR":
                self.element(kid, page, into)

    def element(self, element: Any, page: Any, into: Scribe) -> None:  # noqa: ANN401  # as above
        role = str(element.get("/S"))
        with into.speaking(str(element.get("/Lang", ""))):
            if role == "/Note":
                self.note(element, page)
            elif role == "/Reference":
                self.call(element, into)
            elif role == "/Span" and "/ActualText" in element:
                self.told(element, page, into)
            elif role == "/Formula":  # told by its TeX, if it is drawn
                if any(self.texts.shows(place) for place in _places(element, page)):
                    into.say(str(element.get("/Alt", "")))
            elif role == "/Figure":
                self.figure(element, page, into)
            elif role in _INLINE and not _holds_blocks(element):
                with into.marked("link", self.target(element) if role == "/Link" else ""):
                    self.kids(element, page, into)
            elif not _furniture(element, role):
                self.block(element, role, page, into)

    def block(self, element: Any, role: str, page: Any, into: Scribe) -> None:  # noqa: ANN401  # as above
        into.cut()
        listed = role == "/L" and not _defines(element)
        self.depth += listed
        match role:
            case "/LI" if not _defines(element.get("/P")):
                into.mark("item", str(self.depth))
            case "/Lbl" if str(element.get("/P").get("/S")) == "/LI":
                into.mark("term")
            case "/TR":
                into.mark("row")
            case "/TD" | "/TH":
                into.mark("cell")
            case "/Caption":
                into.mark("caption")
            case _:
                pass
        link = self.target(element) if role == "/Link" else ""
        opening = Opening.TABLE if role in _CELLS else self.within
        with into.marked("heading", _HEADINGS.get(role, "")), into.marked("link", link), self.inside(opening):
            self.kids(element, page, into)
        self.depth -= listed
        into.cut()

    def note(self, element: Any, page: Any) -> None:  # noqa: ANN401  # as above
        outer, self.depth = self.depth, 0
        self.notes.cut()
        self.notes.mark("note")
        with self.notes.speaking(str(element.get("/Lang", ""))), self.inside(Opening.NOTE):
            self.kids(element, page, self.notes)
        self.notes.cut()
        self.depth = outer

    def figure(self, element: Any, page: Any, into: Scribe) -> None:  # noqa: ANN401  # as above
        if any(self.texts.shows(place) for place in _places(element, page, but="/Caption")):
            into.mark("image", str(element.get("/Alt", "")).strip())
        for caption in _elements(element):
            self.element(caption, element.get("/Pg", page), into)

    def told(self, element: Any, page: Any, into: Scribe) -> None:  # noqa: ANN401  # as above
        """The words of right-to-left text in the order they are read, if they are those that are painted."""
        words = str(element.ActualText)
        painted = [self.said(place) for place in _places(element, page)]
        if _letters(words) == _letters("".join(painted)):
            into.say(words)
        else:
            for text in painted:
                into.say(text)

    def call(self, reference: Any, into: Scribe) -> None:  # noqa: ANN401  # as above
        """A note's mark, which leads to a later note than the mark before; back-references are furniture."""
        for link in _elements(reference):
            leads = next((_leads(kid) for kid in _kids(link) if _leads(kid)), "")
            if note := _NOTE.fullmatch(leads):
                number = int(note[1])
                into.mark("call", "" if leads in self.named and number > self.called else leads)
                self.called = number

    def target(self, link: Any) -> str:  # noqa: ANN401  # as above
        """Where a Link leads; empty where it leads nowhere."""
        addresses = {address for kid in _kids(link) for address in (_leads(kid), _address(kid)) if address}
        live = {f"#{name}" if name in self.named else name for name in addresses}
        return " ".join(sorted(map(target, live)))  # a link cut by a line end leads to one place


def _names(pdf: Any) -> frozenset[str]:  # noqa: ANN401  # as above
    """The named destinations that lie on one of the pages."""
    import pikepdf

    tree = pdf.Root.get("/Names", {}).get("/Dests")
    pages = {page.objgen for page in pdf.pages}
    named = {} if tree is None else pikepdf.NameTree(tree)
    return frozenset(str(name) for name, place in named.items() if place[0].objgen in pages)


def _leads(kid: Any) -> str:  # noqa: ANN401  # as above
    if isinstance(kid, int) or kid.get("/Type") != "/OBJR":
        return ""
    return str(kid.Obj.get("/Dest", kid.Obj.get("/A", {}).get("/D", "")))


def _address(kid: Any) -> str:  # noqa: ANN401  # as above
    return (
        ""
        if isinstance(kid, int) or kid.get("/Type") != "/OBJR"
        else str(kid.Obj.get("/A", {}).get("/URI", ""))
    )


def _place(kid: Any, page: Any) -> Place:  # noqa: ANN401  # as above
    return (page.objgen, kid) if isinstance(kid, int) else (kid.get("/Pg", page).objgen, int(kid.MCID))


def _places(element: Any, page: Any, but: str = "") -> list[Place]:  # noqa: ANN401  # as above
    """Where what an element holds itself, or in other elements (but those of a role), is painted."""
    page = element.get("/Pg", page)
    found: list[Place] = []
    for kid in _kids(element):
        if isinstance(kid, int) or kid.get("/Type") == "/MCR":
            found.append(_place(kid, page))
        elif kid.get("/Type") != "/OBJR" and kid.get("/S") != but:
            found += _places(kid, page, but)
    return found


def _defines(around: Any) -> bool:  # noqa: ANN401  # as above
    """Whether a list is one of terms: its labels are words (ISO 32000-1, table 347)."""
    if around is None or _numbering(around) != "/None":
        return False
    items = (kid for item in _elements(around) for kid in _elements(item))
    return any(str(kid.get("/S")) == "/Lbl" for kid in items)


def _letters(text: str) -> list[str]:
    # Brackets are mirrored when text runs from the right.
    return sorted(
        "(" if unicodedata.mirrored(character) else character
        for character in unicodedata.normalize("NFC", text)
        if not character.isspace() and unicodedata.category(character) != "Cf"
    )


def _furniture(element: Any, role: str) -> bool:  # noqa: ANN401  # as above
    if role == "/Lbl":  # a number, unless the list says its labels are words (ISO 32000-1, table 347)
        return _list_numbering(element) != "/None"
    if role == "/Sect":  # contents and index, their headings included
        return any(str(kid.get("/S")) in _ADDED for kid in _elements(element))
    return role == "/TOC"


def _list_numbering(label: Any) -> str:  # noqa: ANN401  # as above
    around = label.get("/P")
    outer = None if around is None else around.get("/P")
    return "" if outer is None else _numbering(outer)


def _numbering(element: Any) -> str:  # noqa: ANN401  # as above
    attributes = element.get("/A")
    return "" if attributes is None else str(attributes.get("/ListNumbering", ""))


def _holds_blocks(element: Any) -> bool:  # noqa: ANN401  # as above
    return any(str(kid.get("/S")) not in _INLINE or _holds_blocks(kid) for kid in _elements(element))


def _elements(element: Any) -> list[Any]:  # noqa: ANN401  # as above
    return [kid for kid in _kids(element) if not isinstance(kid, int) and "/S" in kid]


def _kids(element: Any) -> list[Any]:  # noqa: ANN401  # as above
    import pikepdf

    kids = element.get("/K", ())
    return list(kids) if isinstance(kids, (pikepdf.Array, tuple)) else [kids]
