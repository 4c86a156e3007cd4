"""A Book's HTML becomes the content documents of an EPUB: split, structured, notes and links in place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from terbit.editions._epub_dress import dress, dress_glossary, note, note_marks
from terbit.editions._epub_xml import fragment, h, local, make, unwrap, words
from terbit.model.book import Book, Complaint, Part, PartKind

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from terbit.editions._html import Html

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_MATTER = {
    PartKind.HALF_TITLE: "frontmatter",
    PartKind.TITLE_PAGE: "frontmatter",
    PartKind.COLOPHON: "frontmatter",
    PartKind.FRONT: "frontmatter",
    PartKind.BODY: "bodymatter",
}
_SEVERAL = frozenset({PartKind.FRONT, PartKind.BODY})
# epub:type and the DPUB-ARIA role of the same meaning; the title pages have none.
_MEANING = {
    PartKind.HALF_TITLE: ("halftitlepage", ""),
    PartKind.TITLE_PAGE: ("titlepage", ""),
    PartKind.FRONT: ("preface", "doc-preface"),
    PartKind.BODY: ("chapter", "doc-chapter"),
    PartKind.GLOSSARY: ("glossary", "doc-glossary"),
    PartKind.BIBLIOGRAPHY: ("bibliography", "doc-bibliography"),
    PartKind.CHANGES: ("appendix", "doc-appendix"),
    PartKind.COLOPHON: ("colophon", "doc-colophon"),
}
_SCHEMES = ("http", "https", "mailto", "tel")


class Heading(NamedTuple):
    """A heading that the contents may list."""

    level: int
    identifier: str
    title: str


class Document(NamedTuple):
    """A content document before it is written: its file name, the part it belongs to, its title, its tree."""

    path: str
    kind: PartKind
    title: str
    body: Element

    @property
    def headings(self) -> Iterator[Heading]:
        """The headings of the document's sections, in order; those inside a quotation or table are not."""
        for element in self.body.iter(*map(h, _HEADINGS[:3])):
            above = {local(ancestor) for ancestor in element.iterancestors()}
            # pandoc gives the id of a heading that opens a Div to the section it makes of the Div.
            parent = element.getparent()
            identifier = element.get("id") or (parent.get("id") if parent is not None else None)
            if identifier and above <= {"html", "body", "section", "div"}:
                yield Heading(int(local(element)[1]), identifier, _title(element))


def documents(book: Book, html: Html) -> list[Document]:
    """The content documents in reading order; their images and links still lead where the book's do."""
    pieces: list[tuple[Part, list[Element]]] = []
    for part, text in zip(book.parts, html.parts, strict=True):
        root = fragment(text)
        dress(root)
        if part.kind is PartKind.GLOSSARY:
            dress_glossary(root)
        is_article = part.kind is PartKind.BODY and not book.has_chapters
        pieces += ((part, group) for group in (_split(root) if is_article else [list(root)]))
    made = list(_documents(pieces, has_chapters=book.has_chapters))
    _add_notes(made, html.notes)
    return made


def connect(made: list[Document]) -> list[Complaint]:
    """Lead every link to its place among the documents; complaints (X014) of those that have none."""
    return [*_unique(made), *_link(made)]


def _title(heading: Element) -> str:
    return words(heading, note_marks(heading))


def _split(root: Element) -> list[list[Element]]:
    """The elements of an article, cut at its headings of level 1 and 2."""
    groups: list[list[Element]] = [[]]
    for element in list(root):
        if local(element) in {"h1", "h2"} and groups[-1]:
            groups.append([])
        groups[-1].append(element)
    return groups


def _documents(pieces: list[tuple[Part, list[Element]]], *, has_chapters: bool) -> Iterator[Document]:
    """A document for each piece; those of a kind that stands several times are numbered."""
    of_kind = Counter(part.kind for part, _ in pieces)
    numbers: Counter[PartKind] = Counter()
    for part, group in pieces:
        kind = part.kind
        numbers[kind] += 1
        digits = max(2, len(str(of_kind[kind])))
        path = f"{kind}-{numbers[kind]:0{digits}}.xhtml" if kind in _SEVERAL else f"{kind}.xhtml"
        meaning, role = _MEANING[kind]
        if kind is PartKind.BODY and numbers[kind] == 1 < of_kind[kind] and not has_chapters:
            meaning, role = "introduction", "doc-introduction"
        first = next((element for element in group if local(element) in _HEADINGS), None)
        title = part.title if first is None or kind is PartKind.TITLE_PAGE else _title(first)
        label = first.get("id", "") if first is not None and role else ""
        section = make("section", "\n", epub_type=meaning, role=role, aria_labelledby=label)
        _nest(section, group)
        body = make("body", "\n", section, epub_type=_MATTER.get(kind, "backmatter"))
        section.tail = "\n"
        yield Document(path, kind, title, body)


def _nest(section: Element, group: list[Element]) -> None:
    """Put `group` in `section`; every heading but the one that opens it opens a section of its own."""
    open_sections = [(0, section)]
    for place, element in enumerate(group):
        name = local(element)
        if name in _HEADINGS and place:
            level = int(name[1])
            while len(open_sections) > 1 and open_sections[-1][0] >= level:
                open_sections.pop()
            inner = make("section", "\n")
            inner.tail = "\n"
            open_sections[-1][1].append(inner)
            open_sections.append((level, inner))
        element.tail = "\n"
        open_sections[-1][1].append(element)


def _add_notes(made: list[Document], notes: str) -> None:
    """Each note goes to the end of the document that calls it, under the number of its mark."""
    if not notes:
        return
    root = fragment(notes)
    dress(root)
    items = {f"#{item.get('id')}": item for item in root.iter(h("li")) if item.get("id")}
    for document in made:
        section = document.body[0]
        for place, mark in enumerate(note_marks(document.body)):
            item = items[mark.get("href", "")]
            aside = note(words(mark), mark.get("id", ""), item, item.get("id", ""))
            if not place:
                aside.set("class", "pertama")
            section.append(aside)


def _unique(made: list[Document]) -> Iterator[Complaint]:
    """An id that stands twice keeps its first place (an XML document with two is not valid)."""
    seen: set[str] = set()
    for document in made:
        for element in document.body.iter("*"):
            identifier = element.get("id")
            if identifier in seen:
                del element.attrib["id"]
                yield Complaint(
                    "X014",
                    f"Jangkar “{identifier}” ada lebih dari satu; semua tautan ke sana menuju yang pertama.",
                    identifier or "",
                    "Beri setiap jangkar nama yang berbeda.",
                )
            elif identifier:
                seen.add(identifier)


def _link(made: list[Document]) -> Iterator[Complaint]:
    """Links between parts name the file they lead to; a link that leads nowhere becomes its words."""
    places = {
        element.get("id"): document.path
        for document in made
        for element in document.body.iter("*")
        if element.get("id")
    }
    for document in made:
        for link in list(document.body.iter(h("a"))):
            target = link.get("href", "")
            anchor = target[1:] if target[1:] in places else unquote(target[1:])
            if target.startswith("#") and anchor in places:
                file = "" if places[anchor] == document.path else places[anchor]
                link.set("href", f"{file}#{anchor}")
            elif not _leads_out(target):
                _release(link)
                yield Complaint(
                    "X014",
                    f"Tautan ke “{target}” tidak berujung di EPUB; kata-katanya tetap, tautannya dilepas.",
                    target.removeprefix("#"),
                    "Periksa sasaran tautan itu; berkas lain tidak ikut masuk ke EPUB.",
                )


def _release(link: Element) -> None:
    """The words of a link stay, and its id if it is itself led to."""
    identifier = link.get("id")
    if identifier is None:
        unwrap(link)
        return
    link.attrib.clear()
    link.tag = h("span")
    link.set("id", identifier)


def _leads_out(target: str) -> bool:
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    if parts.scheme in {"http", "https"}:
        return bool(parts.hostname)
    return parts.scheme in _SCHEMES
