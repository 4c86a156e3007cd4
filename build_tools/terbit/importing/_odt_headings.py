"""Which paragraphs of an OpenDocument text are headings without saying so: the title, and bold lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from terbit.importing._account import Account

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_HEADING = re.compile(r"Heading_20_(\d)")
_LONGEST = 15
_LEVEL = f"{_TEXT}outline-level"


def mark(body: Element, content: Element, styles: Element | None, account: Account) -> str:
    """Make the title and bold lines headings, the others one deeper below a title; the title's text."""
    every = [*content.iter(f"{_STYLE}style"), *(styles.iter(f"{_STYLE}style") if styles is not None else ())]
    known = {
        node.get(f"{_STYLE}name", ""): node for node in reversed(every)
    }  # those of the content come first
    title = ""
    for node in list(body):
        if node.tag == f"{_TEXT}p" and not title and "Title" in _chain(node, known):
            title = " ".join("".join(node.itertext()).split())
            if title:
                _become(node, 1)
        elif node.tag == f"{_TEXT}p" and (level := _named(node, known)) and "".join(node.itertext()).strip():
            _become(node, level + bool(title))
        elif node.tag == f"{_TEXT}h":
            told = node.get(_LEVEL, "1")
            level = int(told) if told.isdecimal() and len(told) == 1 else 1
            _become(node, level + bool(title))
    above, made = (1 if title else 0), 0
    for node in list(body):
        if node.tag == f"{_TEXT}h":
            above = int(node.get(_LEVEL, "1"))
        elif node.tag == f"{_TEXT}p" and _stands_out(node, known):
            _become(node, above + 1)
            made += 1
    if made:
        account.change(f"{made} baris tebal dianggap judul.")
    return title


def _named(node: Element, known: dict[str, Element]) -> int:
    """The level that a style of LibreOffice's own names (“Heading 2”); 0 for any other."""
    every = (_HEADING.fullmatch(name) for name in _chain(node, known))
    return next((int(found[1]) for found in every if found), 0)


def _become(node: Element, level: int) -> None:
    node.tag = f"{_TEXT}h"
    node.set(_LEVEL, str(min(level, 6)))


def _chain(node: Element, known: dict[str, Element]) -> list[str]:
    """The style of a node and those it is based on; a circle is gone round once."""
    found: list[str] = []
    name = node.get(f"{_TEXT}style-name", "")
    while name and name not in found:
        found.append(name)
        name = known[name].get(f"{_STYLE}parent-style-name", "") if name in known else ""
    return found


def _is_bold(node: Element, known: dict[str, Element]) -> bool:
    for name in _chain(node, known):
        weights = [one.get(f"{_FO}font-weight") for one in known[name]] if name in known else []
        if told := next(filter(None, weights), None):
            return told in {"bold", "600", "700", "800", "900"}
    return False


def _stands_out(node: Element, known: dict[str, Element]) -> bool:
    text = "".join(node.itertext()).strip()
    if not text or len(text.split()) > _LONGEST or text.endswith((".", ",", ";")):
        return False
    if _is_bold(node, known):
        return True
    spans = node.findall(f"{_TEXT}span")
    loose = (node.text or "") + "".join(span.tail or "" for span in spans)
    return bool(spans) and not loose.strip() and all(_is_bold(span, known) for span in spans)
