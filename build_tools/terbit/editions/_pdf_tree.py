"""A Book's HTML becomes page trees for WeasyPrint: notes where they are called, and PDF roles.

In: the fragments pandoc wrote. Out: XHTML, a tree for each part, whose `data-tag` and `data-list` attributes
say what the PDF's structure tree shall say (ISO 32000-1, 14.8.4). No word is added but furniture.
"""

from __future__ import annotations

import copy
import re

from lxml import etree

from terbit.editions._html import html
from terbit.editions._pdf_notes import Notes, strip_notes, xml_parser
from terbit.model.book import Book

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NUMBERINGS = {"a": "LowerAlpha", "A": "UpperAlpha", "i": "LowerRoman", "I": "UpperRoman"}
_HEAD = 45
"""Letters of a running head."""
_LONG = re.compile(r"([^\s\u00ad-]{25,})")


def part_trees(book: Book) -> tuple[etree._Element, ...]:
    """An `html` element without namespace for each part of `book`, ready to be laid out."""
    written = html(book)
    notes = Notes(written.notes)
    trees: list[etree._Element] = []
    for part, fragment in zip(book.parts, written.parts, strict=True):
        section = etree.fromstring(f'<section class="{part.kind.value}">{fragment}</section>', xml_parser())
        section.set("data-label", part.title)
        notes.place(section)
        _label_headings(section, f"kepala-{len(trees)}")
        _show_boxes(section)
        _tag_lists(section)
        _let_long_words_break(section)
        for locators in section.iter("span"):
            if locators.get("class") == "pemakaian":
                locators.set("data-tag", "Reference")
        for heading in section.iter("h1"):
            _break_at_colon(heading)
        trees.append(page_tree(book, section))
    return tuple(trees)


def page_tree(book: Book, section: etree._Element) -> etree._Element:
    """A whole page tree with `section` as its only part."""
    root = _head(book)
    title = book.metadata.title.split(":", 1)[0].strip()
    body = etree.SubElement(root, "body", {"data-judul": _running_head(title)})
    body.append(section)
    return root


def without_description(root: etree._Element) -> tuple[str, ...]:
    """The paths of the images that have no description, in order."""
    return tuple(image.get("src", "") for image in root.iter("img") if not image.get("alt", "").strip())


def drop_relative_links(root: etree._Element) -> tuple[str, ...]:
    """Unlink what points to a file beside the book, and say what it was: a lone PDF has nothing beside it."""
    dropped = []
    for link in root.iter("a"):
        target = link.get("href", "")
        if target and ":" not in target and not target.startswith("#"):
            dropped.append(target)
            del link.attrib["href"]
    return tuple(dropped)


def _head(book: Book) -> etree._Element:
    metadata = book.metadata
    language = "id-ID" if metadata.language == "id" else metadata.language
    root = etree.Element("html", {"lang": language})
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = metadata.title
    stamp = f"{metadata.date.isoformat()}T00:00:00Z"
    for name, value in (
        *(("author", author) for author in metadata.authors),
        ("description", metadata.subtitle),
        ("generator", "Terbit"),
        ("dcterms.created", stamp),
        ("dcterms.modified", stamp),
    ):
        if value:
            etree.SubElement(head, "meta", {"name": name, "content": value})
    return root


def _label_headings(section: etree._Element, stem: str) -> None:
    # Bookmarks and running heads want the words alone; `content()` would print a note's words with them.
    for number, heading in enumerate(list(section.iter(*HEADINGS)), 1):
        words = copy.deepcopy(heading)
        strip_notes(words)
        label = " ".join("".join(words.itertext()).split())
        heading.set("data-label", label)
        heading.set("data-kepala", _running_head(label))
        if not heading.get("id"):
            heading.set("id", f"{stem}-{number}")


def _running_head(words: str) -> str:
    # One line, beside the other head: a second would climb off the page.
    return words if len(words) <= _HEAD else f"{words[:_HEAD].rpartition(' ')[0] or words[:_HEAD]}…"


def _break_at_colon(heading: etree._Element) -> None:
    # A title and what it is about: the second stands on a line of its own, smaller.
    title, colon, rest = (heading.text or "").partition(": ")
    if colon:
        inner = etree.Element("span", {"class": "anak-judul"})
        inner.text = rest
        inner.extend(list(heading))
        heading.text = f"{title}: "
        heading.append(inner)


def _let_long_words_break(section: etree._Element) -> None:
    # A table is as wide as its longest words. Only those may break anywhere: measuring every letter of every
    # cell takes half the time of a layout.
    for cell in list(section.iter("td", "th")):
        for element in list(cell.iter()):
            _wrap_long(element, None, element.text)
            if element is not cell:
                parent = element.getparent()
                if parent is not None:
                    _wrap_long(parent, element, element.tail)


def _wrap_long(parent: etree._Element, before: etree._Element | None, text: str | None) -> None:
    """Put the long words of `text`, which follows `before` (None: opens `parent`), into spans."""
    first, *rest = _LONG.split(text or "")
    if not rest:
        return
    place = 0 if before is None else parent.index(before) + 1
    if before is None:
        parent.text = first
    else:
        before.tail = first
    for word, tail in zip(rest[::2], rest[1::2], strict=True):
        span = etree.Element("span", {"class": "kata-panjang"})
        span.text, span.tail = word, tail
        parent.insert(place, span)
        place += 1


def _show_boxes(section: etree._Element) -> None:
    # A box to tick is a sign of the text, not a form; the list around it needs no bullets.
    for box in list(section.iter("input")):
        sign = "☐ " if box.get("checked") is None else "☒ "
        label = box.getparent()
        if label is not None:
            label.text = sign + (box.tail or "")
            label.remove(box)
            label.tag = "span"


def _tag_lists(body: etree._Element) -> None:
    for bullets in body.iter("ul"):
        bullets.set("data-list", "None" if "task-list" in bullets.get("class", "").split() else "Disc")
    for verse in body.iter("div"):
        if "line-block" in verse.get("class", "").split():
            verse.set("data-tag", "P")
    for numbers in body.iter("ol"):
        numbers.set("data-list", _NUMBERINGS.get(numbers.get("type", ""), "Decimal"))
        if start := numbers.get("start"):  # WeasyPrint 70 begins every list at 1
            numbers.set("style", f"counter-reset: list-item {int(start) - 1}")
    # P stands in LBody, never in LI itself (veraPDF 7.2 t20).
    for item in list(body.iter("li")):
        _wrap_children(item, "LBody")
    for entries in list(body.iter("dl")):
        _tag_definitions(entries)
    for entry in body.iter("div"):
        if "csl-entry" in entry.get("class", "").split():
            entry.set("data-tag", "LI")
            _wrap_children(entry, "LBody")
        elif "csl-bib-body" in entry.get("class", "").split():
            entry.set("data-tag", "L")
            entry.set("data-list", "None")


def _wrap_children(element: etree._Element, tag: str) -> None:
    inner = etree.Element("div", {"data-tag": tag})
    inner.text, element.text = element.text, None
    inner.extend(list(element))
    element.append(inner)


def _tag_definitions(entries: etree._Element) -> None:
    # A term is the label of its item: ListNumbering None says that labels are words, not numbers.
    entries.tag = "div"
    entries.attrib.update({"class": "istilah-istilah", "data-tag": "L", "data-list": "None"})
    item = None
    for child in list(entries):
        if child.tag == "dt" or item is None:
            item = etree.SubElement(entries, "div", {"class": "lema", "data-tag": "LI"})
        if child.tag == "dt":
            child.attrib.update({"class": "dt", "data-tag": "Lbl"})
        else:
            child.attrib.update({"class": "dd", "data-tag": "LBody"})
        child.tag = "div"
        item.append(child)
