"""lxml: an SVG from a stranger is read without following anything it says, and asked what it would do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ROOT = "{http://www.w3.org/2000/svg}svg"
_ACTS = frozenset({"script", "foreignObject", "iframe", "audio", "video"})
_FETCHES = re.compile(r"@import|url\(\s*[\"']?(?!#|data:image/)", re.IGNORECASE)
_DRAWN = 50_000
"""Most elements that may be drawn, those that `use` repeats counted each time: no map has as many."""


def root(data: bytes) -> Element | None:
    """The root of an SVG, or None when `data` is no well-formed SVG. Entities stay unread."""
    from lxml import etree  # 20 ms that a book without pictures saves

    try:
        found = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return None
    return found if found.tag == _ROOT else None


def has_entities(svg: Element) -> bool:
    """Whether the file declares entities, which may unfold to gigabytes."""
    declared = svg.getroottree().docinfo.internalDTD
    return declared is not None and any(True for _ in declared.iterentities())


def reaches_out(svg: Element) -> bool:
    """Whether an SVG runs a script or fetches something: it may show only what it holds itself."""
    if _has_instructions(svg):
        return True
    for element in svg.iter("*"):
        if _name(element.tag) in _ACTS or _FETCHES.search(element.text or ""):
            return True
        for name, value in element.attrib.items():
            plain = _name(name).lower()
            leaves = plain in {"href", "src"} and not str(value).strip().startswith(("#", "data:image/"))
            if leaves or plain.startswith("on") or _FETCHES.search(str(value)):
                return True
    return False


def _has_instructions(svg: Element) -> bool:
    """Whether a processing instruction stands anywhere: `xml-stylesheet` fetches one."""
    return bool(svg.xpath("boolean(//processing-instruction())"))


def holds_pictures(svg: Element) -> bool:
    """Whether a picture of pixels is embedded in the SVG."""
    return any(_name(element.tag) == "image" for element in svg.iter("*"))


def unfolds(svg: Element) -> bool:
    """Whether `use` repeats elements beyond all measure, or without end."""
    every = list(svg.iter("*"))  # kept: lxml would make new objects, and `known` goes by identity
    named = {element.get("id"): element for element in every if element.get("id")}
    known: dict[int, float] = {}

    def drawn(element: Element) -> float:
        key = id(element)
        if key not in known:
            known[key] = float("inf")  # met again below itself: without end
            total = 1 + sum(drawn(child) for child in element.iterchildren("*"))
            if _name(element.tag) == "use":
                targets = (value for name, value in element.attrib.items() if _name(name) == "href")
                total += sum(drawn(named[t[1:]]) for t in map(str, targets) if t[1:] in named)
            known[key] = total
        return known[key]

    try:
        return drawn(svg) > _DRAWN
    except RecursionError:  # a chain of a thousand
        return True


def _name(tag: object) -> str:
    return str(tag).rpartition("}")[2]
