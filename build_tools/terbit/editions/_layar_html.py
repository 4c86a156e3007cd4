"""A Book's HTML becomes one page tree for `layar`: notes where they are called, a Daftar Isi, PDF roles.

In: the fragments pandoc wrote. Out: XHTML whose `data-tag` and `data-list` attributes say what the PDF's
structure tree shall say (ISO 32000-1, 14.8.4). No word is added but furniture: numbers, contents, labels.
"""

from __future__ import annotations

import copy

from lxml import etree

from terbit.editions._html import html
from terbit.model.book import Book, PartKind

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CONTENTS_DEPTH = 3
_CONTENTS = "daftar-isi"


def page(book: Book) -> etree._Element:
    """The whole edition as an `html` element without namespace."""
    written = html(book)
    root = _head(book)
    body = etree.SubElement(root, "body", {"data-judul": book.metadata.title.split(":", 1)[0].strip()})
    for part, fragment in zip(book.parts, written.parts, strict=True):
        section = etree.fromstring(f'<section class="{part.kind.value}">{fragment}</section>', _parser())
        section.set("data-label", part.title)
        body.append(section)
    _place_notes(body, written.notes)
    _label_headings(body)
    _tag_lists(body)
    contents = _contents(body)
    for heading in body.iter("h1"):
        _break_at_colon(heading)
    body.insert(1 if book.parts and book.parts[0].kind is PartKind.TITLE_PAGE else 0, contents)
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


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


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


def _place_notes(body: etree._Element, notes: str) -> None:
    # pandoc puts the notes at the end; a page wants each in the line that calls it, for `float: footnote`.
    if not notes:
        return
    items = {item.get("id"): item for item in etree.fromstring(notes, _parser()).iter("li") if item.get("id")}
    for call in [link for link in body.iter("a") if "footnote-ref" in link.get("class", "").split()]:
        anchor = call.get("href", "").removeprefix("#")
        item = items[anchor]
        _remove_backlinks(item)
        number = "".join(call.itertext())
        note = etree.Element("span", {"class": "catatan", "id": anchor, "data-tag": "Note"})
        label = etree.Element("span", {"class": "nomor", "data-tag": "Lbl"})
        back = etree.SubElement(label, "a", {"href": f"#{call.get('id')}", "aria-label": "Kembali ke teks"})
        back.text = number
        note.extend(item)
        note.text = item.text
        if len(note) and note[0].tag == "p" and not (note.text or "").strip():
            label.tail, note[0].text = note[0].text, None
            note[0].insert(0, label)
        else:
            label.tail, note.text = note.text, None
            note.insert(0, label)
        # The note comes before its number and no line may end between them: note and number share a page.
        whole = etree.Element("span", {"class": "panggilan", "data-tag": "Reference"})
        whole.tail, call.tail = call.tail, None
        parent = call.getparent()
        assert parent is not None  # noqa: S101  # a call stands in a paragraph
        parent.replace(call, whole)
        for child in call:
            call.remove(child)
        call.text = number
        call.set("aria-label", f"Catatan {number}")
        whole.extend((note, call))


def _remove_backlinks(item: etree._Element) -> None:
    for link in [link for link in item.iter("a") if "footnote-back" in link.get("class", "").split()]:
        parent = link.getparent()
        if parent is not None:
            parent.remove(link)


def _label_headings(body: etree._Element) -> None:
    # Bookmarks and running heads want the words alone; `content()` would print a note's words with them.
    for number, heading in enumerate(list(body.iter(*_HEADINGS)), 1):
        words = copy.deepcopy(heading)
        _strip_notes(words)
        heading.set("data-label", " ".join("".join(words.itertext()).split()))
        if not heading.get("id"):
            heading.set("id", f"kepala-{number}")


def _strip_notes(heading: etree._Element) -> None:
    for note in [span for span in heading.iter("span") if span.get("class") == "panggilan"]:
        parent, before = note.getparent(), note.getprevious()
        if parent is None:
            continue
        if before is not None:
            before.tail = (before.tail or "") + (note.tail or "")
        else:
            parent.text = (parent.text or "") + (note.tail or "")
        parent.remove(note)


def _contents(body: etree._Element) -> etree._Element:
    section = etree.Element("section", {"class": _CONTENTS})
    heading = etree.SubElement(section, "h1", {"id": _CONTENTS, "data-label": "Daftar Isi"})
    heading.text = "Daftar Isi"
    entries = etree.SubElement(section, "div", {"data-tag": "TOC"})
    for target in body.iter(*_HEADINGS[:_CONTENTS_DEPTH]):
        words = copy.deepcopy(target)
        _strip_notes(words)
        etree.strip_tags(words, "a", "span", "br", "dfn")
        entry = etree.SubElement(entries, "div", {"data-tag": "TOCI", "class": f"tingkat-{target.tag[1:]}"})
        link = etree.SubElement(entry, "a", {"href": f"#{target.get('id')}"})
        title = etree.SubElement(link, "span", {"class": "judul-isi"})
        title.text = words.text
        title.extend(words)
        # The dots are a background: `leader()` would tag every one of them as a word.
        etree.SubElement(link, "span", {"class": "halaman", "data-tujuan": f"#{target.get('id')}"})
    for inner in entries.iter():
        if inner.get("id"):
            del inner.attrib["id"]
    return section


def _break_at_colon(heading: etree._Element) -> None:
    # A title and what it is about: the second stands on a line of its own, smaller.
    title, colon, rest = (heading.text or "").partition(": ")
    if colon:
        inner = etree.Element("span", {"class": "anak-judul"})
        inner.text = rest
        inner.extend(list(heading))
        heading.text = f"{title}: "
        heading.append(inner)


def _tag_lists(body: etree._Element) -> None:
    for kind, numbering in (("ul", "Disc"), ("ol", "Decimal")):
        for element in body.iter(kind):
            element.set("data-list", numbering)
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
