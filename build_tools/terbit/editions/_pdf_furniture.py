"""What an edition with page numbers adds: contents, index, locators in back-references, blank pages.

None of it is promised by the book: the structure types TOC, Index and Reference tell a reader so.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lxml import etree

from terbit.editions._pdf_notes import strip_notes
from terbit.editions._pdf_tree import HEADINGS
from terbit.model.book import IndexEntry

_CONTENTS, _INDEX = "daftar-isi", "indeks"
TO_COME, ROMAN_TO_COME = "000", "xvii"
"""Keep room for a number that is not known yet: as wide as the numbers of most books."""


def contents(trees: Iterable[tuple[etree._Element, str]], depth: int) -> etree._Element:
    """The contents: the headings of `trees` down to level `depth`, with room for their page numbers.

    Each tree comes with a number as wide as those of its pages.
    """
    section = etree.Element("section", {"class": _CONTENTS})
    heading = etree.SubElement(section, "h1", {"id": _CONTENTS, "data-label": "Daftar Isi"})
    heading.text = "Daftar Isi"
    entries = etree.SubElement(section, "div", {"data-tag": "TOC"})
    for tree, room in trees:
        entries.extend(_entry(target, room) for target in tree.iter(*HEADINGS[:depth]))
    return section


def _entry(target: etree._Element, room: str) -> etree._Element:
    words = copy.deepcopy(target)
    strip_notes(words)
    etree.strip_tags(words, "a", "br", "dfn")
    for span in [span for span in words.iter("span") if span.get("class") != "nomor-bab"]:
        span.attrib.clear()
    for inner in words.iter():
        inner.attrib.pop("id", None)
    entry = etree.Element("div", {"data-tag": "TOCI", "class": f"tingkat-{str(target.tag)[1:]}"})
    link = etree.SubElement(
        entry, "a", {"href": f"#{target.get('id')}", "aria-label": target.get("data-label", "")}
    )
    title = etree.SubElement(link, "span", {"class": "judul-isi"})
    title.text = words.text
    title.extend(list(words))
    # The dots are a background: `leader()` would tag every one of them as a word.
    page = {"class": "halaman", "data-locator": target.get("id", "")}
    etree.SubElement(link, "span", page).text = room
    return entry


def index(entries: Sequence[IndexEntry], numbers: Mapping[str, str]) -> etree._Element:
    """The index: each subject with the pages that treat it, runs of pages as ranges (“12–14”)."""
    section = etree.Element("section", {"class": _INDEX})
    heading = etree.SubElement(section, "h1", {"id": _INDEX, "data-label": "Indeks"})
    heading.text = "Indeks"
    listed = etree.SubElement(section, "div", {"data-tag": "Index", "class": "pokok-pokok"})
    for _, group in itertools.groupby(entries, lambda entry: entry.subject[:1].upper()):
        letter = etree.SubElement(listed, "div", {"class": "abjad"})
        for entry in group:
            line = etree.SubElement(letter, "p", {"class": "pokok"})
            line.text = f"{entry.subject}, "
            _put_locators(line, [(anchor, numbers[anchor]) for anchor in entry.anchors if anchor in numbers])
    return section


def locate(tree: etree._Element, numbers: Mapping[str, str]) -> etree._Element:
    """A copy of `tree` whose back-references (class `pemakaian`) say pages in place of 1, 2, 3."""
    tree = copy.deepcopy(tree)
    for span in [span for span in tree.iter("span") if span.get("class") == "pemakaian"]:
        links = [link.get("href", "").removeprefix("#") for link in span.iter("a")]
        found = [(anchor, numbers[anchor]) for anchor in links if anchor in numbers]
        label = (span.text or "").split(":")[0]
        for child in list(span):
            span.remove(child)
        span.text = f"{label}: hlm.\u00a0" if found else ""
        _put_locators(span, found)
        if found:
            span[-1].tail = "."
    return tree


def blank_page() -> etree._Element:
    """A page with nothing on it."""
    root = etree.Element("html", {"lang": "id-ID"})
    section = etree.SubElement(etree.SubElement(root, "body"), "section", {"class": "halaman-kosong"})
    section.text = ""
    return root


def _put_locators(line: etree._Element, found: Sequence[tuple[str, str]]) -> None:
    for number, (anchor, label) in enumerate(_ranges(found)):
        link = etree.SubElement(line, "a", {"href": f"#{anchor}", "class": "lokasi"})
        link.text = label
        link.set("aria-label", f"halaman {label}")
        if number:
            link.getprevious().tail = ", "  # type: ignore[union-attr]  # there is one before it


def _ranges(found: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The first anchor and the label of each run of consecutive pages; two pages are no range."""
    pages = list({label: anchor for anchor, label in reversed(found)}.items())[::-1]
    run: list[tuple[str, str]] = []
    for label, anchor in [*pages, ("", "")]:
        if run and not _follows(run[-1][0], label):
            yield from _written(run)
            run = []
        run.append((label, anchor))


def _written(run: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    if len(run) > 2:  # noqa: PLR2004  # “12, 13” reads as easily as “12–13”
        yield run[0][1], f"{run[0][0]}–{run[-1][0]}"
    else:
        yield from ((anchor, label) for label, anchor in run)


def _follows(before: str, after: str) -> bool:
    return before.isdecimal() and after.isdecimal() and int(after) == int(before) + 1
