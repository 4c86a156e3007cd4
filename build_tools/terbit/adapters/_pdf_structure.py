"""The structure tree of a PDF: nodes that hold each other and marks on pages become its objects.

In: a tree of `Node`. Out: StructTreeRoot, ParentTree and IDTree (ISO 32000-1, 14.7.2 to 14.7.4). The cost is
linear in the nodes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from pydyf import Array, Dictionary, String  # type: ignore[import-untyped]  # pydyf has no types

_KEPT = frozenset({"TR", "TH", "TD", "LBody"})
"""They say something also where nothing is in them."""


class Mark(msgspec.Struct, eq=False, array_like=True, tag=0):
    """Content on page `page` of its piece (from 0): painted text or a picture, or the annotation of a link.

    `number` is its MCID, which painting gives (-1: not painted); `link` counts the links of the page from 0
    (-1: it is none).
    """

    page: int
    number: int = -1
    link: int = -1


class Node(msgspec.Struct, eq=False, array_like=True, tag=1):
    """A structure element: its type, the page it begins on, what it holds, and what it says of itself.

    `spans` are the columns and rows of a cell; `entries` more text entries of its dictionary.
    """

    role: str
    page: int = -1
    kids: list[Node | Mark] = []
    entries: dict[str, str] = {}
    attributes: dict[str, Any] = {}
    words: str = ""
    spans: tuple[int, int] = (1, 1)

    def nodes(self) -> Iterator[Node]:
        """The nodes among its kids."""
        return (kid for kid in self.kids if isinstance(kid, Node))


def write(pdf: Any, pieces: Sequence[tuple[Node, Sequence[Sequence[Any]]]]) -> None:  # noqa: ANN401  # pydyf has no types
    """Add one tree to a pydyf document whose pages are painted.

    `pieces` follow each other in the document: the root of each, and the links on each of its pages, whose
    `link_annotation` is None if they lead nowhere.
    """
    _Writer(pdf).write(pieces)


class _Writer:
    def __init__(self, pdf: Any) -> None:  # noqa: ANN401  # as above
        self.pdf = pdf
        self.every_page = pdf.page_references
        self.parents: list[list[Any]] = [[] for _ in self.every_page]
        self.annotations: list[Any] = []
        self.named: list[tuple[str, bytes]] = []
        self.first = 0
        self.links: Sequence[Sequence[Any]] = ()

    def write(self, pieces: Sequence[tuple[Node, Sequence[Sequence[Any]]]]) -> None:
        top, document = Dictionary({"Type": "/StructTreeRoot"}), Dictionary({"S": "/Document"})
        self.pdf.add_object(top)
        self.pdf.add_object(document)
        document["P"] = top.reference
        document["K"] = kids = Array()
        for root, links in pieces:
            self.links = links
            kids += (kid for kid in (self.kid(kid, root, document.reference) for kid in root.kids) if kid)
            self.first += len(links)
        top["K"] = Array([document.reference])
        numbers = Array()
        for at, refs in enumerate((*self.parents, *self.annotations)):
            numbers += [at, Array(refs) if isinstance(refs, list) else refs]
        parents = Dictionary({"Nums": numbers})
        self.pdf.add_object(parents)
        top |= {"ParentTree": parents.reference, "ParentTreeNextKey": len(numbers) // 2}
        if self.named:
            names = Array()
            for name, reference in sorted(self.named):
                names += [String(name), reference]
            top["IDTree"] = Dictionary({"Names": names})
        catalog = self.pdf.catalog
        catalog["StructTreeRoot"] = top.reference
        catalog["ViewerPreferences"] = Dictionary({"DisplayDocTitle": "true"})
        catalog["MarkInfo"] = Dictionary({"Marked": "true"})

    def element(self, node: Node, parent: bytes) -> bytes | None:
        """The reference of `node`'s object; None for one that holds nothing."""
        entries = Dictionary({"S": f"/{node.role}", "P": parent})
        place = len(self.pdf.objects)
        self.pdf.add_object(entries)
        reference: bytes = entries.reference
        kids = [kid for kid in (self.kid(kid, node, reference) for kid in node.kids) if kid]
        if not kids and node.role not in _KEPT:
            del self.pdf.objects[place:]
            return None
        entries["K"] = kids[0] if len(kids) == 1 else b"[%b]" % b" ".join(kids)
        if node.page >= 0:
            entries["Pg"] = self.every_page[self.first + node.page]
        if node.attributes:
            entries["A"] = Dictionary({name: _as_object(value) for name, value in node.attributes.items()})
        entries |= {name: String(text) for name, text in node.entries.items()}
        if name := node.entries.get("ID"):
            self.named.append((name, reference))
        return reference

    def kid(self, kid: Node | Mark, node: Node, reference: bytes) -> bytes | None:
        """A kid of `node`, whose object is `reference`, as it is written: a long book has forty thousand."""
        if isinstance(kid, Node):
            return self.element(kid, reference)
        page = self.every_page[self.first + kid.page]
        if kid.link >= 0:
            annotation = self.links[kid.page][kid.link].link_annotation
            if annotation is None:
                return None
            # ISO 14289-1, 7.18.5: a description; WeasyPrint writes the anchor's name.
            annotation["Contents"] = String(node.words)
            annotation["StructParent"] = len(self.every_page) + len(self.annotations)
            self.annotations.append(reference)
            return b"<</Type /OBJR/Obj %b/Pg %b>>" % (annotation.reference, page)
        if kid.number < 0:  # laid out, not painted
            return None
        of_page = self.parents[self.first + kid.page]
        of_page += ["null"] * (kid.number + 1 - len(of_page))
        of_page[kid.number] = reference
        if kid.page == node.page:
            return b"%d" % kid.number
        return b"<</Type /MCR/Pg %b/MCID %d>>" % (page, kid.number)


def _as_object(value: Any) -> Any:  # noqa: ANN401  # a name, a number, or a list of numbers or of texts
    if not isinstance(value, list):
        return value
    return Array(String(item) if isinstance(item, str) else item for item in value)
