"""WordprocessingML in small pieces: names, elements, measures, and packages that pack alike twice.

Follows ECMA-376 part 1 (elements) and part 2 (packages).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
NAMESPACES = {"w": W[1:-1], "r": R[1:-1]}
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Element = etree._Element  # noqa: SLF001  # lxml's only name for the type

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
# Word wants [Content_Types].xml first (ECMA-376 part 2 only recommends it), and reads a stream in order.
_FIRST = ("[Content_Types].xml", "_rels/.rels", "word/document.xml")
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def w(tag: str, *children: Element | None, **attributes: str | float) -> Element:
    """The element `w:tag` with `w:` attributes and those children that are not None."""
    element = etree.Element(W + tag, nsmap=NAMESPACES)
    for name, value in attributes.items():
        element.set(W + name.rstrip("_"), str(value))
    element.extend(child for child in children if child is not None)
    return element


def text_run(text: str, *properties: Element) -> Element:
    """A run of text with run properties."""
    t = w("t")
    t.text = text
    t.set(XML_SPACE, "preserve")
    return w("r", w("rPr", *properties) if properties else None, t)


def mm(length: float) -> int:
    """Millimetres as twentieths of a point."""
    return round(length * 1440 / 25.4)


def pt(length: float) -> int:
    """Points as twentieths of a point."""
    return round(length * 20)


def parse(data: bytes) -> Element:
    """The root element of an XML part; entities are not resolved, nothing is fetched."""
    return etree.fromstring(data, _PARSER)


def serialise(root: Element) -> bytes:
    """An XML part as Word writes it: UTF-8, standalone."""
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r"])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def unpack(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist() if not name.endswith("/")}


def pack(parts: Mapping[str, bytes]) -> bytes:
    """A package of `parts`: fixed order, fixed dates, so the same parts give the same bytes."""
    out = io.BytesIO()
    order = {name: place for place, name in enumerate(_FIRST)}
    with zipfile.ZipFile(out, "w") as package:
        for name in sorted(parts, key=lambda name: (order.get(name, len(order)), name)):
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # else ZipInfo tells whether Windows or Unix packed it
            package.writestr(entry, parts[name], compresslevel=9)
    return out.getvalue()
