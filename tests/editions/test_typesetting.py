"""Every PDF edition as a typographer sees it, read from the finished pages: grid, widows, headings, lines."""

from __future__ import annotations

import datetime
import io
import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pikepdf
import pytest
from tests.conftest import BODY, ROOT, make_book
from tests.pdf import LONG, SENTENCE, kids, squeezed

from terbit import editions
from terbit.adapters import weasyprint
from terbit.editions._pdf import fonts
from terbit.editions._pdf_rules import RULES
from terbit.enrich import enrich
from terbit.model.book import Book, PartKind, Rendered, Styles
from terbit.read import read_manuscript

pymupdf: Any = pytest.importorskip("pymupdf")  # it has no types
STYLES = Styles((ROOT / "styles",))
NAMES = [name for name in editions.names() if editions.load(name).rules is RULES]
MANY = f"{SENTENCE * 3}\n\n"
EACH_BLOCK = MANY.join(
    (
        "# Judul {#pakai-kerja-sama-1}\n\n",
        "Kata `kode` dan **tebal**, H~2~O, x^2^, [kapital kecil]{.smallcaps}, [word]{lang=en}.[^a] ",
        "[^a]: Catatan dengan `kode` dan\n\n    dua alinea.\n\n",
        "- satu\n- dua\n\n",
        "1. satu\n\n    alinea kedua\n\n2. dua\n\n    a. anak\n\n",
        "| No | Isi |\n|----|-----|\n| 1 | sel |\n| 2 | sel *miring* |\n\n: Tabel\n\n",
        "![Peta hubungan Mesir dan Het](gambar/peta.png)\n\n",
        "> Kutipan yang berdiri sendiri.\n\n",
        "~~~\nkode\nkode\n~~~\n\n",
        "| baris\n| puisi\n\n",
        "istilah\n:   makna\n\n",
        "***\n\n",
        "## Dua\n\n### Tiga\n\n",
        "#### Empat\n\n",
        "",
    )
)
# A note's mark follows its word: alone on a line it would count as one.
PAGES = LONG.replace("[^0]\n", "[^0] [x]{#pakai-kerja-sama-1}\n", 1).replace(". [^", ".[^")
BODIES = {"contoh": BODY, "panjang": PAGES, "balok": EACH_BLOCK}


class Line(msgspec.Struct, frozen=True):
    """A line on a page: its baseline from the top in pt, its size in pt, and the words of that size."""

    page: int
    baseline: float
    words: str
    size: float


class Set(msgspec.Struct, frozen=True):
    """A book, its rendering by one edition, and the lines of the pages in the order they are drawn."""

    edition: str
    book: Book
    rendered: Rendered
    lines: tuple[Line, ...]

    @property
    def size(self) -> float:
        """The size most characters have: that of running text."""
        sizes = Counter[float]()
        for line in self.lines:
            sizes[line.size] += len(line.words)
        return sizes.most_common(1)[0][0]

    @property
    def body(self) -> list[Line]:
        """The lines of running text, folios left out."""
        return [line for line in self.lines if line.size == self.size and not line.words.strip().isdecimal()]

    @property
    def pitch(self) -> float:
        """From one line to the next, in pt."""
        pairs = itertools.pairwise(self.body)
        steps = (round(b.baseline - a.baseline, 1) for a, b in pairs if a.page == b.page)
        return Counter(step for step in steps if step > 0).most_common(1)[0][0]


@pytest.fixture(scope="module", params=itertools.product(NAMES, (*BODIES, "artikel")), ids="-".join)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Set:
    """A book in an edition."""
    name, body = request.param
    if body == "artikel":
        manuscript = read_manuscript(ROOT, ROOT / "styles" / "csl" / "terbit.csl")
        book = enrich(manuscript, datetime.date(2026, 11, 23))
    else:
        book = make_book(tmp_path_factory.mktemp(body), BODIES[body])
    rendered = editions.load(name).render(book, STYLES)
    with pymupdf.open(stream=rendered.data) as document:
        lines = tuple(line for page in document for line in _lines(page))
    return Set(name, book, rendered, lines)


def _lines(page: Any) -> Iterator[Line]:  # noqa: ANN401  # pymupdf has no types
    for block in page.get_text("dict")["blocks"]:
        for line in block.get("lines", ()):
            spans = [span for span in line["spans"] if span["text"].strip()]
            if not spans:
                continue
            main = max(spans, key=lambda span: len(span["text"]))
            size = round(main["size"], 1)
            words = "".join(span["text"] for span in spans if round(span["size"], 1) == size)
            yield Line(page.number + 1, main["origin"][1], words, size)


def test_it_says_what_the_book_says(made: Set, tmp_path: Path) -> None:
    """All but the waived parts stands in the file, notes included; its tools have no complaint."""
    edition = editions.load(made.edition)
    file = tmp_path / "buku.pdf"
    file.write_bytes(made.rendered.data)
    promised, reading = made.book.without(edition.waives).outline, edition.inspect(file)
    for texts, found in ((promised.passages, reading.passages), (promised.notes, reading.notes)):
        assert "".join(squeezed(text.text) for text in texts) == "".join(map(squeezed, found))
    assert made.rendered.complaints == ()


def test_running_text_stands_on_one_grid(made: Set) -> None:
    """All baselines of running text, on both sides of a leaf, are whole lines apart (0.3 pt)."""
    pitch = made.pitch
    phases = Counter(round(line.baseline % pitch, 1) for line in made.body)
    phase = phases.most_common(1)[0][0]
    for line in made.body:
        assert abs((line.baseline - phase + pitch / 2) % pitch - pitch / 2) < 0.3, line


def _regions(made: Set) -> Iterator[list[list[Line]]]:
    """For each paragraph of running text its lines, those of each page or column apart."""
    stream = "".join(squeezed(line.words).removesuffix("\u2010") for line in made.body)
    ends = list(itertools.accumulate(len(squeezed(line.words).removesuffix("\u2010")) for line in made.body))
    at = 0
    # Back-references, which nobody promises, follow the passages of the other parts.
    for passage in made.book.without(set(PartKind) - {PartKind.FRONT, PartKind.BODY}).outline.passages:
        words = squeezed(passage.text)
        start = stream.find(words, at) if len(words) > 80 else -1
        if start < 0:
            continue
        at = start + len(words)
        spans = zip(made.body, [0, *ends], ends, strict=False)
        own = [line for line, begin, end in spans if start < end and begin < at]
        regions = [[own[0]]]
        for before, line in itertools.pairwise(own):
            if line.page != before.page or line.baseline < before.baseline - 1:
                regions.append([])
            regions[-1].append(line)
        yield regions


def test_no_line_of_a_paragraph_stands_alone(made: Set) -> None:
    """A paragraph that a page or a column cuts has at least two lines on each side."""
    cut = 0
    for regions in _regions(made):
        for region in regions if len(regions) > 1 else ():
            cut += 1
            assert len({round(line.baseline) for line in region}) > 1, region
    assert cut or made.book.metadata.identifier != "panjang"


def test_no_page_holds_one_line(made: Set) -> None:
    """A page that is not blank has two lines or more between head and folio."""
    words = [line for line in made.lines if not line.words.strip().isdecimal()]
    top = min(line.baseline for line in words if line.size >= made.size)  # running heads are smaller
    on_page: dict[int, set[int]] = {}
    for line in words:
        if line.baseline > top - 1:
            on_page.setdefault(line.page, set()).add(round(line.baseline))
    assert on_page
    assert {page for page, lines in on_page.items() if len(lines) < 2} == set()


def test_no_heading_stands_at_a_foot(made: Set) -> None:
    """After a heading something of its section follows on its page, and in its column."""
    with pikepdf.open(io.BytesIO(made.rendered.data)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        blocks = [(role, pages[page]) for role, page in _blocks(pdf.Root.StructTreeRoot.K[0])]
    assert any(role.startswith("/H") for role, _ in blocks)
    for (role, page), (_, following) in itertools.pairwise(blocks):
        assert not role.startswith("/H") or page == following, page
    for line, below in itertools.pairwise(made.lines):
        if line.size > made.size + 0.3 and line.page == below.page:
            assert line.baseline <= below.baseline + 0.1, line


def _blocks(element: Any) -> Iterator[tuple[str, tuple[int, int]]]:  # noqa: ANN401  # pikepdf has no types
    """The roles of what holds text, in order, with the page each begins on; notes left out."""
    role = str(element.get("/S", ""))
    if role in {"/Note", "/Reference"}:
        return
    if role.startswith("/H") or any(isinstance(kid, int) for kid in kids(element)):
        yield role, element.Pg.objgen
        return
    for kid in kids(element):
        if not isinstance(kid, int) and "/S" in kid:
            yield from _blocks(kid)


def test_a_line_is_full_where_only_its_last_space_hangs(tmp_path: Path) -> None:
    """At no width does the first word stand alone: WeasyPrint measures a space that Pango lets hang."""
    lines = _at_all_widths("Kerja sama bilateral yang <em>diatur dalam perjanjian</em>", tmp_path)
    assert sum(line.startswith("Kerja") for line in lines) == 80
    assert "Kerja" not in lines


def test_a_mark_never_begins_a_line(tmp_path: Path) -> None:
    """At no width does a figure stand apart from the full stop before it: Pango would break there."""
    lines = _at_all_widths("Diatur dalam perjanjian.<sup>10</sup>", tmp_path)
    assert sum("perjanjian." in line for line in lines) == 80
    assert "10" not in lines


def _at_all_widths(text: str, folder: Path) -> list[str]:
    """The lines of a paragraph that says `text`, set at 80 widths from 90 to 130 pt."""
    sweep = "".join(f'<p style="width: {90 + step / 2}pt">{text}</p>' for step in range(80))
    page = f'<html lang="id-ID"><body>{sweep}</body></html>'.encode()
    families = fonts(STYLES.path("fonts.yaml"))
    files = [file for files in families.values() for file in files]
    css = 'html { font: 11pt/14pt "Linux Libertine O" } p { margin: 0 }'
    with weasyprint.press([], css, fonts=files, looks=(), root=folder) as press:
        laid = press.lay(page)
        printed = press.bind((laid,), [str(n) for n in range(len(laid.pages))], claim=False)
    with pymupdf.open(stream=printed.data) as document:
        return [line.words.strip() for sheet in document for line in _lines(sheet)]


def test_the_handout_of_the_article_has_four_sides(made: Set) -> None:
    """`ringkas` fits two leaves; every letter is black, and each side tells its number and their count."""
    if made.edition != "ringkas" or made.book.metadata.identifier != "kerja-sama-bilateral":
        pytest.skip("about the handout alone")
    with pymupdf.open(stream=made.rendered.data) as document:
        assert len(document) <= 4
        for number, page in enumerate(document, 1):
            assert f"{number}/{len(document)}" in page.get_text()


def test_the_large_print_is_large_and_black(made: Set) -> None:
    """`besar`: running text has 18 pt, nothing less than 16, no letter is grey, slanted or hyphenated."""
    if made.edition != "besar":
        pytest.skip("about large print alone")
    assert made.size == 18
    assert min(line.size for line in made.lines) >= 16
    with pymupdf.open(stream=made.rendered.data) as document:
        blocks = [block for page in document for block in page.get_text("dict")["blocks"]]
    spans = [span for block in blocks for line in block.get("lines", ()) for span in line["spans"]]
    assert {span["color"] for span in spans} == {0}
    assert not [span["text"] for span in spans if "Italic" in span["font"]]
