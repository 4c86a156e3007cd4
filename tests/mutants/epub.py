"""Where an EPUB has what is promised."""

from __future__ import annotations

from tests.mutants.aim import NOTES, TEXT, counted
from tests.mutants.package import Element, Package, Slot

EPUB = "{http://www.idpf.org/2007/ops}type"


class Epub(Package):
    """Where an EPUB has what is promised."""

    def package(self) -> Element:
        """The package document."""
        return next(tree for name, tree in self.parts.items() if name.endswith(".opf"))

    def spine(self) -> list[tuple[Element, Element]]:
        """The documents of the text in reading order, each with its place in it (an itemref)."""
        hrefs = {item.get("id"): item.get("href") for item in self.package().iter("{*}item")}
        every = [(ref, hrefs[ref.get("idref")]) for ref in self.package().iter("{*}itemref")]
        skip = ("nav.xhtml", "sampul.xhtml")
        return [
            (ref, next(tree for name, tree in self.parts.items() if name.endswith(f"/{href}")))
            for ref, href in every
            if not href.endswith(skip)
        ]

    def roots(self) -> list[Element]:
        """The documents of the text."""
        return [root for _, root in self.spine()]

    def measure(self) -> None:
        """The text document by document, then the notes."""
        for root in self.roots():
            self._walk(root.find("{*}body"), TEXT)
        for note in self.notes():
            self._walk(note, NOTES)

    def _walk(self, element: Element, stream: str) -> None:
        start = self.at[stream]
        if isinstance(element.tag, str) and element.tag.endswith("}math"):
            self.at[stream] += counted(element.findtext(".//{*}annotation", ""))
        elif not self.silent(element):
            self.slot((element, "text"), stream)
            for child in element:
                if child.get(EPUB) != "footnote":
                    self._walk(child, stream)
                self.slot((child, "tail"), stream)
            self.within(element, stream, start)
            return
        for one in element.iter():
            self.within(one, stream, start)

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

    def slots(self, element: Element) -> list[Slot]:
        """The places of the text in an element: (element, "text" or "tail")."""
        if self.silent(element):
            return []
        found = [(element, "text")]
        for child in element:
            found += [*self.slots(child), (child, "tail")]
        return [(one, where) for one, where in found if (getattr(one, where) or "").strip()]

    def silent(self, element: Element) -> bool:
        """Whether its text is not promised."""
        if not isinstance(element.tag, str):
            return True
        around = (element, *element.iterancestors())
        return any(
            "pemakaian" in e.get("class", "").split()
            or "noteref" in e.get(EPUB, "")
            or e.get("role") == "doc-backlink"
            or str(e.tag).rpartition("}")[2] in {"math", "svg"}
            for e in around
        )

    def notes(self) -> list[Element]:
        """The notes that are mutated."""
        return [a for root in self.roots() for a in root.iter("{*}aside") if a.get(EPUB) == "footnote"]

    def calls(self) -> list[Element]:
        """The marks of notes."""
        return [a for root in self.roots() for a in root.iter("{*}a") if "noteref" in a.get(EPUB, "")]

    def called(self, call: Element) -> list[Element]:
        """The note that a mark leads to."""
        name = call.get("href").rpartition("#")[2]
        return [note for note in self.notes() if note.get("id") == name]

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
