"""Small words for XHTML trees: make an element, read a fragment, write a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
MATHML = "http://www.w3.org/1998/Math/MathML"
EPUB_TYPE = f"{{{OPS}}}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# XML 1.0 § 2.2 allows no other characters, escaped or not.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def h(name: str) -> str:
    """The XHTML name of an element."""
    return f"{{{XHTML}}}{name}"


def local(element: Element) -> str:
    """An element's name without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def make(name: str, text: str = "", /, *children: Element, **attributes: str) -> Element:
    """An XHTML element; `epub_type=` stands for epub:type, `class_=` for class, `_` for a hyphen."""
    from lxml import etree  # 20 ms that only a render needs

    element = etree.Element(h(name), nsmap={None: XHTML, "epub": OPS})
    element.text = text or None
    for key, value in attributes.items():
        if value:
            element.set(EPUB_TYPE if key == "epub_type" else key.rstrip("_").replace("_", "-"), value)
    element.extend(children)
    return element


def fragment(html: str) -> Element:
    """A `div` around well-formed HTML; characters that XML forbids are left out."""
    from lxml import etree  # 20 ms that only a render needs

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    text = f'<div xmlns="{XHTML}" xmlns:epub="{OPS}">{_NOT_XML.sub("", html)}</div>'
    return etree.fromstring(text.encode(), parser)


def document(title: str, language: str, body: Element, stylesheet: str) -> bytes:
    """An XHTML content document (EPUB 3.3 § 6.1) around `body`, as UTF-8."""
    from lxml import etree  # 20 ms that only a render needs

    head = make(
        "head", "\n", make("title", title), make("link", rel="stylesheet", type="text/css", href=stylesheet)
    )
    root = make("html", "\n", head, body)
    root.set("lang", language)
    root.set(XML_LANG, language)
    for element in (*head, head, body):
        element.tail = "\n"
    etree.cleanup_namespaces(root, top_nsmap={None: XHTML, "epub": OPS}, keep_ns_prefixes=["epub"])
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>") + b"\n"


def words(element: Element, skip: Iterable[Element] = ()) -> str:
    """The text in `element`, white space single, without what stands in the elements of `skip`."""
    left_out = set(skip)

    def texts(inner: Element) -> Iterator[str]:
        if inner not in left_out and isinstance(inner.tag, str):
            yield inner.text or ""
            for child in inner:
                yield from texts(child)
                yield child.tail or ""

    return " ".join("".join(texts(element)).split())


def remove(element: Element) -> None:
    """Take `element` out and leave the text after it in place."""
    _keep(element, element.tail or "")


def unwrap(element: Element) -> None:
    """Put the content of `element` in its place."""
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    children = list(element)
    tail = element.tail or ""
    if children:
        children[-1].tail = (children[-1].tail or "") + tail
        tail = ""
    _keep(element, (element.text or "") + tail)
    parent[place:place] = children


def wrap(element: Element, around: Element) -> None:
    """Put `around` in the place of `element`, and `element` in it."""
    around.tail, element.tail = element.tail, None
    parent = element.getparent()
    if parent is not None:
        parent.replace(element, around)
    around.append(element)


def _keep(element: Element, text: str) -> None:
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text
    element.tail = None
    parent.remove(element)
