"""What EbookLib does not write into the NCX, the contents for readers of EPUB 2: pages, figures, tables.

Follows ANSI/NISO Z39.86-2005, 8.4.4 and 8.4.5.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_Line = tuple[str, str]
"""Words, and where in the publication they lead."""


class Ncx:
    """An NCX to which lists are added, in the order that its schema demands: pages first."""

    def __init__(self, root: Element) -> None:
        """`root` is the NCX as EbookLib wrote it, and is changed in place."""
        self._root = root
        self._space = f"{{{root.nsmap[None]}}}"
        self._order = len(list(root.iter("{*}navPoint")))

    def list_pages(self, pages: Sequence[_Line]) -> None:
        """The printed pages, if there are any: labels are Roman or Arabic numbers."""
        if not pages:
            return
        numbers = [int(label) if label.isdigit() else 0 for label, _ in pages]
        front = max((place for place, number in enumerate(numbers, 1) if not number), default=0)
        for name, value in (("dtb:totalPageCount", len(pages)), ("dtb:maxPageNumber", max(numbers))):
            for meta in self._root.iterfind(f".//{{*}}head/{{*}}meta[@name='{name}']"):
                meta.set("content", str(value))
        page_list = self._make(self._root, "pageList")
        for place, (page, number) in enumerate(zip(pages, numbers, strict=True), 1):
            kind, own = ("front", place) if place <= front else ("normal", number)
            self._target(page_list, "pageTarget", f"hlm-{place}", page, type=kind, value=str(own))

    def list_more(self, kind: str, title: str, lines: Iterable[_Line]) -> None:
        """A list of other things, such as figures; `kind` becomes its class."""
        nav_list = self._make(self._root, "navList", **{"class": kind})
        self._label(nav_list, title)
        for place, line in enumerate(lines, 1):
            self._target(nav_list, "navTarget", f"{kind}-{place}", line)

    def _target(self, parent: Element, name: str, identifier: str, line: _Line, **attributes: str) -> None:
        self._order += 1
        target = self._make(parent, name, id=identifier, **attributes, playOrder=str(self._order))
        self._label(target, line[0])
        self._make(target, "content", src=line[1])

    def _label(self, parent: Element, words: str) -> None:
        self._make(self._make(parent, "navLabel"), "text").text = words

    def _make(self, parent: Element, name: str, **attributes: str) -> Element:
        from lxml import etree  # imported already by EbookLib

        return etree.SubElement(parent, self._space + name, attributes)
