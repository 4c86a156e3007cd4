"""The edition for screens, projectors and photocopies: A4, linked, bookmarked, PDF/UA-1."""

from __future__ import annotations

import msgspec

from terbit.editions._formats import MM
from terbit.editions._pdf import Design, edition, render
from terbit.editions._pdf_layout import Imposition
from terbit.model.book import Book, PartKind, Rendered, Styles

_DESIGN = Design(
    name="layar",
    title="PDF untuk layar, proyektor, dan fotokopi",
    order=1,
    sheet="layar.css",
    cover=(210 * MM, 297 * MM),
    waives={PartKind.HALF_TITLE: "halaman prancis melindungi buku berjilid; layar dibuka oleh sampul"},
)
EDITION = edition(_DESIGN)
_UNNUMBERED = "@page { @bottom-center { content: none } }"


def galley(book: Book, styles: Styles) -> Rendered:
    """The parts of `book` alone, without cover, contents and index, its pages not numbered: a quick preview.

    A link to what `book` does not hold leads nowhere.
    """
    design = msgspec.structs.replace(
        _DESIGN,
        cover=None,
        claim=False,
        waives={},
        imposition=Imposition(depth=0, index=False),
        page_rules=lambda _book, _styles: _UNNUMBERED,
    )
    return render(design, book, styles)
