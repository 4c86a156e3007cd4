"""The edition for screens, projectors and photocopies: A4, linked, bookmarked, PDF/UA-1.

A Book and a stylesheet become one tagged PDF through WeasyPrint; the finished file is read back through its
structure tree. Same Book, same bytes.
"""

from __future__ import annotations

import importlib
import itertools
import re
from pathlib import Path

import yaml
from lxml import etree

from terbit.adapters import pandoc, weasyprint
from terbit.editions import Edition
from terbit.editions._html import html
from terbit.editions._layar_html import drop_relative_links, page, tag_formulas, without_description
from terbit.editions._layar_rules import (
    RULES,
    complaint,
    complaints,
    font_complaint,
    formula_complaint,
    log_complaints,
    skip_complaint,
)
from terbit.editions._pdf_text import read
from terbit.model.book import Book, Rendered, Styles
from terbit.model.findings import MachineFault
from terbit.model.outline import Reading
from terbit.model.tree import Header
from terbit.model.walk import text_of, walk

_REPORT = "Laporkan kepada pengembang; naskah tidak perlu diubah."


def render(book: Book, styles: Styles) -> Rendered:
    """The PDF of `book` with the looks `layar.css` and `fonts.yaml`, and what its tools complained about.

    Raises `MachineFault` when a library or a font is missing, or a font not in the manifest got in.
    """
    families = fonts(styles.path("fonts.yaml"))
    tree = page(book)
    relative, bare, formulas = drop_relative_links(tree), without_description(tree), tag_formulas(tree)
    skips = _skipped_levels(book)
    sheet = styles.path("layar.css")
    printed = weasyprint.print_pdf(
        etree.tostring(tree),
        sheet,
        fonts=[file for files in families.values() for file in files],
        looks=styles.folders,
        root=book.root,
        claim=not bare and not skips,
    )
    if foreign := sorted(printed.families - families.keys()):
        raise MachineFault(f"Huruf “{foreign[0]}” masuk ke PDF, padahal tidak ada dalam fonts.yaml.", _REPORT)
    found = [
        *(complaint("X001", target) for target in relative),
        *(complaint("X003", path) for path in bare),
        *(skip_complaint(heading) for heading in skips),
        *(formula_complaint(tex) for tex in formulas),
        *(font_complaint(name) for name in _named_families(sheet) if name not in families),
        *log_complaints(html(book).messages),
        *complaints(printed.messages),
        *(complaint("X007", f"halaman {number}") for number in printed.overfull),
    ]
    return Rendered(printed.data, tuple(dict.fromkeys(found)))


def fonts(manifest: Path) -> dict[str, tuple[str, ...]]:
    """The font families of `fonts.yaml`, each with the names of its files."""
    families = yaml.safe_load(manifest.read_text("utf-8"))["keluarga"]
    return {str(family): tuple(map(str, files)) for family, files in families.items()}


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


EDITION = Edition(
    name="layar",
    title="PDF untuk layar, proyektor, dan fotokopi",
    suffix="-layar.pdf",
    order=1,
    render=render,
    inspect=_inspect,
    tools=_tools,
    rules=RULES,
    prepare=_prepare,
)
