"""The structure WeasyPrint gives a tagged PDF, completed from attributes of the page's elements.

WeasyPrint 70 writes P, H1-H6, L, Table and Figure, but no Note, Reference, TOC, Lang, Scope or ListNumbering
(Kozea/WeasyPrint #2482). In: an element's `data-tag` (its structure type), `data-list` (its ListNumbering),
`data-alt` (its description), `lang`, and `aria-label` or the words of a link. Out: a tree after ISO 32000-1,
14.8.4 and 14.9.2, as PDF/UA-1 (ISO 14289-1, 7.2 and 7.9) wants it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

REPEATED = "ulangan"
"""The title (`/T`) of a table head that stands again on a further page: furniture for readers."""

_TEXTS = frozenset({"/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6"})


@contextlib.contextmanager
def completed() -> Iterator[None]:
    """Within this context `Document.write_pdf` completes its structure tree."""
    from weasyprint.pdf import tags

    original = tags._build_box_tree  # noqa: SLF001  # the one place that knows both the element and its tag
    tags._build_box_tree = _stamping(original)  # noqa: SLF001  # as above
    try:
        yield
    finally:
        tags._build_box_tree = original  # noqa: SLF001  # as above


def one_annotation_a_link(document: Any) -> None:  # noqa: ANN401  # WeasyPrint has no types
    """Keep the annotation of each link alone: WeasyPrint gives every box in it another, which is no Link."""
    for page in document.pages:
        page.links[:] = [link for link in page.links if link[3].element_tag == "a"]


def _stamping(build: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    from pydyf import String  # type: ignore[import-untyped]  # pydyf has no types

    open_elements: list[object] = []
    heads: set[int] = set()
    notes: list[str] = []

    def stamped(box: Any, *rest: Any) -> Iterator[Any]:  # noqa: ANN401  # as above
        box = getattr(box, "_box", box)
        element = box.element
        # An anonymous box carries the element of the box around it, a pseudo-element a longer tag.
        own = element is not None and box.element_tag == element.tag and element.tag not in {"html", "body"}
        anonymous = own and element in open_elements[-1:]
        open_elements.append(element)
        if own and element.get("data-tag") == "Artifact":  # its marks are read off, no element is kept
            tuple(build(box, *rest))
            open_elements.pop()
            return
        for node in build(box, *rest):
            if anonymous and node["S"] in _TEXTS:  # a heading inside a heading would be read as two
                node["S"] = "/NonStruct"
            elif own and not anonymous:
                _stamp(node, element, notes)
                if box.link_annotation and (words := _words(element)):
                    # WeasyPrint writes the anchor's name, which no listener understands (ISO 14289-1,
                    # 7.18.5).
                    box.link_annotation["Contents"] = String(words)
                if element.tag == "thead":
                    if id(element) in heads:
                        node["T"] = String(REPEATED)
                    heads.add(id(element))
            yield node
        open_elements.pop()

    return stamped


def _words(link: Any) -> str:  # noqa: ANN401  # as above
    descriptions = (image.get("alt", "") for image in link.iter("img"))
    words = " ".join(("".join(link.itertext()), *descriptions))
    return link.get("aria-label") or " ".join(words.split())


def _stamp(node: Any, element: Any, notes: list[str]) -> None:  # noqa: ANN401  # as above
    from pydyf import Dictionary, String

    if role := element.get("data-tag"):
        node["S"] = f"/{role}"
        if role == "Note":  # ISO 14289-1, 7.9: each Note has an ID of its own
            notes.append(f"catatan-{len(notes) + 1}")
            node["ID"] = String(notes[-1])
    if description := element.get("data-alt"):
        node["Alt"] = String(description)
    if numbering := element.get("data-list"):
        node["A"] = Dictionary({"O": "/List", "ListNumbering": f"/{numbering}"})
    if element.tag == "th":
        node["A"]["Scope"] = "/Row" if element.get("scope") == "row" else "/Column"
    if language := element.get("lang"):
        node["Lang"] = String(language)
