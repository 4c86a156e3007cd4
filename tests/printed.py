"""The first words of each printed page, as MuPDF reads the PDF, and the words after its mark in the EPUB."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pymupdf
from lxml import etree

from terbit.editions import load
from terbit.model.outline import Opening
from terbit.model.stream import squeeze

MARK = "{http://www.idpf.org/2007/ops}type"

_PART = 9
"""The head margin of the formats used in tests is a ninth of the page's height (`formats.yaml`)."""
_LINE = 6
"""pt: less than a line."""
_ADDED = ("PerubahanAlasandandasarKaliBaris", "BilanganKuadratKubik", "–")
"""What the edition adds at the head of a page: the heads of long tables, repeated, and a list's dash."""
_CITED = re.compile(r"^(Dikutip:|Pemakaian:)?(hlm\.)?(\d+,)*\d+\.?")
"""The rest of an entry's page numbers (“Dikutip: hlm. 8, 16.”), which are not promised."""


class Printed(NamedTuple):
    """A page: its number, and its text below the running head, without white space."""

    label: str
    text: str

    def begins(self, promised: str) -> bool:
        """Whether the page begins with the first word of `promised` (with spaces), or with the end of it."""
        word = squeeze(promised.split(maxsplit=1)[0]) if promised.strip() else ""
        texts = (self.text, _CITED.sub("", self.text))
        return any(text.startswith(word[cut:]) for text in texts for cut in range(len(word)))


def pages_of(pdf: Path) -> list[Printed]:
    """Every page in order."""
    document: Any = pymupdf.open(pdf)  # type: ignore[no-untyped-call]  # PyMuPDF has no types
    return [Printed(page.get_label(), _text(page)) for page in document]


def _text(page: Any) -> str:  # noqa: ANN401  # PyMuPDF has no types
    words = [word for word in page.get_text("words") if word[1] >= page.rect.height / _PART - 2]
    top = min((word[3] for word in words), default=0) + _LINE
    # A page is painted in the order of its layout: floats come first.
    first = sorted((word for word in words if word[3] <= top), key=lambda word: float(word[0]))
    text = squeeze("".join(word[4] for word in (*first, *(word for word in words if word[3] > top))))
    return text.removeprefix(next((added for added in _ADDED if text.startswith(added)), ""))


def documents(path: Path) -> Iterator[tuple[str, Any]]:
    """The documents of an EPUB in the order of the spine, but for the navigation document."""
    with zipfile.ZipFile(path) as archive:
        package = etree.fromstring(archive.read("EPUB/content.opf"))
        items = {item.get("id"): item for item in package.iter("{*}item")}
        for reference in package.iter("{*}itemref"):
            item = items[reference.get("idref")]
            if item.get("properties") != "nav":
                name = item.get("href", "")
                yield name, etree.fromstring(archive.read(f"EPUB/{name}"))


def flow(element: Any) -> Iterator[str | tuple[str, str]]:  # noqa: ANN401  # lxml's elements
    """The words under an element, notes apart, and the label and id of each mark where it stands."""
    kinds = element.get(MARK, "").split()
    if "footnote" in kinds or "noteref" in kinds or "pemakaian" in element.get("class", ""):
        return
    if "pagebreak" in kinds:
        yield element.get("aria-label"), element.get("id")
    yield element.text or ""
    for child in element:
        yield from flow(child)
        yield child.tail or ""
    if etree.QName(element).localname in {"p", "td", "th", "li", "dt", "dd", "h1", "h2", "h3", "h4"}:
        yield " "


def marked(path: Path) -> list[tuple[str, str]]:
    """The label of each mark of an EPUB and the words after it."""
    pieces = [piece for _, root in documents(path) for piece in flow(next(root.iter("{*}body")))]
    found = []
    for at, piece in enumerate(pieces):
        if isinstance(piece, tuple):
            words = ""
            for after in pieces[at:]:
                words += after if isinstance(after, str) else ""
                if len(words.strip()) > 80:
                    break
            found.append((piece[0], words.strip()))
    return found


def misplaced(pdf: Path, epub: Path) -> list[tuple[str, str, str]]:
    """Each printed page with words of the book whose first one does not follow its mark in the EPUB."""
    printed, marks = pages_of(pdf), marked(epub)
    assert [label for label, _ in marks] == [page.label for page in printed]
    starts = load("cetak").inspect(pdf).pages
    return [
        (page.label, page.text[:40], words)
        for page, start, (_, words) in zip(printed, starts, marks, strict=True)
        if start.opening in {Opening.TEXT, Opening.TABLE} and not page.begins(words)
    ]
