"""Names and ways through the XML of a Word file (ECMA-376 Part 1, 17)."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from terbit.importing._account import Account
from terbit.importing._archive import Archive

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DOCUMENT = "word/document.xml"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def related(archive: Archive, name: str, account: Account) -> dict[str, str]:
    """The parts that a part names: their place in the file by the identifier of the relation."""
    folder, file = posixpath.split(name)
    root = archive.xml(f"{folder}/_rels/{file}.rels", account)
    found = {}
    for node in root.iter("{*}Relationship") if root is not None else ():
        if node.get("TargetMode") != "External":
            target = node.get("Target", "")
            place = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            found[node.get("Id", "")] = posixpath.normpath(place)
    return found


def text_of(node: Element) -> str:
    """The words below a node; paragraphs, tabs and breaks part them, deleted ones are left out."""
    return _text(node, {f"{W}t", f"{M}t"})


def written(node: Element) -> str:
    """All words below a node, as `text_of`, formulas left out: pandoc writes those in TeX."""
    return _text(node, {f"{W}t"})


def _text(node: Element, kinds: set[str]) -> str:
    pieces = []
    moved = {one for old in node.iter(f"{W}moveFrom") for one in old.iter()}
    for one in node.iter():
        if one in moved:  # it stands where it was moved to
            continue
        if one.tag in kinds:
            pieces.append(one.text or "")
        elif one.tag in {f"{W}p", f"{W}tab", f"{W}br", f"{W}cr"}:
            pieces.append("\n")
        elif one.tag == f"{W}noBreakHyphen":
            pieces.append("\u2011")
    return "".join(pieces)


def is_on(node: Element | None) -> bool | None:
    """What a switch such as `w:b` says (17.17.4); None where it is not there."""
    return None if node is None else node.get(f"{W}val", "1") not in {"0", "false", "off", "none"}
