"""pandoc puts the notes at the end; a page wants each in the line that calls it, for `float: footnote`.

In: XHTML as pandoc wrote it. Out: the same words, each note inside the mark that calls it, linked both ways.
"""

from __future__ import annotations

from lxml import etree

_BLOCKS = (
    *("p", "ul", "ol", "li", "dl", "dt", "dd", "pre", "blockquote", "div", "figure", "figcaption", "hr"),
    *("table", "caption", "colgroup", "thead", "tbody", "tfoot", "tr", "th", "td"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
)


def xml_parser() -> etree.XMLParser:
    """A parser that reads nothing but what it is given."""
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


class Notes:
    """pandoc's list of notes, each taken once, by the line that calls it."""

    def __init__(self, notes: str) -> None:
        """`notes` is XHTML as pandoc wrote it, or empty."""
        listed = etree.fromstring(notes, xml_parser()).iter("li") if notes else ()
        self._items = {item.get("id"): item for item in listed if item.get("id")}

    def place(self, section: etree._Element) -> None:
        """Move the notes that `section` calls into the lines that call them."""
        calls = [link for link in section.iter("a") if "footnote-ref" in link.get("class", "").split()]
        for call in calls:
            note = _note(self._items[call.get("href", "").removeprefix("#")], call)
            # The note comes before its number and no line may end between them: they share a page.
            whole = etree.Element("span", {"class": "panggilan", "data-tag": "Reference"})
            whole.tail, call.tail = call.tail, None
            parent = call.getparent()
            if parent is not None:
                parent.replace(call, whole)
            number = "".join(call.itertext())
            for child in call:
                call.remove(child)
            call.text = number
            call.set("aria-label", f"Catatan {number}")
            whole.extend((note, call))


def _note(item: etree._Element, call: etree._Element) -> etree._Element:
    _remove_backlinks(item)
    note = etree.Element("span", {"class": "catatan", "id": item.get("id", ""), "data-tag": "Note"})
    note.extend(list(item))
    note.text = item.text
    _strip_blanks(note)
    label = etree.Element("span", {"class": "nomor", "data-tag": "Lbl"})
    back = etree.SubElement(label, "a", {"href": f"#{call.get('id')}", "aria-label": "Kembali ke teks"})
    back.text = "".join(call.itertext())
    first = note[0] if len(note) and note[0].tag == "p" and not note.text else note
    label.tail, first.text = first.text, None
    first.insert(0, label)
    return note


def _strip_blanks(note: etree._Element) -> None:
    # In a float WeasyPrint gives the line end between two blocks a line of its own.
    for block in note.iter(*_BLOCKS):
        parent = block.getparent()
        if parent is not None and parent[0] is block and not (parent.text or "").strip():
            parent.text = None
        if not (block.tail or "").strip():
            block.tail = None


def _remove_backlinks(item: etree._Element) -> None:
    for link in [link for link in item.iter("a") if "footnote-back" in link.get("class", "").split()]:
        parent = link.getparent()
        if parent is not None:
            parent.remove(link)


_HOLDERS = frozenset({"section", "div", "blockquote", "li", "body"})


def unfold(section: etree._Element, anchor: str) -> None:
    """Set the notes of the block that calls the note `anchor` as blocks after it: that note outgrows a page.

    WeasyPrint keeps a note whole at the foot of one page and cuts it there without a word (#1833). All of the
    block's notes move, so that they stay in order.
    """
    block = next((span for span in section.iter("span") if span.get("id") == anchor), None)
    if block is None:  # it moved with another note of its block
        return
    while (parent := block.getparent()) is not None and parent.tag not in _HOLDERS:
        block = parent
    notes = [span for span in block.iter("span") if span.get("class") == "catatan"]
    for note in reversed(notes):
        call = note.getparent()
        if call is not None:
            call.remove(note)
        note.tag = "div"
        note.set("class", "catatan-panjang")
        note.tail, block.tail = block.tail, None
        block.addnext(note)


def strip_notes(heading: etree._Element) -> None:
    """Take the notes and their numbers out of `heading` (a copy, for contents and labels)."""
    for note in [span for span in heading.iter("span") if span.get("class") == "panggilan"]:
        parent, before = note.getparent(), note.getprevious()
        if parent is None:
            continue
        if before is not None:
            before.tail = (before.tail or "") + (note.tail or "")
        else:
            parent.text = (parent.text or "") + (note.tail or "")
        parent.remove(note)
