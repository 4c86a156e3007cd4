"""The glossary as ordinary blocks, so that no edition can forget it."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.enrich._draft import Draft, Use, para, span, words
from terbit.model.book import PartKind
from terbit.model.manuscript import Term
from terbit.model.tree import DefinitionList, Emph, Inline, Link, Para, Space, Str


def add(draft: Draft) -> Draft:
    """Entries in Unicode collation order (UCA, root: CLDR has no tailoring for Indonesian)."""
    terms = draft.manuscript.glossary
    if not terms:
        return draft
    import pyuca  # 0.2 s to load its tables

    collator = pyuca.Collator()
    ordered = sorted(terms, key=lambda term: collator.sort_key(term.term))
    entries = tuple(
        (
            (span((f"istilah-{term.identifier}", ("dfn",), ()), *words(term.term)),),
            ((_definition(term, draft.uses.get(term.identifier, ())),),),
        )
        for term in ordered
    )
    return draft.plus(PartKind.GLOSSARY, "Glosarium", DefinitionList(entries))


def _definition(term: Term, uses: tuple[Use, ...]) -> Para:
    return para(*_sentence(term.definition), *_english(term.english), *_note(term.note), *_uses(uses))


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


def _uses(uses: tuple[Use, ...]) -> Iterator[Inline]:
    """“Pemakaian: 1, 2.”, each number a link back to the first use in a section."""
    if not uses:
        return
    yield from (Space(), Str("Pemakaian:\u00a0"))
    for number, use in enumerate(uses, 1):
        if number > 1:
            yield from (Str(","), Space())
        attr = ("", ("balik",), (("role", "doc-backlink"),))
        yield Link((attr, (Str(str(number)),), (f"#{use.anchor}", f"Pemakaian di bagian “{use.section}”")))
    yield Str(".")
