"""Every printed page number is the real one: contents, index, back-references, folios, page labels."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest
from tests.conftest import ROOT
from tests.volume import write_textbook

from terbit import pipeline
from terbit.editions import load
from terbit.editions._pdf_pages import PageTexts
from terbit.editions._pdf_text import read
from terbit.enrich import enrich
from terbit.model.book import Styles
from terbit.read import read_manuscript

NUMBERED = ("cetak", "layar")
"""The editions that print page numbers of others."""


@pytest.fixture(scope="module", params=NUMBERED)
def printed(request: pytest.FixtureRequest) -> bytes:
    """Our own book in an edition."""
    styles = Styles((ROOT / "styles",))
    manuscript = read_manuscript(ROOT, styles.path("csl/terbit.csl"))
    book = enrich(manuscript, datetime.date(2026, 11, 23))
    return load(request.param).render(book, styles).data


def links(pdf: pikepdf.Pdf) -> Iterator[tuple[int, str, Any]]:
    """Each link: the page it stands on, the anchor it goes to, its structure element."""
    parents = dict(_pairs(pdf.Root.StructTreeRoot.ParentTree.Nums))
    for number, page in enumerate(pdf.pages):
        for link in page.get("/Annots", []):
            if "/Dest" in link:
                yield number, str(link.Dest), parents[int(link.StructParent)]


def _pairs(flat: Any) -> Iterator[tuple[int, Any]]:  # noqa: ANN401  # pikepdf objects
    for at in range(0, len(flat), 2):
        yield int(flat[at]), flat[at + 1]


def anchors(pdf: pikepdf.Pdf) -> dict[str, int]:
    """The page on which each anchor lies."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    names = pdf.Root.Names.Dests.Names
    return {str(names[at]): pages[names[at + 1][0].objgen] for at in range(0, len(names), 2)}


def labels(pdf: pikepdf.Pdf) -> list[str]:
    """The page labels a viewer shows."""
    return [str(label.P) for _, label in _pairs(pdf.Root.PageLabels.Nums)]


def words(texts: PageTexts, element: Any) -> str:  # noqa: ANN401  # as above
    """The words below a structure element."""
    kids = element.get("/K", ())
    kids = list(kids) if isinstance(kids, (pikepdf.Array, tuple)) else [kids]
    found = ""
    for kid in kids:
        if isinstance(kid, int):
            found += texts[(element.Pg.objgen, kid)]
        elif "/S" in kid:
            found += words(texts, kid)
    return found


def ancestors(element: Any) -> list[str]:  # noqa: ANN401  # as above
    """The structure types above an element."""
    found = []
    while "/P" in element:
        element = element.P
        found.append(str(element.get("/S")))
    return found


def test_contents_index_and_back_references_tell_the_real_page(printed: bytes) -> None:
    """The number at the end of each entry is the label of the page its link goes to."""
    seen = {"/TOC": 0, "/Reference": 0}
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        texts, where, numbers = PageTexts(pdf), anchors(pdf), labels(pdf)
        for _, anchor, element in links(pdf):
            kind = next((role for role in ancestors(element) if role in {"/TOC", "/Index", "/Reference"}), "")
            if kind and not anchor.startswith(("fn", "fnref")):
                said = re.search(r"([ivxlc]+|\d+)(–\d+)?$", words(texts, element).strip())
                assert said, words(texts, element)
                assert said[1] == numbers[where[anchor]], (anchor, words(texts, element))
                seen[kind] = seen.get(kind, 0) + 1
    assert seen["/TOC"] > 10


def test_the_folio_is_the_page_label(printed: bytes) -> None:
    """What stands at the foot of a page is what a viewer calls it; pages without folio have a label too."""
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        numbers = labels(pdf)
    document: Any = pymupdf.open("pdf", printed)  # type: ignore[no-untyped-call]  # pymupdf has no types
    assert len(numbers) == len(document)
    folios = 0
    for page, label in zip(document, numbers, strict=True):
        last = page.get_text("words", clip=(0, page.rect.height * 0.77, 1000, 1000), sort=True)
        if last and re.fullmatch(r"[ivxlc]+|\d+", last[-1][4]):
            assert last[-1][4] == label
            folios += 1
    assert folios > len(numbers) / 2


def test_labels_are_read_as_a_viewer_reads_them(printed: bytes) -> None:
    """Where another program has numbered the pages by ranges, or not at all, as where each has its own."""
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        own, out = labels(pdf), io.BytesIO()
        pdf.save(out)
        assert [page.label for page in read(out.getvalue()).pages] == own
        roman, plain = pikepdf.Dictionary(S=pikepdf.Name("/r")), pikepdf.Dictionary(P=pikepdf.String("A"))
        prefixed = pikepdf.Dictionary(S=pikepdf.Name("/D"), P=pikepdf.String("B-"), St=7)
        pdf.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array([0, roman, 3, plain, 5, prefixed]))
        out = io.BytesIO()
        pdf.save(out)
        found = [page.label for page in read(out.getvalue()).pages]
        assert found[:7] == ["i", "ii", "iii", "A", "A", "B-7", "B-8"]
        del pdf.Root.PageLabels
        out = io.BytesIO()
        pdf.save(out)
        assert [page.label for page in read(out.getvalue()).pages][:2] == ["1", "2"]


def test_a_chapter_of_the_handout_has_pages_of_its_own(tmp_path: Path) -> None:
    """It is copied alone; the folios run through, and none tells how many pages there are."""
    place = write_textbook(tmp_path / "buku", 3)
    report = pipeline.build(place, ("ringkas",))
    assert not [finding for finding in report.findings if finding.stops]
    pdf: Any = pymupdf.open(next(pipeline.dist_of(place).glob("*-ringkas.pdf")))  # type: ignore[no-untyped-call]  # as above
    heads = [page.get_text(clip=(0, 0, page.rect.width, 60)).split() for page in pdf]
    openings = [" ".join(page.get_text(clip=(0, 60, page.rect.width, 120)).split()) for page in pdf]
    assert [words[-1] for words in heads] == [str(number) for number in range(1, len(heads) + 1)]
    chapters = [words[:5] for words in openings if words.startswith("Bab ")]
    assert chapters == ["Bab 1", "Bab 2", "Bab 3"]
