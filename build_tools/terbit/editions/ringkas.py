"""The handout: title, body and sources in two columns on A4, black only, for a photocopier; PDF/UA-1."""

from __future__ import annotations

from terbit.editions._pdf import Design, edition
from terbit.editions._pdf_layout import Imposition
from terbit.model.book import Book, PartKind, Styles


def page_rules(book: Book, _: Styles) -> str:
    """How many pages there are says only a handout that is laid out in one piece; a chapter stands alone."""
    return "@page { @top-right { content: counter(page) } }\n" if book.has_chapters else ""


EDITION = edition(
    Design(
        name="ringkas",
        title="PDF ringkas dua kolom untuk dibagikan dan difotokopi",
        order=3,
        sheet="ringkas.css",
        page_rules=page_rules,
        imposition=Imposition(run_on=True, depth=0, index=False),
        waives={
            PartKind.HALF_TITLE: "judul sudah ada di awal teks",
            PartKind.TITLE_PAGE: "judul sudah ada di awal teks",
            PartKind.COLOPHON: "data terbitan ada dalam edisi lengkap",
            PartKind.GLOSSARY: "lembar bagikan memuat teks dan sumbernya saja",
            PartKind.CHANGES: "catatan untuk pemeriksa naskah, ada dalam edisi lengkap",
        },
    )
)
