"""The index: each subject once, with its places in reading order. The editions that have pages print it."""

from __future__ import annotations

import msgspec

from terbit.enrich._collation import sort_key
from terbit.enrich._draft import Draft
from terbit.model.book import IndexEntry


def add(draft: Draft) -> Draft:
    """Subjects in collation order; one that differs from a term in capitals alone is that term."""
    names = {term.term.casefold(): term.term for term in draft.manuscript.glossary}
    places: dict[str, list[str]] = {}
    for anchor, subject in draft.marks.items():
        name = names.setdefault(subject.casefold(), subject)
        places.setdefault(name, []).append(anchor)
    if not places:
        return draft
    index = tuple(IndexEntry(name, tuple(places[name])) for name in sorted(places, key=sort_key()))
    return msgspec.structs.replace(draft, index=index)
