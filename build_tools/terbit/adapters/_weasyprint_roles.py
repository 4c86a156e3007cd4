"""What an element of a page is in the structure tree, and what it says of itself there."""

from __future__ import annotations

from typing import Any

from terbit.adapters._pdf_structure import Node

_ROLES = {
    **{name: name.upper() for name in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "th", "td")},
    "section": "Sect",
    "div": "Div",
    "blockquote": "BlockQuote",
    "pre": "P",
    "code": "Code",
    "ul": "L",
    "ol": "L",
    "li": "LI",
    "li::marker": "Lbl",
    "img": "Figure",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "caption": "Caption",
    "figcaption": "Caption",
}
_POINTS = 0.75
"""Points in a CSS pixel."""


def role_of(element: Any, tag: str) -> str:  # noqa: ANN401  # elements of a tree without types
    """The structure type of an element; empty where it says nothing that a listener can use."""
    if tag == element.tag:
        if role := element.get("data-tag", ""):
            return str(role)
        if tag == "figure":  # of one picture, which is then the figure; a link around it must stay
            alone = len(list(element.iter("img"))) == 1 and element.find(".//a/img") is None
            return "Figure" if alone else "Div"
        if tag == "a" and element.get("href"):
            return "Link"
    return _ROLES.get(tag) or ("Span" if tag == element.tag and element.get("lang") else "")


def describe(node: Node, element: Any) -> None:  # noqa: ANN401  # as above
    """Let `node` say what `element` says: description, language, numbering, where it leads, what it spans."""
    images = list(element.iter("img")) if node.role == "Figure" else []
    if description := element.get("data-alt") or next((image.get("alt") for image in images), ""):
        node.entries["Alt"] = description
    if language := element.get("lang"):
        node.entries["Lang"] = language
    if numbering := element.get("data-list"):
        node.attributes = {"O": "/List", "ListNumbering": f"/{numbering}"}
    if node.role == "Link":
        node.words = _words(element)
    if node.role in {"TH", "TD"}:
        node.spans = int(element.get("colspan", 1)), int(element.get("rowspan", 1))
        node.words = element.get("scope", "")


def _words(link: Any) -> str:  # noqa: ANN401  # as above
    descriptions = (image.get("alt", "") for image in link.iter("img"))
    words = " ".join(("".join(link.itertext()), *descriptions))
    return link.get("aria-label") or " ".join(words.split())


def layout(box: Any, page: Any) -> dict[str, Any]:  # noqa: ANN401  # as above
    """Where a picture stands, in points from the bottom left of its page (ISO 32000-1, 14.8.5.4.3)."""
    left, top = box.content_box_x(), box.content_box_y()
    edges = (left, page.height - top - box.height, left + box.width, page.height - top)
    return {"O": "/Layout", "BBox": [round(edge * _POINTS, 2) for edge in edges]}
