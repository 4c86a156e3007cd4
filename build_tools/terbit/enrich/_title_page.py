"""The title page: title, subtitle, and those names that are known."""

from __future__ import annotations

from terbit.enrich._draft import Draft, div, para, words
from terbit.model.book import PartKind


def add(draft: Draft) -> Draft:
    """A title with a colon is set as title and subtitle; nothing unknown is printed."""
    metadata = draft.metadata
    title, _, rest = metadata.title.partition(": ")
    lines = (
        ("judul", title),
        ("subjudul", rest),
        ("subjudul", metadata.subtitle),
        ("penulis", " · ".join(metadata.authors)),
        ("edisi", metadata.edition),
        ("penerbit", metadata.publisher),
    )
    blocks = (div(css_class, para(*words(text))) for css_class, text in lines if text)
    return draft.plus(PartKind.TITLE_PAGE, "Halaman Judul", *blocks)
