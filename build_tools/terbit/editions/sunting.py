"""The edition for the author: the received text with every change tracked in Word, its reason beside it."""

from __future__ import annotations

import msgspec

from terbit.editions import Edition
from terbit.editions._docx_reading import read_docx
from terbit.editions._docx_rules import RULES, UNEDITED
from terbit.editions._docx_write import tools, write_docx
from terbit.editions._sunting_finish import settle
from terbit.editions._sunting_tree import EDITOR, tracked
from terbit.model.book import PLAIN, Book, Order, Part, PartKind, Rendered, Styles
from terbit.model.findings import BookFault, Span

_AUTHORED = frozenset({PartKind.HALF_TITLE, PartKind.FRONT, PartKind.BODY})


def render(book: Book, styles: Styles, _order: Order = PLAIN) -> Rendered:
    """The bytes of the DOCX: accept all changes for the master, reject all for the received text.

    Raises `BookFault` when the text was not edited (X025) or docx.yaml is broken (X024).
    """
    if book.edits is None:
        message = "Edisi sunting memerlukan suntingan.yaml, dan buku ini tidak memilikinya."
        hint = "Catat suntingan di source/suntingan.yaml (lihat panduan), atau pilih edisi lain."
        raise BookFault(UNEDITED.at(Span(book.root / "suntingan.yaml"), message, hint))
    authored = (block for part in book.parts if part.kind in _AUTHORED for block in part.blocks)
    made = tracked(authored, book.edits, book.metadata.date)
    text = Part(PartKind.BODY, book.metadata.title, made.blocks)
    written = write_docx(msgspec.structs.replace(book, parts=(text,)), styles, contents=False)
    date = f"{book.metadata.date.isoformat()}T00:00:00Z"
    return Rendered(settle(written.data, made.cut, EDITOR, date), written.complaints)


EDITION = Edition(
    name="sunting",
    title="Berkas Word untuk penulis: setiap suntingan dapat diterima atau ditolak",
    suffix="-sunting.docx",
    order=6,
    render=render,
    inspect=read_docx,
    tools=tools,
    rules=(*RULES, UNEDITED),
    waives={
        kind: "Edisi sunting hanya memuat teks penulis beserta perubahannya"
        for kind in PartKind
        if kind not in _AUTHORED
    },
    unproved={"link": "dalam sisipan yang terlacak Word tidak menerima tautan"},
    on_request=True,
)
