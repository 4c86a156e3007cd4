"""The cover of a bound book, as one sheet for the print shop: back, spine and front side by side.

The spine is as thick as the leaves of the finished `cetak`: its pages, two a leaf, times the thickness of the
paper that `buku.yaml` names. Everything is in press colours, with bleed.
"""

from __future__ import annotations

import math

from lxml import etree

from terbit.adapters._weasyprint_print import Marks
from terbit.editions import Edition
from terbit.editions._cover import COVER_SHEET, Wrap, cover, fit
from terbit.editions._formats import MM, format_of
from terbit.editions._pdf import UNPROVED, font_complaints, inspect, open_press, prepare, tools
from terbit.editions._pdf_rules import RULES, complaints
from terbit.model.book import PLAIN, Book, Order, Paper, PartKind, Rendered, Styles

_BLEED = 3
"""mm, where nothing else is asked for: a cover always has colour to its edge."""
_ABOUT_THE_TEXT = frozenset({"X003", "X007"})
_LETTERED = 6
"""mm: a narrower spine carries no words, for a fold is not exact to a millimetre."""


def spine_mm(pages: int, paper: Paper) -> float:
    """How thick the block of a book of `pages` pages is, in mm, to a tenth; two pages are a leaf."""
    return round(math.ceil(pages / 2) * paper.leaf, 1)


def render(book: Book, styles: Styles, order: Order = PLAIN) -> Rendered:
    """The sheet's bytes, and what does not fit on it. `order.pages` must hold those of `cetak`."""
    paper = format_of(book, styles)
    spine = spine_mm(len(order.pages["cetak"]), book.metadata.paper)
    bleed = (order.bleed or _BLEED) * MM
    size = (paper.width, paper.height)
    tree = cover(book, styles, size, Wrap(spine * MM, bleed, lettered=spine >= _LETTERED))
    with open_press(book, styles, [COVER_SHEET], ink=True) as press:
        fitted, spilling = fit(press, tree)
        folds = tuple(dict.fromkeys((paper.width, paper.width + spine * MM)))
        marks = Marks(folds) if order.marks else None
        printed = press.bind([press.lay(etree.tostring(fitted))], ["Sampul"], marks=marks)
    unknown = font_complaints(printed, styles, [COVER_SHEET])
    return Rendered(printed.data, (*unknown, *complaints(press.messages), *spilling))


EDITION = Edition(
    name="sampul",
    title="PDF sampul untuk percetakan: belakang, punggung, dan depan",
    suffix="-sampul.pdf",
    order=4,
    render=render,
    inspect=inspect,
    tools=tools,
    rules=tuple(rule for rule in RULES if rule.code not in _ABOUT_THE_TEXT),
    prepare=prepare,
    waives={
        kind: "sampul hanya memuat yang tertulis pada halaman judul"
        for kind in PartKind
        if kind is not PartKind.TITLE_PAGE
    },
    unproved=UNPROVED,
    needs=("cetak",),
)
