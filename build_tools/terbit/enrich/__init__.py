"""A Manuscript becomes a Book: the order of the steps is the tuple below."""

from __future__ import annotations

import datetime
import re
import uuid

from terbit.enrich import (
    _body,
    _changes,
    _colophon,
    _formulas,
    _glossary,
    _glossary_links,
    _index,
    _marks,
    _references,
    _title_page,
    _typography,
)
from terbit.enrich._draft import Draft
from terbit.model.book import Book, Metadata
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Header
from terbit.model.walk import text_of

STEPS = (
    _formulas.set_apart,
    _marks.mark,
    _glossary_links.link_first_uses,
    _title_page.add,
    _colophon.add,
    _body.add,
    _glossary.add,
    _references.add,
    _changes.add,
    _body.settle_anchors,
    _index.add,
    _typography.tie_words,
)

_NAMESPACE = uuid.UUID("3f0c1f5c-58f4-5a53-9a8c-0d6f1f0a7e11")
"""The namespace of the version-5 UUIDs of books; never change it: it would rename every book."""


def enrich(manuscript: Manuscript, date: datetime.date) -> Book:
    """The book that `manuscript` makes, dated `date`. The manuscript must be free of findings that stop.

    Raises `BookFault` where its citations cannot be formatted.
    """
    draft = Draft(manuscript, metadata(manuscript, date), manuscript.cited.blocks)
    for step in STEPS:
        draft = step(draft)
    return Book(draft.metadata, draft.parts, manuscript.root, draft.index, manuscript.edits)


def metadata(manuscript: Manuscript, date: datetime.date) -> Metadata:
    """What the book says of itself, from `buku.yaml` and the master's title."""
    settings = manuscript.settings
    title = settings.title or next(
        (
            " ".join(text_of(block.inlines).split())
            for block in manuscript.cited.blocks
            if isinstance(block, Header)
        ),
        "",
    )
    identifier = settings.identifier or slug(title.split(":")[0]) or slug(manuscript.path.stem) or "buku"
    return Metadata(
        identifier=identifier,
        uuid=str(uuid.uuid5(_NAMESPACE, identifier)),
        title=title,
        date=date,
        language=settings.language,
        subtitle=settings.subtitle,
        authors=settings.authors,
        publisher=settings.publisher,
        isbn=settings.isbn,
        epub_isbn=settings.epub_isbn,
        series=settings.series,
        subjects=settings.subjects,
        evaluation=settings.evaluation,
        edition=settings.edition,
        rights=settings.rights,
        summary=settings.summary,
        paper=settings.paper,
        format=settings.format,
    )


_LONGEST = 100


def slug(text: str) -> str:
    """`text` in lower case, with single hyphens for all that is not a letter or digit of ASCII.

    It names files: their names have 255 bytes at most, and those of editions end in something more.
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:_LONGEST].strip("-")
