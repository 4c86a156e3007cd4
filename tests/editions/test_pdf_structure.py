"""The structure tree says what veraPDF does not ask for: one element of the book is one of the tree."""

from __future__ import annotations

import datetime
import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec
import pikepdf
import pytest
from tests.conftest import ROOT
from tests.pdf import STYLES, Element, elements, kids

from terbit.editions import load
from terbit.editions._pdf_pages import PageTexts
from terbit.enrich import enrich
from terbit.model.book import Book
from terbit.model.tree import Math, Note, Table, TableBody
from terbit.model.walk import map_children, walk
from terbit.read import read_manuscript


@pytest.fixture(scope="module")
def book() -> Book:
    """The torture book, the first column of its tables made row heads (which no Markdown can say)."""
    place = ROOT / "tests" / "books" / "siksa"
    made = enrich(read_manuscript(place, STYLES.path("csl/terbit.csl")), datetime.date(2026, 11, 23))
    parts = tuple(msgspec.structs.replace(part, blocks=row_heads(part.blocks)) for part in made.parts)
    return msgspec.structs.replace(made, parts=parts)


def row_heads(blocks: Any) -> Any:  # noqa: ANN401  # blocks of any kind
    """These blocks, each body of a table with one column of row heads."""
    changed = []
    for block in blocks:
        inner = map_children(block, row_heads, lambda inlines: inlines)
        if isinstance(inner, Table):
            attr, caption, columns, head, bodies, foot = inner.c
            bodies = tuple(TableBody(body.attr, 1, body.head, body.rows) for body in bodies)
            inner = Table((attr, caption, columns, head, bodies, foot))
        changed.append(inner)
    return tuple(changed)


@pytest.fixture(scope="module")
def pdf(book: Book) -> Iterator[pikepdf.Pdf]:
    """Its screen edition."""
    with pikepdf.open(io.BytesIO(load("layar").render(book, STYLES).data)) as opened:
        yield opened


def every(pdf: pikepdf.Pdf, role: str) -> list[Element]:
    """All elements of this type, in order."""
    return [element for element in elements(pdf.Root.StructTreeRoot) if str(element.S) == role]


def pages(element: Element) -> set[Any]:
    """The pages on which something of the element stands."""
    found = set()
    for holder in (element, *elements(element)):
        for kid in kids(holder):
            if isinstance(kid, int):
                found.add(holder.Pg.objgen)
            elif "/MCID" in kid:
                found.add(kid.Pg.objgen)
    return found


def text(pdf: pikepdf.Pdf, element: Element) -> str:
    """The words below an element, notes and marks included."""
    texts, words = PageTexts(pdf), ""
    for holder in (element, *elements(element)):
        for kid in kids(holder):
            if isinstance(kid, int):
                words += texts[(holder.Pg.objgen, kid)]
            elif "/MCID" in kid:
                words += texts[(kid.Pg.objgen, int(kid.MCID))]
    return words


def test_a_table_on_three_pages_is_one_table(pdf: pikepdf.Pdf) -> None:
    """Rows of all pages in one body, the head once; it is not told again where it stands again."""
    tables = every(pdf, "/Table")
    assert len(tables) == 2
    assert len(pages(tables[1])) == 3
    assert Counter(str(kid.S) for kid in kids(tables[1])) == {"/Caption": 1, "/THead": 1, "/TBody": 1}
    assert len([row for row in elements(tables[1]) if row.S == "/TR"]) == 71


def test_what_a_page_end_cuts_is_one_element(pdf: pikepdf.Pdf) -> None:
    """Paragraphs, lists and notes go on over page ends."""
    cut = [element for element in elements(pdf.Root.StructTreeRoot) if len(pages(element)) > 1]
    assert {"/P", "/L", "/Note", "/Table"} <= {str(element.S) for element in cut}


def test_a_link_over_lines_is_one_link(pdf: pikepdf.Pdf) -> None:
    """Each line has an annotation of its own; the link is one, and told whole."""
    links = [link for link in every(pdf, "/Link") if sum("/Obj" in kid for kid in objects(link)) > 1]
    assert any(str(kid.Obj.Contents).startswith("dengan kata-kata yang cukup") for kid in objects(links[0]))


def objects(element: Element) -> list[Any]:
    """The kids of an element that are no marked content."""
    return [kid for kid in kids(element) if not isinstance(kid, int)]


def test_every_mark_leads_back_to_its_element(pdf: pikepdf.Pdf) -> None:
    """ParentTree, parents and pages agree: each mark of a page belongs to the one element that holds it."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    parents = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
    held: Counter[Any] = Counter()
    of_page = {page.objgen: int(page.StructParents) for page in pdf.pages}
    for element in elements(pdf.Root.StructTreeRoot):
        for kid in kids(element):
            if isinstance(kid, int) or "/MCID" in kid:
                page, mark = (element.Pg, kid) if isinstance(kid, int) else (kid.Pg, int(kid.MCID))
                assert parents[of_page[page.objgen]][mark].objgen == element.objgen
                held[page.objgen, mark] += 1
            elif "/S" in kid:
                assert kid.P.objgen == element.objgen
            else:
                assert parents[int(kid.Obj.StructParent)].objgen == element.objgen
    assert set(held.values()) == {1}
    assert len(held) == sum(len(parents[number]) for number in of_page.values())


def test_each_note_follows_its_reference(book: Book, pdf: pikepdf.Pdf) -> None:
    """A note stands behind its mark, in its paragraph, its heading, its cell; one that is too tall, later."""
    notes = every(pdf, "/Note")
    called = [node for node in walk(book.blocks, into_images=False) if isinstance(node, Note)]
    assert len(notes) == len(called)
    assert len({str(note.ID) for note in notes}) == len(notes)
    before = [str(siblings[siblings.index(note) - 1].S) for note in notes if (siblings := objects(note.P))]
    assert before.count("/Reference") == len(notes) - 2  # the tall one and the one behind it in its block
    around = {str(note.P.S) for note in notes}
    assert {"/H1", "/P", "/LBody", "/Caption", "/TH"} <= around


def test_contents_are_a_toc(pdf: pikepdf.Pdf) -> None:
    """TOC holds TOCI alone, each with a link."""
    (toc,) = every(pdf, "/TOC")
    assert {str(kid.S) for kid in kids(toc)} == {"/TOCI"}
    assert all([str(kid.S) for kid in kids(entry)] == ["/Link"] for entry in kids(toc))


def test_cells_know_their_heads(pdf: pikepdf.Pdf) -> None:
    """Heads have a scope; where cells span, each cell names its heads, and the IDTree finds them."""
    first, second = every(pdf, "/Table")
    names = pdf.Root.StructTreeRoot.IDTree.Names
    found = {str(names[at]): names[at + 1] for at in range(0, len(names), 2)}
    heads: dict[str, list[str]] = {}
    for cell in elements(first):
        if cell.S in {"/TD", "/TH"} and "/A" in cell and "/Headers" in cell.A:
            heads[text(pdf, cell).strip()] = [text(pdf, found[str(name)]) for name in cell.A.Headers]
    assert [head.split("7")[0].strip() for head in heads["130"]] == ["Hasil", "Padi (ton)", "Dataran rendah"]
    assert [head.strip() for head in heads["Padi (ton)"]] == ["Hasil"]
    spans = {(int(c.A.get("/ColSpan", 1)), int(c.A.get("/RowSpan", 1))) for c in elements(first) if "/A" in c}
    assert {(2, 1), (1, 2)} <= spans
    scopes = Counter(str(cell.A.Scope) for cell in elements(second) if cell.S == "/TH")
    assert scopes == {"/Column": 3, "/Row": 70}
    assert not any("/Headers" in cell.get("/A", {}) for cell in elements(second))


def test_lists_nest_as_they_are_written(pdf: pikepdf.Pdf) -> None:
    """L holds LI, LI holds Lbl and LBody, a list in an item stands in its LBody."""
    lists = every(pdf, "/L")
    assert {str(kid.S) for one in lists for kid in kids(one)} == {"/LI"}
    assert {str(kid.S) for item in every(pdf, "/LI") for kid in kids(item)} == {"/Lbl", "/LBody"}
    assert any(one.P.S == "/LBody" for one in lists)
    numberings = {str(one.A.ListNumbering) for one in lists}
    assert numberings >= {"/Disc", "/Decimal", "/LowerAlpha", "/UpperAlpha", "/LowerRoman", "/None"}
    labels = [text(pdf, label).strip() for label in every(pdf, "/Lbl")]
    assert {"7.", "8.", "iv.", "v.", "C.", "D."} <= set(labels)


def test_captions_stand_in_what_they_caption(pdf: pikepdf.Pdf) -> None:
    """A figure with a caption is one figure, described, its box in points on its page."""
    assert Counter(str(caption.P.S) for caption in every(pdf, "/Caption")) == {"/Figure": 3, "/Table": 2}
    figures = every(pdf, "/Figure")
    assert len(figures) == 4
    for figure in figures:
        assert str(figure.Alt)
        left, bottom, right, top = map(float, figure.A.BBox)
        assert 100 < left < right < 500
        assert 60 < bottom < top < 800


def test_a_formula_is_told_by_its_tex(book: Book, pdf: pikepdf.Pdf) -> None:
    """In their order, exactly as written."""
    wanted = [node.c[1] for node in walk(book.blocks, into_images=False) if isinstance(node, Math)]
    assert len(wanted) > 6
    assert [str(formula.Alt) for formula in every(pdf, "/Formula")] == wanted


def test_other_languages_are_named(pdf: pikepdf.Pdf) -> None:
    """Foreign words and paragraphs carry their language; what runs from the right is told in order."""
    languages = {str(element.Lang) for element in elements(pdf.Root.StructTreeRoot) if "/Lang" in element}
    assert languages == {"ar", "el", "en", "he", "ja", "ru", "zh"}
    told = [str(span.ActualText) for span in every(pdf, "/Span") if "/ActualText" in span]
    assert {"שלום עולם", "السلام عليكم ورحمة الله"} <= set(told)


def test_furniture_is_an_artifact(pdf: pikepdf.Pdf) -> None:
    """Running heads and folios are not content: no mark, hence no element."""
    told = text(pdf, pdf.Root.StructTreeRoot)
    assert told.count("Bilangan") == 1
    assert told.count("Buku Siksa") == 4  # title page, contents, heading, colophon
    assert "* * *" not in told
