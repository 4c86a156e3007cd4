"""The glossary as ordinary blocks, so that no edition can forget it."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.enrich._collation import sort_key
from terbit.enrich._draft import Draft, Use, back_references, para, span, words
from terbit.model.book import PartKind
from terbit.model.manuscript import Term
from terbit.model.tree import DefinitionList, Emph, Inline, Para, Space, Str


def add(draft: Draft) -> Draft:
    """Entries in collation order."""
    terms = draft.manuscript.glossary
    if not terms:
        return draft
    key = sort_key()
    ordered = sorted(terms, key=lambda term: key(term.term))
    entries = tuple(
        (
            (span((f"istilah-{term.identifier}", ("dfn",), ()), *words(term.term)),),
            ((_definition(term, draft.uses.get(term.identifier, ())),),),
        )
        for term in ordered
    )
    return draft.plus(PartKind.GLOSSARY, "Glosarium", DefinitionList(entries))


def _definition(term: Term, uses: tuple[Use, ...]) -> Para:
    return para(
        *_sentence(term.definition),
        *_english(term.english),
        *_note(term.note),
        *back_references("Pemakaian", uses),
    )


def _sentence(text: str) -> tuple[Inline, ...]:
    return words(text if text.endswith((".", "?", "!")) else f"{text}.")


def _english(english: str) -> Iterator[Inline]:
    if english:
        yield from (Space(), *words("Inggris: "))
        yield span(("", (), (("lang", "en"),)), Emph(words(english)))
        yield Str(".")


def _note(note: str) -> Iterator[Inline]:
    if note:
        yield from (Space(), *_sentence(note))
