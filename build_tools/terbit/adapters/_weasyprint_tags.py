"""The structure of a tagged PDF, built from WeasyPrint's pages: one element of the page, one of the tree.

In: laid-out pages, and what the page's elements say: `data-tag` (a structure type), `data-list` (its
ListNumbering), `data-alt` or `alt`, `lang`, `scope`, `aria-label`. Out: a tree after ISO 32000-1, 14.7 and
14.8, as PDF/UA-1 (ISO 14289-1) wants it. WeasyPrint's own (70.0; Kozea/WeasyPrint #2482) is replaced whole:

* what a line or page end cuts becomes several elements: a table on three pages is three tables;
* a table head that stands again on a further page is told again, and running heads are no artifacts;
* no Note, Reference, TOC, Code, Formula, Lang, Scope, ListNumbering, nor Caption in its Figure; a nested list
  lies beside its item;
* the heads of a cell are counted wrong where cells span rows, and there is no IDTree to look them up in;
* a figure's BBox is in CSS pixels from the top of the page, not in points from its bottom;
* a note stands where its page ends, not where it is called;
* right-to-left text is told backwards (see `_weasyprint_bidi`);
* an author's hyphen at a line end is lost in a copy.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from terbit.adapters._pdf_structure import Mark, Node, write
from terbit.adapters._pdf_tables import complete_table
from terbit.adapters._pydyf import written_quickly
from terbit.adapters._weasyprint_bidi import is_rtl, told, unmirrored
from terbit.adapters._weasyprint_machine import part
from terbit.adapters._weasyprint_roles import describe, layout, role_of

_REAL = frozenset({"marker", "first-letter", "first-line"})
"""Pseudo-elements that hold words of the text; all others are ornament."""
_BREAK = "\u200b"
"""A place where a line may end (zero-width space)."""


class Tagged(msgspec.Struct, frozen=True):
    """The structure of a piece: its root, and whether any of its text runs from the right."""

    root: Node
    rtl: bool


@contextlib.contextmanager
def tagging(document: Any) -> Iterator[Tagged]:  # noqa: ANN401  # WeasyPrint has no types
    """Within this context the pages of `document` are painted with the marks of the structure it yields."""
    stream = part("weasyprint.pdf.stream")
    tree = _Tree(document.pages)
    for page in document.pages:
        # WeasyPrint gives every box in a link an annotation, and those in a head that stands again.
        page.links[:] = [link for link in page.links if link[3] in tree.links]
        for place, link in enumerate(page.links):
            tree.links[link[3]].link = place
    kept = stream.Stream.marked
    stream.Stream.marked = _marking(tree.marks)
    try:
        yield Tagged(tree.root, tree.rtl)
    finally:
        stream.Stream.marked = kept


def unpainted(document: Any) -> tuple[Node, list[list[str]]]:  # noqa: ANN401  # as above
    """The structure of the pages of `document`; of each page the words of its marks, empty for pictures."""
    tree = _Tree(document.pages)
    words: list[list[str]] = [[] for _ in document.pages]
    for box, mark in tree.marks.items():
        if _is_shown(box, document.pages[mark.page]):
            mark.number = len(words[mark.page])
            words[mark.page].append(getattr(box, "text", ""))
    return tree.root, words


def _is_shown(box: Any, page: Any) -> bool:  # noqa: ANN401  # as above
    if box.style["visibility"] != "visible":
        return False
    left, line = box.position_x, box.position_y + (box.baseline if hasattr(box, "text") else 0)
    return bool(0 <= left <= page.width and 0 <= line <= page.height)


@contextlib.contextmanager
def bound(document: Any, pieces: Sequence[tuple[Tagged, int]]) -> Iterator[None]:  # noqa: ANN401  # as above
    """Within this context WeasyPrint writes `document` with the structure of `pieces`, so many pages each."""
    pdf = part("weasyprint.pdf")
    _number(tagged.root for tagged, _ in pieces)
    pages = iter(document.pages)
    trees = [
        (tagged.root, [[link[3] for link in page.links] for page in itertools.islice(pages, length)])
        for tagged, length in pieces
    ]
    kept = pdf.add_tags, pdf.build_fonts_dictionary
    if any(tagged.rtl for tagged, _ in pieces):
        pdf.build_fonts_dictionary = unmirrored(kept[1])
    pdf.add_tags = lambda written, *_: write(written, trees)
    try:
        with written_quickly():
            yield
    finally:
        pdf.add_tags, pdf.build_fonts_dictionary = kept


def _number(roots: Iterable[Node]) -> None:
    """Name what must have a name of its own in the document; relate the cells of tables to their heads."""
    notes, tables = itertools.count(1), itertools.count(1)
    stack = [*roots][::-1]
    while stack:
        node = stack.pop()
        if node.role == "Note":  # ISO 14289-1, 7.9: each Note has an ID of its own
            node.entries = node.entries | {"ID": f"catatan-{next(notes)}"}
        elif node.role == "Table":
            complete_table(node, f"tabel-{next(tables)}")
        stack += [*node.nodes()][::-1]


def _marking(marks: dict[Any, Mark]) -> Any:  # noqa: ANN401  # as above
    from pydyf import Dictionary, String  # type: ignore[import-untyped]  # pydyf has no types

    @contextlib.contextmanager
    def marked(stream: Any, box: Any, tag: str) -> Iterator[None]:  # noqa: ANN401  # WeasyPrint's signature
        mark = marks.get(box)
        if mark is None and not getattr(box, "text", "x").strip():  # paints nothing
            yield
            return
        if mark is None:  # furniture of the page (ISO 32000-1, 14.8.2.2.2)
            stream.begin_marked_content("Artifact")
        else:
            tags = stream._tags  # noqa: SLF001  # counts the marks of this page
            mark.number = len(tags)
            tags[box] = mark
            properties = Dictionary({"MCID": mark.number})
            if getattr(box, "text", "").endswith("-"):
                # A line end after the author's hyphen: extractors take it for a break within the word
                # and join the halves, unless something follows (poppler, TextOutputDev).
                properties["ActualText"] = String(f"{box.text}{_BREAK}")
            stream.begin_marked_content(tag, properties)
        try:
            yield
        finally:
            stream.end_marked_content()

    return marked


class _Tree:
    """The structure of all pages; `marks` has the mark of every box that paints what belongs to it.

    `links` are the boxes whose annotations belong to a Link, each with its mark; `rtl` tells whether text
    runs from the right.
    """

    def __init__(self, pages: Iterable[Any]) -> None:
        """`pages` are WeasyPrint's."""
        self.root = Node("Document")
        self.marks: dict[Any, Mark] = {}
        self.links: dict[Any, Mark] = {}
        self.rtl = False
        self._nodes: dict[tuple[Any, str], Node] = {}
        self._callers: dict[Any, tuple[Node, Node]] = {}
        for number, page in enumerate(pages):
            self._add(page, number)

    def _add(self, page: Any, number: int) -> None:  # noqa: ANN401  # as above
        for box in page._page_box.children:  # noqa: SLF001  # the only way to the boxes
            if type(box).__name__ != "MarginBox":
                self._walk(box, self.root, page, number)

    def _walk(self, box: Any, parent: Node, page: Any, number: int) -> None:  # noqa: ANN401  # as above
        box = getattr(box, "_box", box)  # what is placed absolutely stands behind a placeholder
        node = self._node(box, parent, number)
        if node is None:
            return
        if node.role == "Link" and box.element_tag == "a":
            self.links[box] = mark = Mark(number)
            node.kids.append(mark)
        picture, words = hasattr(box, "replacement"), getattr(box, "text", "").strip()
        if words and is_rtl(words):
            node = told(words, node, number)
            self.rtl = True
        if picture or words:
            self.marks[box] = mark = Mark(number)
            node.kids.append(mark)
        if picture and node.role in {"Figure", "Formula"}:
            node.attributes = layout(box, page)
        for child in box.children:
            self._walk(child, node, page, number)

    def _node(self, box: Any, parent: Node, number: int) -> Node | None:  # noqa: ANN401  # as above
        """The node that holds what is in `box`; None for ornament."""
        element, tag = box.element, box.element_tag
        if element is None or tag in {"html", "body"}:
            return parent
        found = self._nodes.get((element, tag))
        if element.get("data-tag") == "Artifact":
            return None
        if tag == "thead" and found not in {None, parent}:  # it stands again, on a page or in a column
            return None
        if found is None:
            pseudo = tag.partition("::")[2]
            if pseudo and pseudo not in _REAL:
                return None
            role = role_of(element, tag)
            found = self._nodes[element, tag] = self._made(role, box, parent, number) if role else parent
        return found

    def _made(self, role: str, box: Any, parent: Node, number: int) -> Node:  # noqa: ANN401  # as above
        element = box.element
        parent, at = self._place(element, role, parent)
        node = Node(role, number)
        parent.kids.insert(at, node)
        if box.element_tag != element.tag:
            return node
        describe(node, element)
        if role == "Reference":
            self._callers |= {child: (parent, node) for child in element if child.get("data-tag") == "Note"}
        elif role == "Figure":
            self._nodes |= {(image, "img"): node for image in element.iter("img")}
        return node

    def _place(self, element: Any, role: str, parent: Node) -> tuple[Node, int]:  # noqa: ANN401  # as above
        caller = self._callers.get(element) if role == "Note" else None
        if caller is None:
            return parent, len(parent.kids)
        holder, reference = caller
        return holder, holder.kids.index(reference) + 1
