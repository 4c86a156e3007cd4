"""Mutant EPUB and DOCX files: one thing in the markup is dropped, repeated, swapped, cut short or altered.

A mutation takes the parts of a package and a source of chance, changes them in place, and tells whether it
found something to change. White space is not among what is altered: no edition is held to it.
"""

from __future__ import annotations

import copy
import io
import random
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from terbit.editions._docx_formulas import FORMULA
from terbit.editions._docx_xml import W
from terbit.model.stream import squeeze

Element = Any
EPUB = "{http://www.idpf.org/2007/ops}type"


class Package:
    """A zip archive whose XML parts are trees."""

    def __init__(self, path: Path) -> None:
        """Open the finished file at `path`."""
        with zipfile.ZipFile(path) as archive:
            self.parts: dict[str, Any] = {name: archive.read(name) for name in archive.namelist()}
        for name in self.parts:
            if name.endswith((".xhtml", ".xml", ".opf", ".rels")):
                self.parts[name] = etree.fromstring(self.parts[name])

    def write(self, path: Path) -> None:
        """Write the package as it is now."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, data in self.parts.items():
                archive.writestr(name, data if isinstance(data, bytes) else etree.tostring(data))
        path.write_bytes(out.getvalue())


class Epub(Package):
    """Where an EPUB has what is promised."""

    def roots(self) -> list[Element]:
        """The documents of the text."""
        skip = ("nav.xhtml", "sampul.xhtml")
        return [t for name, t in self.parts.items() if name.endswith(".xhtml") and not name.endswith(skip)]

    def find(self, *tags: str) -> list[Element]:
        """All promised elements of these names that say something, notes left out."""
        every = (e for root in self.roots() for tag in tags for e in root.iter(f"{{*}}{tag}"))
        return [e for e in every if self.words(e) and not self.in_note(e) and not self.furniture(e)]

    def furniture(self, element: Element) -> bool:
        """Whether it is a back-reference or stands in one."""
        around = (element, *element.iterancestors())
        return any("pemakaian" in e.get("class", "").split() or "noteref" in e.get(EPUB, "") for e in around)

    def in_note(self, element: Element) -> bool:
        """Whether it stands in a note."""
        return any(e.get(EPUB) == "footnote" for e in element.iterancestors())

    def slots(self, element: Element) -> list[tuple[Element, str]]:
        """The places of the text in an element: (element, "text" or "tail")."""
        found = []
        for one in element.iter():
            hidden = not isinstance(one.tag, str) or self.silent(one)
            if not hidden and one.text and one.text.strip():
                found.append((one, "text"))
            if one is not element and one.tail and one.tail.strip() and not self.silent(one.getparent()):
                found.append((one, "tail"))
        return found

    def silent(self, element: Element) -> bool:
        """Whether its text is not promised."""
        around = (element, *element.iterancestors())
        return any(
            "pemakaian" in e.get("class", "").split()
            or "noteref" in e.get(EPUB, "")
            or e.get("role") == "doc-backlink"
            or str(e.tag).rpartition("}")[2] in {"math", "svg"}
            for e in around
        )

    def words(self, element: Element) -> str:
        """The promised text of an element, squeezed."""
        return squeeze("".join(getattr(e, where) for e, where in self.slots(element)))

    def notes(self) -> list[Element]:
        """The notes that are mutated."""
        return [a for root in self.roots() for a in root.iter("{*}aside") if a.get(EPUB) == "footnote"]

    def calls(self) -> list[Element]:
        """The marks of notes."""
        return [a for root in self.roots() for a in root.iter("{*}a") if "noteref" in a.get(EPUB, "")]

    def kinds(self) -> dict[str, list[Element]]:
        """Everything that can be mutated, by name."""
        return {
            "paragraph": self.find("p"),
            "heading": [
                h for h in self.find("h1", "h2", "h3", "h4", "h5", "h6") if h.get("class") != "judul"
            ],
            "item": [li for li in self.find("li") if not li.get("id", "").startswith("ref-")],
            "reference": [li for li in self.find("li") if li.get("id", "").startswith("ref-")],
            "term": self.find("dt"),
            "definition": self.find("dd"),
            "row": self.find("tr"),
            "cell": self.find("td", "th"),
            "caption": self.find("caption", "figcaption"),
            "code": self.find("pre"),
            "note": self.notes(),
        }

    def links(self) -> list[Element]:
        """The promised links."""
        return [a for a in self.find("a") if ":" in a.get("href", "") or "#" in a.get("href", "")]

    def images(self) -> list[Element]:
        """The promised pictures."""
        return [i for root in self.roots() for i in root.iter("{*}img")]

    def languages(self) -> list[Element]:
        """What is marked to be in another language."""
        return [e for e in self.find("span", "div", "p", "a") if e.get("lang") and e.get("lang") != "id"]


class Docx(Package):
    """Where a DOCX has what is promised."""

    def body(self) -> Element:
        """The body of the document."""
        return self.parts["word/document.xml"][0]

    def style(self, paragraph: Element) -> str:
        """The style of a paragraph, or nothing."""
        found = paragraph.find(f"{W}pPr/{W}pStyle")
        return "" if found is None else found.get(W + "val")

    def slots(self, element: Element) -> list[tuple[Element, str]]:
        """As in Epub."""
        found = []
        for t in element.iter(W + "t"):
            style = t.getparent().find(f"{W}rPr/{W}rStyle")
            furniture = style is not None and style.get(W + "val") in {"Pemakaian", "TautanPemakaian"}
            if t.text and t.text.strip() and not furniture:
                found.append((t, "text"))
        return found

    def words(self, element: Element) -> str:
        """The promised text of an element, squeezed."""
        return squeeze("".join(t.text for t, _ in self.slots(element)))

    def paragraphs(self, root: Element) -> list[Element]:
        """The promised paragraphs of a part that say something."""
        skip = {"TOC1", "TOC2", "TOC3", "TOCHeading"}
        return [p for p in root.iter(W + "p") if self.style(p) not in skip and self.words(p)]

    def notes(self) -> list[Element]:
        """The notes that are mutated."""
        root = self.parts.get("word/footnotes.xml")
        # Not the note itself: in which order notes are stored means nothing (ECMA-376 part 1, 17.11).
        return [] if root is None else [p for p in root.iter(W + "p") if self.words(p)]

    def calls(self) -> list[Element]:
        """The marks of notes."""
        return list(self.body().iter(W + "footnoteReference"))

    def kinds(self) -> dict[str, list[Element]]:
        """As in Epub."""
        by_style: dict[str, list[Element]] = {}
        for p in self.paragraphs(self.body()):
            by_style.setdefault(self.style(p), []).append(p)
        numbered = [p for p in self.paragraphs(self.body()) if self.listed(p)]
        return {
            "paragraph": by_style.get("BodyText", []) + by_style.get("FirstParagraph", []),
            "heading": [p for level in range(1, 7) for p in by_style.get(f"Heading{level}", [])],
            "item": numbered,
            "reference": by_style.get("Bibliography", []),
            "term": by_style.get("Istilah", []),
            "definition": by_style.get("UraianIstilah", []),
            "row": [tr for tr in self.body().iter(W + "tr") if self.words(tr)],
            "cell": [tc for tc in self.body().iter(W + "tc") if self.words(tc)],
            "caption": by_style.get("ImageCaption", []) + by_style.get("TableCaption", []),
            "code": by_style.get("SourceCode", []),
            "note": self.notes(),
        }

    def listed(self, paragraph: Element) -> bool:
        """Whether a paragraph begins an item."""
        number = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        return number is not None and number.get(W + "val") != "1000"

    def links(self) -> list[Element]:
        """The promised links."""
        return [
            a
            for a in self.body().iter(W + "hyperlink")
            if self.words(a) and self.style(self.around(a)) not in {"TOC1", "TOC2", "TOC3"}
        ]

    def around(self, element: Element) -> Element:
        """The paragraph that holds an element."""
        return next(element.iterancestors(W + "p"))

    def images(self) -> list[Element]:
        """The promised pictures."""
        return [e for e in self.body().iter("{*}docPr") if e.get("descr")]

    def languages(self) -> list[Element]:
        """What is marked to be in another language."""
        found = self.body().iter(W + "lang")
        return [e for e in found if self.words(e.getparent().getparent())]


Markup = Epub | Docx
Mutation = Callable[[Any, random.Random], bool]


def _remove(element: Element) -> None:
    parent, before = element.getparent(), element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _drop(package: Markup, element: Element, _others: Sequence[Element], _rng: random.Random) -> bool:
    if package.words(element) == "":
        return False
    _remove(element)
    return True


def _repeat(_package: Markup, element: Element, _others: Sequence[Element], _rng: random.Random) -> bool:
    again = copy.deepcopy(element)
    again.tail = None
    element.addnext(again)
    return True


def _swap(package: Markup, element: Element, others: Sequence[Element], rng: random.Random) -> bool:
    nested = {element, *element.iter(), *element.iterancestors()}
    mine = package.words(element)
    rest = [e for e in others if e not in nested and package.words(e) != mine]
    if not rest:
        return False
    other = rng.choice(rest)
    here: Element = etree.Element("x")
    there: Element = etree.Element("y")
    for one, mark in ((element, here), (other, there)):
        mark.tail, one.tail = one.tail, None
        one.getparent().replace(one, mark)
    here.getparent().replace(here, _with_tail(other, here.tail))
    there.getparent().replace(there, _with_tail(element, there.tail))
    return True


def _with_tail(element: Element, tail: str | None) -> Element:
    element.tail = tail
    return element


def _truncate(package: Markup, element: Element, _others: Sequence[Element], rng: random.Random) -> bool:
    slots = package.slots(element)
    if not slots:
        return False
    one, where = slots[-1]
    text = getattr(one, where).rstrip()
    setattr(one, where, text[: rng.randrange(len(text))] if len(text) > 1 else "")
    return squeeze(text) != squeeze(getattr(one, where))


def _alter(accept: Callable[[str], bool], letters: str) -> Callable[..., bool]:
    def alter(package: Markup, element: Element, _others: Sequence[Element], rng: random.Random) -> bool:
        slots = package.slots(element)
        spots = [(s, n) for s in slots for n, c in enumerate(getattr(*s)) if accept(c)]
        if not spots:
            return False
        (one, where), at = rng.choice(spots)
        text = getattr(one, where)
        new = rng.choice([c for c in letters if c != text[at]])
        setattr(one, where, text[:at] + new + text[at + 1 :])
        return True

    return alter


def _insert(package: Markup, element: Element, _others: Sequence[Element], rng: random.Random) -> bool:
    slots = package.slots(element)
    if not slots:
        return False
    one, where = rng.choice(slots)
    text = getattr(one, where)
    at = rng.randrange(len(text) + 1)
    setattr(one, where, f"{text[:at]} tidak {text[at:]}")
    return True


def _word(package: Markup, element: Element, _others: Sequence[Element], rng: random.Random) -> bool:
    """Drop one word."""
    slots = [s for s in package.slots(element) if len(getattr(*s).split()) > 1]
    if not slots:
        return False
    one, where = rng.choice(slots)
    words = getattr(one, where).split(" ")
    spots = [n for n, word in enumerate(words) if squeeze(word)]
    if not spots:
        return False
    del words[rng.choice(spots)]
    setattr(one, where, " ".join(words))
    return True


OPERATIONS: dict[str, Callable[..., bool]] = {
    "drop": _drop,
    "repeat": _repeat,
    "swap": _swap,
    "truncate": _truncate,
    "letter": _alter(lambda c: c.isascii() and c.isalpha(), "abcdefghijklmnopqrstuvwxyz"),
    "digit": _alter(lambda c: c.isascii() and c.isdigit(), "0123456789"),
    "insert": _insert,
    "word": _word,
}


def _on(kind: str, operation: Callable[..., bool]) -> Mutation:
    def mutate(package: Markup, rng: random.Random) -> bool:
        elements = package.kinds()[kind]
        return bool(elements) and operation(package, rng.choice(elements), elements, rng)

    return mutate


def _link_dropped(package: Markup, rng: random.Random) -> bool:
    links = package.links()
    if not links:
        return False
    link = rng.choice(links)
    if isinstance(package, Docx):
        for child in list(link):
            link.addprevious(child)
        link.getparent().remove(link)
    else:
        link.tag = link.tag.replace("}a", "}span")
    return True


def _link_altered(package: Markup, rng: random.Random) -> bool:
    """It leads to where another leads."""
    links = package.links()
    name = f"{W}anchor" if isinstance(package, Docx) else "href"
    links = [link for link in links if link.get(name)]
    if not links:
        return False
    link = rng.choice(links)
    end = link.get(name).rpartition("#")[2]
    others = [e.get(name) for e in links if e.get(name).rpartition("#")[2] != end]
    if not others:
        return False
    link.set(name, rng.choice(others))
    return True


def _link_dead(package: Markup, rng: random.Random) -> bool:
    """It leads nowhere."""
    name = f"{W}anchor" if isinstance(package, Docx) else "href"
    links = [link for link in package.links() if link.get(name) and ":" not in link.get(name)]
    if not links:
        return False
    link = rng.choice(links)
    link.set(name, link.get(name) + "x")
    return True


def _address(package: Markup, rng: random.Random) -> bool:
    """An address outside the book changes by a letter."""
    if isinstance(package, Docx):
        rels = package.parts["word/_rels/document.xml.rels"]
        used = {
            a.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
            for a in package.links()
        }
        found = [r for r in rels if r.get("TargetMode") == "External" and r.get("Id") in used]
        name = "Target"
    else:
        found, name = [a for a in package.links() if ":" in a.get("href", "")], "href"
    if not found:
        return False
    one = rng.choice(found)
    one.set(name, one.get(name) + "q")
    return True


def _description(package: Markup, rng: random.Random) -> bool:
    images = package.images()
    name = "descr" if isinstance(package, Docx) else "alt"
    if not images:
        return False
    rng.choice(images).set(name, "Gambar lain")
    return True


def _description_gone(package: Markup, rng: random.Random) -> bool:
    images = package.images()
    name = "descr" if isinstance(package, Docx) else "alt"
    if not images:
        return False
    rng.choice(images).set(name, "")
    return True


def _image_gone(package: Markup, rng: random.Random) -> bool:
    images = package.images()
    if not images:
        return False
    image = rng.choice(images)
    _remove(next(image.iterancestors(W + "drawing")) if isinstance(package, Docx) else image)
    return True


def _language_gone(package: Markup, rng: random.Random) -> bool:
    spoken = package.languages()
    if not spoken:
        return False
    one = rng.choice(spoken)
    if isinstance(package, Docx):
        one.getparent().remove(one)
    else:
        del one.attrib["lang"]
    return True


def _language_other(package: Markup, rng: random.Random) -> bool:
    spoken = package.languages()
    if not spoken:
        return False
    rng.choice(spoken).set(W + "val" if isinstance(package, Docx) else "lang", "fr")
    return True


def _book_language(package: Markup, rng: random.Random) -> bool:
    if isinstance(package, Docx):
        next(package.parts["word/styles.xml"].iter(W + "lang")).set(W + "val", "en-US")
    elif rng.random() < 0.5:
        rng.choice([root for root in package.roots() if package.words(root)]).set("lang", "en")
    else:
        opf = next(t for name, t in package.parts.items() if name.endswith(".opf"))
        next(opf.iter("{*}language")).text = "ms"
    return True


def _heading_level(package: Markup, rng: random.Random) -> bool:
    headings = package.kinds()["heading"]
    if not headings:
        return False
    heading = rng.choice(headings)
    if isinstance(package, Docx):
        style = heading.find(f"{W}pPr/{W}pStyle")
        old = int(style.get(W + "val")[-1])
        style.set(W + "val", f"Heading{rng.choice([n for n in range(1, 7) if n != old])}")
    else:
        old = int(heading.tag[-1])
        heading.tag = heading.tag[:-1] + str(rng.choice([n for n in range(1, 7) if n != old]))
    return True


def _untag(kind: str) -> Mutation:
    """What was a heading, an item, a cell … is a paragraph now."""

    def mutate(package: Markup, rng: random.Random) -> bool:
        found = package.kinds()[kind]
        if not found:
            return False
        one = rng.choice(found)
        if not isinstance(package, Docx):
            one.tag = "{http://www.w3.org/1999/xhtml}div"
            return True
        properties = one.find(f"{W}pPr")
        if properties is None:
            return False
        for child in list(properties):
            properties.remove(child)
        return True

    return mutate


def _merge(package: Markup, rng: random.Random) -> bool:
    """Two paragraphs become one."""
    inner = set(package.kinds()["paragraph"])
    pairs = [p for p in inner if p.getnext() is not None and p.getnext() in inner]
    if not pairs:
        return False
    first = rng.choice(sorted(pairs, key=package.words))
    second = first.getnext()
    if not isinstance(package, Docx):
        children = list(first)
        if children:
            children[-1].tail = (children[-1].tail or "") + " " + (second.text or "")
        else:
            first.text = (first.text or "") + " " + (second.text or "")
    for child in list(second):
        if child.tag != f"{W}pPr":
            first.append(child)
    second.getparent().remove(second)
    return True


def _call_moved(package: Markup, rng: random.Random) -> bool:
    """A note's mark stands in another paragraph."""
    calls = package.calls()
    hosts = package.kinds()["paragraph"]
    if not calls:
        return False
    call = rng.choice(calls)
    run = call.getparent() if isinstance(package, Docx) else call
    hosts = [h for h in hosts if h not in set(run.iterancestors())]
    if not hosts:
        return False
    target = rng.choice(hosts)
    moved = copy.deepcopy(run)
    moved.tail = None
    _remove(run)
    target.append(moved)
    return True


def _call_gone(package: Markup, rng: random.Random) -> bool:
    calls = package.calls()
    if not calls:
        return False
    _remove(rng.choice(calls))
    return True


def _calls_swapped(package: Markup, rng: random.Random) -> bool:
    calls = package.calls()
    name = f"{W}id" if isinstance(package, Docx) else "href"
    if len(calls) < 2:
        return False
    one, other = rng.sample(calls, 2)
    if one.get(name) == other.get(name):
        return False
    mine, its = one.get(name), other.get(name)
    one.set(name, its)
    other.set(name, mine)
    return True


def _document_gone(package: Markup, rng: random.Random) -> bool:
    """A page of the EPUB is not in the reading order any more."""
    if isinstance(package, Docx):
        return False
    opf = next(t for name, t in package.parts.items() if name.endswith(".opf"))
    hrefs = {i.get("id"): i.get("href") for i in opf.iter("{*}item")}
    said = {
        name.rpartition("/")[2] for name, t in package.parts.items() if any(t is r for r in package.roots())
    }
    refs = [r for r in opf.iter("{*}itemref") if hrefs[r.get("idref")] in said]
    ref = rng.choice(refs)
    ref.getparent().remove(ref)
    return True


def _documents_swapped(package: Markup, rng: random.Random) -> bool:
    """The reading order is another."""
    if isinstance(package, Docx):
        return False
    opf = next(t for name, t in package.parts.items() if name.endswith(".opf"))
    refs = [
        r
        for r in opf.iter("{*}itemref")
        if not {"nav", "sampul"} & {r.get("idref"), r.get("idref").partition(".")[0]}
    ]
    hrefs = {i.get("id"): i.get("href") for i in opf.iter("{*}item")}
    refs = [r for r in refs if not hrefs[r.get("idref")].endswith(("nav.xhtml", "sampul.xhtml"))]
    one, other = rng.sample(refs, 2)
    mine, its = one.get("idref"), other.get("idref")
    one.set("idref", its)
    other.set("idref", mine)
    return True


def _cut_off(package: Markup, rng: random.Random) -> bool:
    """The file ends too early."""
    root = package.body() if isinstance(package, Docx) else rng.choice(package.roots())
    blocks = [e for kind in ("paragraph", "definition", "reference", "cell") for e in package.kinds()[kind]]
    blocks = [b for b in blocks if root in b.iterancestors()]
    if not blocks:
        return False
    last = rng.choice(blocks)
    for after in list(last.itersiblings()):
        if after.tag != W + "sectPr":
            after.getparent().remove(after)
    _remove(last)
    return True


def _formula(package: Markup, rng: random.Random) -> bool:
    if isinstance(package, Docx):
        found = list(package.body().iter(FORMULA))
    else:
        found = [m for root in package.roots() for m in root.iter("{*}math")]
    if not found:
        return False
    _remove(rng.choice(found))
    return True


def _landing(package: Markup, rng: random.Random) -> bool:
    """The place that links lead to is elsewhere."""
    if isinstance(package, Docx):
        used = {a.get(W + "anchor") for a in package.links()}
        marks = [b for b in package.body().iter(W + "bookmarkStart") if b.get(W + "name") in used]
        if len(marks) < 2:
            return False
        one, other = rng.sample(marks, 2)
        mine, its = one.get(W + "name"), other.get(W + "name")
        one.set(W + "name", its)
        other.set(W + "name", mine)
        return True
    used = {a.get("href").rpartition("#")[2] for a in package.links() if "#" in a.get("href")}
    for root in rng.sample(package.roots(), len(package.roots())):
        marks = [e for e in root.iter() if isinstance(e.tag, str) and e.get("id") in used]
        if len(marks) > 1:
            one, other = rng.sample(marks, 2)
            mine, its = one.get("id"), other.get("id")
            one.set("id", its)
            other.set("id", mine)
            return True
    return False


SPECIAL: dict[str, Mutation] = {
    "link-drop": _link_dropped,
    "link-other": _link_altered,
    "link-dead": _link_dead,
    "link-address": _address,
    "landing-moved": _landing,
    "description-other": _description,
    "description-gone": _description_gone,
    "image-gone": _image_gone,
    "language-gone": _language_gone,
    "language-other": _language_other,
    "language-of-book": _book_language,
    "heading-level": _heading_level,
    "heading-untagged": _untag("heading"),
    "item-untagged": _untag("item"),
    "term-untagged": _untag("term"),
    "caption-untagged": _untag("caption"),
    "paragraphs-merged": _merge,
    "call-moved": _call_moved,
    "call-gone": _call_gone,
    "calls-swapped": _calls_swapped,
    "page-gone": _document_gone,
    "order-other": _documents_swapped,
    "cut-off": _cut_off,
    "formula-gone": _formula,
}

KINDS = (
    "paragraph",
    "heading",
    "item",
    "reference",
    "term",
    "definition",
    "row",
    "cell",
    "caption",
    "code",
    "note",
)

MUTATIONS: dict[str, Mutation] = {
    **{f"{kind}-{name}": _on(kind, operation) for kind in KINDS for name, operation in OPERATIONS.items()},
    **SPECIAL,
}


def names() -> Iterator[str]:
    """The names of all mutations."""
    return iter(MUTATIONS)
