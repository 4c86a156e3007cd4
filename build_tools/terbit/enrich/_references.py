"""The list of references that citeproc made, each entry with the places that cite it."""

from __future__ import annotations

from terbit.enrich._draft import Draft, Use, back_references
from terbit.model.book import PartKind
from terbit.model.tree import Block, Div, Para, Plain


def add(draft: Draft) -> Draft:
    """No list where nothing is cited."""
    bibliography = draft.manuscript.cited.bibliography
    if bibliography is None or not bibliography.c[1]:
        return draft
    attr, entries = bibliography.c
    listed = Div((attr, tuple(_entry(entry, draft.citations) for entry in entries)))
    return draft.plus(PartKind.BIBLIOGRAPHY, "Daftar Pustaka", listed)


def _entry(entry: Block, citations: dict[str, tuple[Use, ...]]) -> Block:
    """An entry that ends with “Dikutip: 1, 2.” where it is cited."""
    match entry:
        case Div(c=((anchor, _, _) as attr, (*before, Para() | Plain() as last))):
            uses = citations.get(anchor.removeprefix("ref-"), ())
            said = type(last)((*last.c, *back_references("Dikutip", uses)))
            return Div((attr, (*before, said)))
        case _:
            return entry
