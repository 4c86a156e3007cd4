"""The pages of the printed edition become bookmarks, so that “halaman 12” can be found in Word too.

The text is read as the finished file is (`_docx_reading`); a bookmark stands before the very word.
"""

from __future__ import annotations

import copy
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from terbit.editions._docx_reading import box_of, boxes_of, own_paragraphs, promised_nodes, words_of
from terbit.editions._docx_xml import NAMESPACES, XML_SPACE, Element, W, w
from terbit.editions._print_pages import PrintPage, character_at
from terbit.model.stream import squeeze

_INSIDE = frozenset({W + "p", W + "hyperlink"})
"""What a bookmark may stand in, beside runs."""


def mark_pages(document: Element, parts: Mapping[str, bytes], pages: Sequence[PrintPage]) -> None:
    """Put a bookmark `hlm-12` where each of `pages` begins; those behind the last word stand at its end."""
    paragraphs = list(own_paragraphs(document[0]))
    if not paragraphs or not pages:
        return
    boxes = boxes_of(parts)
    marks = list(_marks(document, pages))
    left = list(zip(pages, marks, strict=True))[::-1]
    position = 0
    for paragraph in paragraphs:
        position += len(squeeze(box_of(paragraph, boxes)))
        for node in list(promised_nodes(paragraph)):
            said = words_of(node)
            after = position + len(squeeze(said))
            here: dict[int, list[Element]] = {}
            places = _places(said) if left and left[-1][0].offset < after else ()
            while left and left[-1][0].offset < after:
                page, mark = left.pop()
                here.setdefault(places[max(0, page.offset - position)], []).extend(mark)
            for index in reversed(here):  # from the end: what stands before a cut keeps its place
                _place(node, index, here[index])
            position = after
    for _, mark in reversed(left):
        paragraphs[-1].extend(mark)


def _places(text: str) -> Sequence[int]:
    """The index in `text` of each character of its squeezed form; in one pass, for a text may be long."""
    if text.isascii():
        return [index for index, character in enumerate(text) if not character.isspace()]
    if unicodedata.is_normalized("NFC", text):
        return [index for index, character in enumerate(text) if squeeze(character)]
    return [character_at(text, place) for place in range(len(squeeze(text)))]


def _marks(document: Element, pages: Sequence[PrintPage]) -> Iterator[tuple[Element, Element]]:
    known = list(document.iter(W + "bookmarkStart"))
    names = {mark.get(W + "name") for mark in known}
    first = max((int(mark.get(W + "id", "0")) for mark in known), default=0) + 1
    for number, page in enumerate(pages, first):
        name = f"hlm-{page.label}"
        while name in names:  # an anchor of the author's
            name += "-cetak"
        names.add(name)
        yield w("bookmarkStart", id=number, name=name), w("bookmarkEnd", id=number)


def _place(node: Element, index: int, marks: list[Element]) -> None:
    """Put `marks` before the character `index` of `node`; its run is cut in two where need be."""
    run = node.getparent()
    at = node
    if run is not None and run.tag == W + "r":
        at = _cut(run, node, index)
    while (parent := at.getparent()) is not None and parent.tag not in _INSIDE:
        at = parent
    for element in marks:
        at.addprevious(element)


def _cut(run: Element, node: Element, index: int) -> Element:
    """The run that begins with the character `index` of `node`."""
    before = [child for child in node.itersiblings(preceding=True) if child.tag != W + "rPr"]
    if not index and not before:
        return run
    rest = w("r")
    looks = run.find("w:rPr", NAMESPACES)
    if looks is not None:
        rest.append(copy.deepcopy(looks))
    following = list(node.itersiblings())
    if node.tag == W + "t" and index:
        piece = w("t")
        piece.text, node.text = str(node.text)[index:], str(node.text)[:index]
        for part in (node, piece):
            part.set(XML_SPACE, "preserve")
        rest.append(piece)
    else:
        rest.append(node)
    rest.extend(following)
    run.addnext(rest)
    return rest
