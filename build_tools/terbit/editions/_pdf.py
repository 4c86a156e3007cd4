"""What all PDF editions share: a Book and a design become one tagged PDF, and its tools' complaints.

A PDF edition is a `Design` in a file of its own and a stylesheet; `edition` makes the rest. The finished file
is read back through its structure tree. Same Book, same bytes.
"""

from __future__ import annotations

import importlib
import itertools
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import msgspec
import yaml
from lxml import etree

from terbit.adapters import pandoc, weasyprint
from terbit.editions import Edition
from terbit.editions._html import html
from terbit.editions._pdf_formulas import set_formulas
from terbit.editions._pdf_layout import Imposition, impose
from terbit.editions._pdf_rules import (
    RULES,
    complaint,
    complaints,
    font_complaint,
    formula_complaint,
    log_complaints,
    skip_complaint,
)
from terbit.editions._pdf_text import read
from terbit.editions._pdf_tree import drop_relative_links, part_trees, without_description
from terbit.model.book import Book, Part, PartKind, Rendered, Styles
from terbit.model.findings import MachineFault
from terbit.model.outline import Reading
from terbit.model.tree import Header
from terbit.model.walk import anchors, text_of, walk

_REPORT = "Laporkan kepada pengembang; naskah tidak perlu diubah."
_SHARED = "pdf.css"


class Design(msgspec.Struct, frozen=True):
    """What sets one PDF edition apart.

    `sheet` is its stylesheet, which follows the shared `pdf.css`; `page_rules` makes the CSS that depends on
    the book (its format). `claim` declares PDF/UA-1 where it holds; `ink` is the colour of formulas. `waives`
    are the parts the edition does without, each with the reason.
    """

    name: str
    title: str
    order: int
    sheet: str
    imposition: Imposition = Imposition()
    page_rules: Callable[[Book, Styles], str] = lambda _book, _styles: ""
    claim: bool = True
    ink: str = "black"
    waives: Mapping[PartKind, str] = {}


def edition(design: Design) -> Edition:
    """The edition that `design` describes."""
    return Edition(
        name=design.name,
        title=design.title,
        suffix=f"-{design.name}.pdf",
        order=design.order,
        render=lambda book, styles: render(design, book, styles),
        inspect=_inspect,
        tools=_tools,
        rules=RULES,
        prepare=_prepare,
        waives=design.waives,
    )


def render(design: Design, book: Book, styles: Styles) -> Rendered:
    """The PDF of `book` in this design, and what its tools complained about.

    Raises `MachineFault` when a library or a font is missing, or a font not in the manifest got in.
    """
    families = fonts(styles.path("fonts.yaml"))
    sheets = [styles.path(_SHARED), styles.path(design.sheet)]
    printing = book.without(design.waives)
    trees = part_trees(printing)
    _unlink_what_is_waived(trees, (part for part in book.parts if part.kind in design.waives))
    relative = [path for tree in trees for path in drop_relative_links(tree)]
    bare = [path for tree in trees for path in without_description(tree)]
    formulas = [tex for tree in trees for tex in set_formulas(tree, design.ink)]
    skips = _skipped_levels(printing)
    files = [file for files in families.values() for file in files]
    with weasyprint.press(
        sheets, design.page_rules(book, styles), fonts=files, looks=styles.folders, root=book.root
    ) as press:
        pages = impose(press, printing, trees, design.imposition)
        printed = press.bind(pages.pieces, pages.labels, claim=design.claim and not bare and not skips)
    if foreign := sorted(printed.families - families.keys()):
        raise MachineFault(f"Huruf “{foreign[0]}” masuk ke PDF, padahal tidak ada dalam fonts.yaml.", _REPORT)
    named = {name for sheet in sheets for name in _named_families(sheet)}
    found = [
        *(complaint("X001", target) for target in relative),
        *(complaint("X003", path) for path in bare),
        *(skip_complaint(heading) for heading in skips),
        *(formula_complaint(tex) for tex in formulas),
        *(font_complaint(name) for name in sorted(named - families.keys())),
        *log_complaints(html(printing).messages),
        *complaints(press.messages),
        *(complaint("X007", anchor) for anchor in pages.cut_notes),
    ]
    return Rendered(printed.data, tuple(dict.fromkeys(found)))


def fonts(manifest: Path) -> dict[str, tuple[str, ...]]:
    """The font families of `fonts.yaml`, each with the names of its files."""
    families = yaml.safe_load(manifest.read_text("utf-8"))["keluarga"]
    return {str(family): tuple(map(str, files)) for family, files in families.items()}


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


def _inspect(path: Path) -> Reading:
    return read(path.read_bytes())


def _prepare() -> None:
    weasyprint.prepare()
    importlib.import_module("pikepdf")  # reads the file back


def _tools() -> dict[str, str]:
    return {"pandoc": pandoc.version(), **weasyprint.versions()}
