"""A tagged PDF becomes a Reading: what its structure tree says, in its order, as a reader's software gets it.

In: bytes. Out: the text of each structure element (ISO 32000-1, 14.7 and 14.8), notes apart, without the
contents, note marks and list numbers. Only text drawn on its page counts: what lies outside is not found.
Where pages begin is told of pages that are not painted too.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, Protocol

from terbit.editions._pdf_elements import Element, Place, of_pdf
from terbit.editions._pdf_pages import PageTexts
from terbit.model.outline import Opening, PageStart, Reading
from terbit.model.stream import Scribe, squeeze, target

_INLINE = frozenset({"Span", "Link", "Code"})
_BROKEN = "\u2010"
_ADDED = frozenset({"TOC", "Index"})
_CELLS = frozenset({"TH", "TD"})
_NOTE = re.compile(r"fn(\d+)")
_HEADINGS = {f"H{level}": str(level) for level in range(1, 7)}


class Texts(Protocol):
    """The words at each place."""

    def __getitem__(self, place: Place) -> str:
        """The words at `place`; empty if none are drawn there."""

    def shows(self, place: Place) -> bool:
        """Whether anything is drawn at `place`: words or lines or a picture."""


def read(data: bytes) -> Reading:
    """The passages and notes of a tagged PDF, a piece for each block, and what it says of them."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        walk = _Walk(of_pdf(pdf), PageTexts(pdf), str(pdf.Root.get("/Lang", "")), _names(pdf))
        text, notes = walk.text, walk.notes
        traits = text.traits(), notes.traits()
        pages = tuple(walk.starts(zip((page.objgen for page in pdf.pages), _labels(pdf), strict=True)))
        return Reading(text.passages(), notes.passages(), *traits, text.base, pages)


def read_starts(root: Element, texts: Texts, pages: int) -> tuple[tuple[PageStart, ...], int]:
    """Where so many `pages` (from 0, not yet labelled) begin; how many promised characters they have."""
    walk = _Walk(root, texts)
    return tuple(walk.starts((page, "") for page in range(pages))), walk.places()[-1]


class _First(NamedTuple):
    """The first place of a page: how many blocks, and pieces of the next, are said before it."""

    block: int
    piece: int
    opening: Opening


class _Walk:
    """The structure tree in order: what its elements hold and what they are."""

    def __init__(
        self, root: Element, texts: Texts, base: str = "", named: frozenset[str] = frozenset()
    ) -> None:
        """`base` is the language of the file, `named` are the places in it that have names."""
        self.texts, self.named = texts, named
        self.text, self.notes = Scribe(base, _BROKEN), Scribe(base, _BROKEN)
        self.depth = self.called = 0
        self.firsts: dict[object, _First] = {}
        self.within = Opening.TEXT
        self.kids(root, self.text)

    def starts(self, pages: Iterable[tuple[object, str]]) -> Iterator[PageStart]:
        """Where each of the `pages`, told with their labels, begins."""
        before = self.places()
        for page, label in pages:
            first = self.firsts.get(page)
            if first is None:
                yield PageStart(label)
            else:
                cut = "".join(self.text.blocks[first.block][: first.piece])
                yield PageStart(label, first.opening, before[first.block] + len(squeeze(cut)))

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

    def kids(self, element: Element, into: Scribe) -> None:
        for kid in element.kids:
            if isinstance(kid, Element):
                self.element(kid, into)
            else:
                into.say(self.said(kid))

    def element(self, element: Element, into: Scribe) -> None:
        role = element.role
        with into.speaking(element.language):
            if role == "Note":
                self.note(element)
            elif role == "Reference":
                self.call(element, into)
            elif role == "Span" and element.told is not None:
                self.told(element, element.told, into)
            elif role == "Formula":  # told by its TeX, if it is drawn
                if any(map(self.texts.shows, element.places())):
                    into.say(element.alt)
            elif role == "Figure":
                self.figure(element, into)
            elif role in _INLINE and not _holds_blocks(element):
                with into.marked("link", self.target(element) if role == "Link" else ""):
                    self.kids(element, into)
            elif not _furniture(element):
                self.block(element, into)

    def block(self, element: Element, into: Scribe) -> None:
        into.cut()
        role = element.role
        listed = role == "L" and not _defines(element)
        self.depth += listed
        match role:
            case "LI" if not _defines(element.around):
                into.mark("item", str(self.depth))
            case "Lbl" if element.around and element.around.role == "LI":
                into.mark("term")
            case "TR":
                into.mark("row")
            case "TD" | "TH":
                into.mark("cell")
            case "Caption":
                into.mark("caption")
            case _:
                pass
        link = self.target(element) if role == "Link" else ""
        opening = Opening.TABLE if role in _CELLS else self.within
        with into.marked("heading", _HEADINGS.get(role, "")), into.marked("link", link), self.inside(opening):
            self.kids(element, into)
        self.depth -= listed
        into.cut()

    def note(self, element: Element) -> None:
        outer, self.depth = self.depth, 0
        self.notes.cut()
        self.notes.mark("note")
        with self.notes.speaking(element.language), self.inside(Opening.NOTE):
            self.kids(element, self.notes)
        self.notes.cut()
        self.depth = outer

    def figure(self, element: Element, into: Scribe) -> None:
        if any(map(self.texts.shows, element.places(but="Caption"))):
            into.mark("image", element.alt.strip())
        for caption in element.elements():
            self.element(caption, into)

    def told(self, element: Element, words: str, into: Scribe) -> None:
        """The words of right-to-left text in the order they are read, if they are those that are painted."""
        painted = [self.said(place) for place in element.places()]
        if _letters(words) == _letters("".join(painted)):
            into.say(words)
        else:
            for text in painted:
                into.say(text)

    def call(self, reference: Element, into: Scribe) -> None:
        """A note's mark, which leads to a later note than the mark before; back-references are furniture."""
        for link in reference.elements():
            leads = next((lead.name for lead in link.leads if lead.name), "")
            if note := _NOTE.fullmatch(leads):
                number = int(note[1])
                into.mark("call", "" if leads in self.named and number > self.called else leads)
                self.called = number

    def target(self, link: Element) -> str:
        """Where a Link leads; empty where it leads nowhere."""
        addresses = {address for lead in link.leads for address in lead if address}
        live = {f"#{name}" if name in self.named else name for name in addresses}
        return " ".join(sorted(map(target, live)))  # a link cut by a line end leads to one place


def _names(pdf: Any) -> frozenset[str]:  # noqa: ANN401  # a pikepdf.Pdf
    """The named destinations that lie on one of the pages."""
    import pikepdf

    tree = pdf.Root.get("/Names", {}).get("/Dests")
    pages = {page.objgen for page in pdf.pages}
    named = {} if tree is None else pikepdf.NameTree(tree)
    return frozenset(str(name) for name, place in named.items() if place[0].objgen in pages)


def _labels(pdf: Any) -> list[str]:  # noqa: ANN401  # as above
    """The printed number of each page (ISO 32000-1, 12.4.2).

    pikepdf works one out from all before it; that of a page with an entry of its own, and a text, is that.
    """
    import pikepdf

    tree = pdf.Root.get("/PageLabels")
    own = {} if tree is None else dict(pikepdf.NumberTree(tree).items())
    texts = {page: str(entry.get("/P", "")) for page, entry in own.items() if "/S" not in entry}
    return [texts[at] if at in texts else str(page.label) for at, page in enumerate(pdf.pages)]


def _defines(around: Element | None) -> bool:
    """Whether a list is one of terms: its labels are words (ISO 32000-1, table 347)."""
    if around is None or around.numbering != "None":
        return False
    return any(kid.role == "Lbl" for item in around.elements() for kid in item.elements())


def _letters(text: str) -> list[str]:
    # Brackets are mirrored when text runs from the right.
    return sorted(
        "(" if unicodedata.mirrored(character) else character
        for character in unicodedata.normalize("NFC", text)
        if not character.isspace() and unicodedata.category(character) != "Cf"
    )


def _furniture(element: Element) -> bool:
    match element.role:
        case "Lbl":  # a number, unless the list says its labels are words (ISO 32000-1, table 347)
            holder = element.around and element.around.around
            return holder is None or holder.numbering != "None"
        case "Sect":  # contents and index, their headings included
            return any(kid.role in _ADDED for kid in element.elements())
        case role:
            return role == "TOC"


def _holds_blocks(element: Element) -> bool:
    return any(kid.role not in _INLINE or _holds_blocks(kid) for kid in element.elements())
