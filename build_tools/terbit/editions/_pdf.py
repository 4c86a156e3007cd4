"""What all PDF editions share: a Book and a design become one tagged PDF, and its tools' complaints.

A PDF edition is a `Design` in a file of its own and a stylesheet; `edition` makes the rest. The finished file
is read back through its structure tree. Same Book, same bytes.
"""

from __future__ import annotations

import functools
import importlib
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple

import msgspec
import yaml
from lxml import etree

from terbit.adapters import pandoc, weasyprint
from terbit.adapters._weasyprint_print import Marks
from terbit.editions import Edition
from terbit.editions._cover import COVER_SHEET, cover, fit
from terbit.editions._formats import MISSHAPEN, misshapen
from terbit.editions._html import html
from terbit.editions._pdf_formulas import set_formulas
from terbit.editions._pdf_layer import FullLayer
from terbit.editions._pdf_layout import Imposition, impose
from terbit.editions._pdf_rules import (
    COARSE,
    RULES,
    complaint,
    complaints,
    font_complaint,
    formula_complaint,
    log_complaints,
    note_complaint,
    skip_complaint,
    spill_complaint,
    table_complaint,
)
from terbit.editions._pdf_skim import Skim, book_starts
from terbit.editions._pdf_text import read
from terbit.editions._pdf_tree import drop_relative_links, part_trees, without_description
from terbit.model.book import PLAIN, Book, Complaint, Order, Part, PartKind, Rendered, Styles
from terbit.model.findings import MachineFault
from terbit.model.outline import PageStart, Reading
from terbit.model.tree import Header
from terbit.model.walk import anchors, text_of, walk

UNPROVED = {
    "anchor": "PDF mencatat halaman dan tinggi tujuan tautan, bukan kata-katanya; "
    "yang dibuktikan ialah nama tujuan itu dan bahwa tujuannya ada"
}
"""What no PDF can be asked for."""
_REPORT = "Laporkan kepada pengembang; naskah tidak perlu diubah."
_SHARED = "pdf.css"


class Design(msgspec.Struct, frozen=True):
    """What sets one PDF edition apart.

    `sheet` is its stylesheet, which follows the shared `pdf.css`; `page_rules` makes the CSS that depends on
    the book (its format). `claim` declares PDF/UA-1 where it holds. `cover` is the size in pt of the front
    cover that stands in place of the title page. `ink` is for a printing press. `waives` are the parts the
    edition does without, each with the reason.
    """

    name: str
    title: str
    order: int
    sheet: str
    imposition: Imposition = Imposition()
    page_rules: Callable[[Book, Styles], str] = lambda _book, _styles: ""
    claim: bool = True
    cover: tuple[float, float] | None = None
    ink: bool = False
    waives: Mapping[PartKind, str] = {}


def edition(design: Design) -> Edition:
    """The edition that `design` describes."""
    return Edition(
        name=design.name,
        title=design.title,
        suffix=f"-{design.name}.pdf",
        order=design.order,
        render=functools.partial(render, design),
        inspect=inspect,
        starts=functools.partial(starts, design),
        tools=tools,
        rules=RULES,
        prepare=prepare,
        ahead=html,
        waives=design.waives,
        unproved=UNPROVED,
    )


def render(design: Design, book: Book, styles: Styles, order: Order = PLAIN) -> Rendered:
    """The PDF of `book` in this design, and what its tools complained about.

    Raises `MachineFault` when a library or a font is missing, or a font not in the manifest got in.
    """
    copy = _copy(design, book)
    skips = _skipped_levels(copy.printing)
    with _press(design, book, styles, order) as press:
        trees, spilling = _covered(design, book, styles, press, copy.trees)
        how = _imposition(design, book)
        layer = FullLayer(press, duplex=how.duplex, open_folios=not how.run_on)
        pages = impose(layer, copy.printing, trees, how)
        claim = design.claim and not copy.bare and not skips
        marks = Marks() if order.marks else None
        printed = press.bind(pages.pieces, pages.labels, pages.numbers, claim=claim, marks=marks)
    found = [
        *(complaint("X001", target) for target in copy.relative),
        *(complaint("X003", path) for path in copy.bare),
        *(skip_complaint(heading) for heading in skips),
        *(formula_complaint(tex) for tex in copy.formulas),
        *font_complaints(printed, styles, _sheets(design)),
        *log_complaints(html(copy.printing).messages),
        *complaints(press.messages),
        *(note_complaint(_note(trees, anchor)) for piece in pages.pieces for anchor in piece.overfull),
        *_misfits(pages.pieces, layer.narrowed),
        *spilling,
    ]
    return Rendered(printed.data, tuple(dict.fromkeys(found)))


def starts(design: Design, book: Book, styles: Styles, order: Order = PLAIN) -> tuple[PageStart, ...]:
    """Where the pages of the PDF that `render` makes begin, as `inspect` reads them in it.

    Raises `MachineFault` when a library or a font is missing.
    """
    copy = _copy(design, book)
    with _press(design, book, styles, order) as press:
        trees, _ = _covered(design, book, styles, press, copy.trees)
        how = _imposition(design, book)
        skim = Skim(press, duplex=how.duplex, open_folios=not how.run_on)
        pages = impose(skim, copy.printing, trees, how)
    return tuple(book_starts(pages.pieces, pages.labels))


class _Copy(NamedTuple):
    """What a PDF prints of a book, as page trees, and what these had to do without.

    `relative` are links to files beside the book, `bare` pictures without description, `formulas` the TeX of
    those that could not be drawn.
    """

    printing: Book
    trees: tuple[etree._Element, ...]
    relative: list[str]
    bare: list[str]
    formulas: list[str]


def _copy(design: Design, book: Book) -> _Copy:
    printing = book.without(design.waives)
    trees = part_trees(printing)
    _unlink_what_is_waived(trees, (part for part in book.parts if part.kind in design.waives))
    relative = [path for tree in trees for path in drop_relative_links(tree)]
    bare = [path for tree in trees for path in without_description(tree)]
    return _Copy(printing, trees, relative, bare, [tex for tree in trees for tex in set_formulas(tree)])


def _sheets(design: Design) -> list[str]:
    return [design.sheet, *([COVER_SHEET] if design.cover else [])]


def _press(
    design: Design, book: Book, styles: Styles, order: Order
) -> AbstractContextManager[weasyprint.Press]:
    rules = design.page_rules(book, styles)
    if design.ink and order.bleed:
        rules += f"@page {{ bleed: {order.bleed}mm }}\n"
    return open_press(book, styles, _sheets(design), rules, ink=design.ink)


def _note(trees: tuple[etree._Element, ...], anchor: str) -> str:
    """The words of the first paragraph of the note `anchor`."""
    notes = (element for tree in trees for element in tree.iter("span") if element.get("id") == anchor)
    paragraphs = (paragraph for note in notes for paragraph in note.iter("p"))
    words = next(("".join(paragraph.itertext()) for paragraph in paragraphs), "")
    return re.sub(r"^\d+", "", words)  # its number


def _imposition(design: Design, book: Book) -> Imposition:
    """As the design says; but chapters are copied one by one, and each has pages of its own."""
    how = design.imposition
    return msgspec.structs.replace(how, run_on=how.run_on and not book.has_chapters)


def _misfits(pieces: Sequence[weasyprint.Laid], narrowed: Sequence[str]) -> Iterator[Complaint]:
    for piece in pieces:
        yield from map(spill_complaint, piece.spills)
        coarse = (picture for picture in piece.shown if picture.resolution < COARSE)
        yield from (complaint("X010", picture.source) for picture in coarse)
    too_wide = {spill.words for piece in pieces for spill in piece.spills if spill.kind == "table"}
    yield from (table_complaint(words) for words in narrowed if words not in too_wide)


def _covered(
    design: Design, book: Book, styles: Styles, press: weasyprint.Press, trees: tuple[etree._Element, ...]
) -> tuple[tuple[etree._Element, ...], tuple[Complaint, ...]]:
    """The trees with the front cover in place of the title page, and what does not fit on it."""
    kinds = [part.kind for part in book.without(design.waives).parts]
    if design.cover is None or PartKind.TITLE_PAGE not in kinds:
        return trees, ()
    at = kinds.index(PartKind.TITLE_PAGE)
    first, spilling = fit(press, cover(book, styles, design.cover))
    return (*trees[:at], first, *trees[at + 1 :]), spilling


def open_press(
    book: Book, styles: Styles, sheets: Sequence[str], rules: str = "", *, ink: bool = False
) -> AbstractContextManager[weasyprint.Press]:
    """A press with the fonts of `fonts.yaml` alone; its stylesheets are `pdf.css`, `sheets` and `rules`."""
    files = [file for files in fonts(styles.path("fonts.yaml")).values() for file in files]
    paths = [styles.path(name) for name in (_SHARED, *sheets)]
    return weasyprint.press(paths, rules, fonts=files, looks=styles.folders, root=book.root, ink=ink)


def font_complaints(
    printed: weasyprint.Printed, styles: Styles, sheets: Sequence[str]
) -> tuple[Complaint, ...]:
    """The families that `pdf.css` and `sheets` ask for and `fonts.yaml` does not have.

    Raises `MachineFault` when a font got into the file that is not in the manifest.
    """
    families = fonts(styles.path("fonts.yaml")).keys()
    if foreign := sorted(printed.families - families):
        raise MachineFault(f"Huruf “{foreign[0]}” masuk ke PDF, padahal tidak ada dalam fonts.yaml.", _REPORT)
    named = {name for sheet in (_SHARED, *sheets) for name in _named_families(styles.path(sheet))}
    return tuple(font_complaint(name) for name in sorted(named - families))


def fonts(manifest: Path) -> dict[str, tuple[str, ...]]:
    """The font families of `fonts.yaml`, each with the names of its files."""
    try:
        families = yaml.safe_load(manifest.read_text("utf-8"))["keluarga"]
        return {str(family): tuple(map(str, files)) for family, files in families.items()}
    except MISSHAPEN as fault:
        raise misshapen(manifest) from fault


def _unlink_what_is_waived(trees: tuple[etree._Element, ...], waived: Iterable[Part]) -> None:
    gone = {f"#{anchor}" for part in waived for anchor in anchors(part.blocks)}
    for link in (link for tree in trees for link in tree.iter("a")):
        if link.get("href") in gone:
            del link.attrib["href"]


def _named_families(sheet: Path) -> list[str]:
    # fontconfig replaces a family it does not know without a word.
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
    lists = re.findall(r"font-family\s*:([^;}]*)", rules)
    quoted = re.findall(r"font\s*:[^;}\"]*\"([^\"]+)\"", rules)
    listed = {name.strip(" \"'\n") for value in lists for name in value.split(",")}
    return sorted((listed | set(quoted)) - {"inherit"})


def _skipped_levels(book: Book) -> list[str]:
    headings = [node for node in walk(book.blocks, into_notes=False) if isinstance(node, Header)]
    pairs = itertools.pairwise(headings)
    return [text_of(after.inlines) for before, after in pairs if after.level > before.level + 1]


def inspect(path: Path) -> Reading:
    """What the structure tree of the PDF at `path` says."""
    return read(path.read_bytes())


def prepare() -> None:
    """Load what rendering and reading back will need."""
    weasyprint.prepare()
    importlib.import_module("pikepdf")  # reads the file back


def tools() -> dict[str, str]:
    """What made the file, for the manifest."""
    return {"pandoc": pandoc.version(), **weasyprint.versions()}
