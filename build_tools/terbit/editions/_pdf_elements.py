"""The structure tree of a PDF: elements that hold each other and the places of what is painted.

In: a finished file, or the nodes of pages that are laid out and not painted. Out: the same elements for the
same pages (ISO 32000-1, 14.7).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, TypeAlias

import msgspec

from terbit.adapters._pdf_structure import Node

Place: TypeAlias = tuple[object, int]
"""A page and the MCID of a marked content on it; pages are told apart by what `Element`s were made from."""


class Lead(NamedTuple):
    """Where a link annotation leads: the name of a place in the file, or an address."""

    name: str
    address: str


class Element(msgspec.Struct, eq=False):
    """A structure element: its type, what it says of itself, and what it holds in order.

    `told` is its ActualText (None: it has none), `numbering` its ListNumbering. `around` holds it.
    """

    role: str
    around: Element | None
    language: str = ""
    alt: str = ""
    told: str | None = None
    numbering: str = ""
    kids: list[Element | Place] = []
    leads: list[Lead] = []

    def elements(self) -> Iterator[Element]:
        """The elements among its kids."""
        return (kid for kid in self.kids if isinstance(kid, Element))

    def places(self, but: str = "") -> Iterator[Place]:
        """Where what it holds itself, or in other elements (but those of a role), is painted."""
        for kid in self.kids:
            if not isinstance(kid, Element):
                yield kid
            elif kid.role != but:
                yield from kid.places(but)


def of_nodes(root: Node) -> Element:
    """The elements of a piece; its pages are counted from 0."""
    return _of_node(root, None)


def _of_node(node: Node, around: Element | None) -> Element:
    said = node.entries
    numbering = str(node.attributes.get("ListNumbering", "")).removeprefix("/")
    element = Element(
        node.role, around, said.get("Lang", ""), said.get("Alt", ""), said.get("ActualText"), numbering
    )
    for kid in node.kids:
        if isinstance(kid, Node):
            element.kids.append(_of_node(kid, element))
        elif kid.number >= 0:  # it is painted
            element.kids.append((kid.page, kid.number))
    return element


def of_pdf(pdf: Any) -> Element:  # noqa: ANN401  # a pikepdf.Pdf, imported where used
    """The elements of a file (none in one that is not tagged); its pages are told apart by their `objgen`."""
    root = pdf.Root.get("/StructTreeRoot")
    return Element("", None) if root is None else _of_entries(dict(root.items()), None, None)


def _of_entries(said: dict[str, Any], page: Any, around: Element | None) -> Element:  # noqa: ANN401  # a pikepdf object
    attributes, actual = said.get("/A"), said.get("/ActualText")
    element = Element(
        str(said.get("/S", "")).removeprefix("/"),
        around,
        str(said.get("/Lang", "")),
        str(said.get("/Alt", "")),
        None if actual is None else str(actual),
        "" if attributes is None else str(attributes.get("/ListNumbering", "")).removeprefix("/"),
    )
    page = said.get("/Pg", page)
    for kid in _kids(said.get("/K", ())):
        if isinstance(kid, int):
            element.kids.append((page.objgen, kid))
            continue
        held = dict(kid.items())
        match held.get("/Type"):
            case "/MCR":
                element.kids.append((held.get("/Pg", page).objgen, int(held["/MCID"])))
            case "/OBJR":
                element.leads.append(_lead(held["/Obj"]))
            case _:
                element.kids.append(_of_entries(held, page, element))
    return element


def _kids(kids: Any) -> list[Any]:  # noqa: ANN401  # as above
    import pikepdf

    return list(kids) if isinstance(kids, (pikepdf.Array, tuple)) else [kids]


def _lead(annotation: Any) -> Lead:  # noqa: ANN401  # as above
    action = annotation.get("/A", {})
    return Lead(str(annotation.get("/Dest", action.get("/D", ""))), str(action.get("/URI", "")))
