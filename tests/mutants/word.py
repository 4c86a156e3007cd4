"""Where a DOCX has what is promised."""

from __future__ import annotations

import functools

from tests.mutants.aim import NOTES, TEXT, counted
from tests.mutants.package import Element, Package, Slot

from terbit.editions._docx_formulas import FORMULA
from terbit.editions._docx_xml import W

_CONTENTS = frozenset({"TOC1", "TOC2", "TOC3", "TOCHeading"})


class Docx(Package):
    """Where a DOCX has what is promised."""

    def body(self) -> Element:
        """The body of the document."""
        return self.parts["word/document.xml"][0]

    def measure(self) -> None:
        """The text, then the notes in the order of their marks."""
        self._walk(self.body(), TEXT)
        for call in self.calls():
            for note in self.called(call):
                self._walk(note, NOTES)

    def _walk(self, element: Element, stream: str) -> None:
        start = self.at[stream]
        if element.tag == FORMULA:
            self.at[stream] += counted(next((v for k, v in element.attrib.items() if k.endswith("}tex")), ""))
            for one in element.iter():
                self.within(one, stream, start)
        elif self.furniture(element):
            self.mute(element, stream)
        else:
            if element.tag == W + "t":
                self.slot((element, "text"), stream)
            self.at[stream] += self.boxed(element)
            for child in element:
                self._walk(child, stream)
            self.within(element, stream, start)

    def furniture(self, element: Element) -> bool:
        """Whether it is a line of the contents or a back-reference."""
        if element.tag == W + "p":
            return self.style(element) in _CONTENTS
        style = element.find(f"{W}rPr/{W}rStyle") if element.tag == W + "r" else None
        return style is not None and style.get(W + "val") in {"Pemakaian", "TautanPemakaian"}

    def boxed(self, element: Element) -> bool:
        """Whether it is a paragraph with a box to tick, which is a bullet here and a word in the master."""
        number = element.find(f"{W}pPr/{W}numPr/{W}numId") if element.tag == W + "p" else None
        return number is not None and number.get(W + "val") in self.boxes

    @functools.cached_property
    def boxes(self) -> set[str]:
        """The lists whose bullet is a box."""
        root = self.parts.get("word/numbering.xml")
        if root is None:
            return set()
        kinds = {
            kind.get(W + "abstractNumId")
            for kind in root.iter(W + "abstractNum")
            if kind.find(f"{W}lvl/{W}lvlText").get(W + "val") in {"☐", "☒"}
        }
        lists = ((one.get(W + "numId"), one.find(W + "abstractNumId")) for one in root.iter(W + "num"))
        return {number for number, kind in lists if kind.get(W + "val") in kinds}

    def style(self, paragraph: Element) -> str:
        """The style of a paragraph, or nothing."""
        found = paragraph.find(f"{W}pPr/{W}pStyle")
        return "" if found is None else found.get(W + "val")

    def slots(self, element: Element) -> list[Slot]:
        """As in Epub."""
        said = (t for t in element.iter(W + "t") if t.text and t.text.strip())
        return [(t, "text") for t in said if not self.furniture(t.getparent())]

    def paragraphs(self, root: Element) -> list[Element]:
        """The promised paragraphs of a part that say something."""
        return [p for p in root.iter(W + "p") if not self.furniture(p) and self.words(p)]

    def notes(self) -> list[Element]:
        """The notes that are mutated."""
        root = self.parts.get("word/footnotes.xml")
        # Not the note itself: in which order notes are stored means nothing (ECMA-376 part 1, 17.11).
        return [] if root is None else [p for p in root.iter(W + "p") if self.words(p)]

    def calls(self) -> list[Element]:
        """The marks of notes."""
        return list(self.body().iter(W + "footnoteReference"))

    def called(self, call: Element) -> list[Element]:
        """The note that a mark leads to."""
        root = self.parts["word/footnotes.xml"]
        return [note for note in root.iter(W + "footnote") if note.get(W + "id") == call.get(W + "id")]

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
            if self.words(a) and not self.furniture(self.around(a))
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
