"""The structure tree of a PDF: nodes that hold each other and marks on pages become its objects.

In: a tree of `Node`. Out: StructTreeRoot, ParentTree and IDTree (ISO 32000-1, 14.7.2 to 14.7.4). The cost is
linear in the nodes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_KEPT = frozenset({"TR", "TH", "TD", "LBody"})
"""They say something also where nothing is in them."""


@dataclass(eq=False, slots=True)
class Mark:
    """A piece of content on page `page` (from 0): painted text or a picture, or the annotation of a link.

    `number` is its MCID, which painting gives; `box` the box whose `link_annotation` it is.
    """

    page: int
    number: int | None = None
    box: Any = None


@dataclass(eq=False, slots=True)
class Node:
    """A structure element: its type, the page it begins on, what it holds, and what it says of itself.

    `spans` are the columns and rows of a cell; `entries` more entries of its dictionary, as pydyf objects.
    """

    role: str
    parent: Node | None = None
    page: int | None = None
    kids: list[Node | Mark] = field(default_factory=list)
    entries: dict[str, Any] = field(default_factory=dict)
    attributes: dict[str, Any] = field(default_factory=dict)
    words: str = ""
    spans: tuple[int, int] = (1, 1)

    def nodes(self) -> Iterator[Node]:
        """The nodes among its kids."""
        return (kid for kid in self.kids if isinstance(kid, Node))


def write(pdf: Any, root: Node) -> None:  # noqa: ANN401  # pydyf has no types
    """Add the tree below `root` to a pydyf document whose pages are painted."""
    _Writer(pdf).write(root)


class _Writer:
    def __init__(self, pdf: Any) -> None:  # noqa: ANN401  # as above
        self.pdf = pdf
        self.pages = pdf.page_references  # made anew at each look
        self.parents: list[list[Any]] = [[] for _ in self.pages]
        self.annotations: list[Any] = []
        self.named: list[tuple[str, bytes]] = []

    def write(self, root: Node) -> None:
        from pydyf import Array, Dictionary, String  # type: ignore[import-untyped]  # pydyf has no types

        top = Dictionary({"Type": "/StructTreeRoot"})
        self.pdf.add_object(top)
        top["K"] = Array([self.element(root, top.reference)])
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
        from pydyf import Array, Dictionary, String

        entries = Dictionary({"S": f"/{node.role}", "P": parent})
        place = len(self.pdf.objects)
        self.pdf.add_object(entries)
        kids = Array(kid for kid in (self.kid(kid, node, entries) for kid in node.kids) if kid)
        if not kids and node.role not in _KEPT:
            del self.pdf.objects[place:]
            return None
        entries["K"] = kids[0] if len(kids) == 1 else kids
        if node.page is not None:
            entries["Pg"] = self.pages[node.page]
        if node.attributes:
            entries["A"] = Dictionary(node.attributes)
        entries |= node.entries
        if isinstance(name := node.entries.get("ID"), String):
            self.named.append((name.string, entries.reference))
        reference: bytes = entries.reference
        return reference

    def kid(self, kid: Node | Mark, node: Node, entries: Any) -> Any:  # noqa: ANN401  # as above
        from pydyf import Dictionary, String

        if isinstance(kid, Node):
            return self.element(kid, entries.reference)
        if kid.box is not None:
            annotation = kid.box.link_annotation
            if annotation is None:
                return None
            # ISO 14289-1, 7.18.5: a description; WeasyPrint writes the anchor's name.
            annotation["Contents"] = String(node.words)
            annotation["StructParent"] = len(self.pages) + len(self.annotations)
            self.annotations.append(entries.reference)
            return Dictionary({"Type": "/OBJR", "Obj": annotation.reference, "Pg": self.pages[kid.page]})
        if kid.number is None:  # laid out, not painted
            return None
        of_page = self.parents[kid.page]
        of_page += ["null"] * (kid.number + 1 - len(of_page))
        of_page[kid.number] = entries.reference
        if kid.page == node.page:
            return str(kid.number)  # 0 is a kid too
        return Dictionary({"Type": "/MCR", "Pg": self.pages[kid.page], "MCID": kid.number})
