"""A tagged PDF becomes a Reading: what its structure tree says, in its order, as a reader's software gets it.

In: bytes. Out: the text of each structure element (ISO 32000-1, 14.7 and 14.8), notes apart, without contents,
note marks and list numbers. Only text that is drawn on the page counts: what lies outside it is not found.
"""

from __future__ import annotations

import io
from typing import Any

from terbit.adapters._weasyprint_tags import REPEATED
from terbit.editions._pdf_pages import pages_text
from terbit.model.outline import Reading

_INLINE = frozenset({"/Span", "/Link", "/NonStruct", "/Reference"})


def read(data: bytes) -> Reading:
    """The passages and notes of a tagged PDF, a piece for each block (cut where a page ends)."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        walk = _Walk(pages_text(pdf))
        root = pdf.Root.get("/StructTreeRoot")
        if root is not None:
            walk.kids(root, None, walk.passages)
        return Reading(walk.done(walk.passages), walk.done(walk.notes))


class _Walk:
    def __init__(self, texts: dict[tuple[tuple[int, int], int], str]) -> None:
        self.texts = texts
        self.passages: list[list[str]] = [[]]
        self.notes: list[list[str]] = [[]]

    @staticmethod
    def done(pieces: list[list[str]]) -> tuple[str, ...]:
        return tuple(text for piece in pieces if (text := "".join(piece).strip()))

    def kids(self, element: Any, page: Any, into: list[list[str]]) -> None:  # noqa: ANN401  # pikepdf objects
        page = element.get("/Pg", page)
        kids = element.get("/K")
        for kid in [] if kids is None else _each(kids):
            if isinstance(kid, int):
                into[-1].append(self.texts.get((page.objgen, kid), ""))
            elif kid.get("/Type") == "/MCR":
                into[-1].append(self.texts.get((kid.get("/Pg", page).objgen, int(kid.MCID)), ""))
            elif kid.get("/Type") != "/OBJR":
                self.element(kid, page, into)

    def element(self, element: Any, page: Any, into: list[list[str]]) -> None:  # noqa: ANN401  # as kids
        role = str(element.get("/S"))
        if role == "/Note":
            self.notes.append([])
            self.kids(element, page, self.notes)
        elif _furniture(element, role):
            # A note stands inside the mark that calls it only where the file says so.
            pass
        elif role in _INLINE and not _holds_blocks(element):
            self.kids(element, page, into)
        else:
            into.append([])
            self.kids(element, page, into)
            into.append([])


def _furniture(element: Any, role: str) -> bool:  # noqa: ANN401  # as _Walk.kids
    if role == "/Lbl":  # a number, unless the list says its labels are words (ISO 32000-1, table 347)
        return not (_list_numbering(element) == "/None")
    if role == "/Sect":  # the contents, its heading included
        return any(str(kid.get("/S")) == "/TOC" for kid in _elements(element))
    if role == "/THead":
        return str(element.get("/T", "")) == REPEATED
    return role in {"/TOC", "/Reference", "/Figure", "/Formula"}


def _list_numbering(label: Any) -> str:  # noqa: ANN401  # as _Walk.kids
    around = label.get("/P")
    outer = None if around is None else around.get("/P")
    attributes = None if outer is None else outer.get("/A")
    return "" if attributes is None else str(attributes.get("/ListNumbering", ""))


def _holds_blocks(element: Any) -> bool:  # noqa: ANN401  # as _Walk.kids
    return any(str(kid.get("/S")) not in _INLINE or _holds_blocks(kid) for kid in _elements(element))


def _elements(element: Any) -> list[Any]:  # noqa: ANN401  # as _Walk.kids
    kids = element.get("/K")
    return [] if kids is None else [kid for kid in _each(kids) if not isinstance(kid, int) and "/S" in kid]


def _each(kids: Any) -> list[Any]:  # noqa: ANN401  # as _Walk.kids
    import pikepdf

    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def squeezed(text: str) -> str:
    """`text` without white space and soft hyphens: what must agree between promise and finding."""
    return "".join(text.replace("\u00ad", "").split())
