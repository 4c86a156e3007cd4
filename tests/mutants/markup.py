"""Mutant EPUB and DOCX files: one thing in the markup is dropped, repeated, swapped, cut short or altered.

A mutation takes a package and a source of chance, changes the package in place, and tells whether it found
something to change. White space is not among what is altered: no edition is held to it.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Sequence

from lxml import etree
from tests.mutants.markup_order import ORDER
from tests.mutants.markup_traits import TRAITS, Markup, Mutation
from tests.mutants.package import Element, remove

from terbit.model.stream import squeeze


def _drop(package: Markup, element: Element, _others: Sequence[Element], _rng: random.Random) -> bool:
    if package.words(element) == "":
        return False
    package.touch(element)
    remove(element)
    return True


def _repeat(package: Markup, element: Element, _others: Sequence[Element], _rng: random.Random) -> bool:
    package.touch(element)
    again = copy.deepcopy(element)
    again.tail = None
    element.addnext(again)
    return True


def _swap(package: Markup, element: Element, others: Sequence[Element], rng: random.Random) -> bool:
    nested = {element, *element.iter(), *element.iterancestors()}
    mine = package.words(element)
    rest = [e for e in others if e not in nested and package.words(e) != mine]
    if not rest:
        return False
    other = rng.choice(rest)
    package.touch(element, other)
    here: Element = etree.Element("x")
    there: Element = etree.Element("y")
    for one, mark in ((element, here), (other, there)):
        mark.tail, one.tail = one.tail, None
        one.getparent().replace(one, mark)
    here.getparent().replace(here, _with_tail(other, here.tail))
    there.getparent().replace(there, _with_tail(element, there.tail))
    return True


def _with_tail(element: Element, tail: str | None) -> Element:
    element.tail = tail
    return element


def _truncate(package: Markup, element: Element, _others: Sequence[Element], rng: random.Random) -> bool:
    slots = package.slots(element)
    if not slots:
        return False
    package.touch(slots[-1])
    one, where = slots[-1]
    text = getattr(one, where).rstrip()
    setattr(one, where, text[: rng.randrange(len(text))] if len(text) > 1 else "")
    return squeeze(text) != squeeze(getattr(one, where))


def _alter(accept: Callable[[str], bool], letters: str) -> Callable[..., bool]:
    def alter(package: Markup, element: Element, _others: Sequence[Element], rng: random.Random) -> bool:
        slots = package.slots(element)
        spots = [(s, n) for s in slots for n, c in enumerate(getattr(*s)) if accept(c)]
        if not spots:
            return False
        (one, where), at = rng.choice(spots)
        package.touch((one, where))
        text = getattr(one, where)
        new = rng.choice([c for c in letters if c != text[at]])
        setattr(one, where, text[:at] + new + text[at + 1 :])
        return True

    return alter


def _insert(package: Markup, element: Element, _others: Sequence[Element], rng: random.Random) -> bool:
    slots = package.slots(element)
    if not slots:
        return False
    one, where = rng.choice(slots)
    package.touch((one, where))
    text = getattr(one, where)
    at = rng.randrange(len(text) + 1)
    setattr(one, where, f"{text[:at]} tidak {text[at:]}")
    return True


def _word(package: Markup, element: Element, _others: Sequence[Element], rng: random.Random) -> bool:
    """Drop one word."""
    slots = [s for s in package.slots(element) if len(getattr(*s).split()) > 1]
    if not slots:
        return False
    one, where = rng.choice(slots)
    package.touch((one, where))
    words = getattr(one, where).split(" ")
    spots = [n for n, word in enumerate(words) if squeeze(word)]
    if not spots:
        return False
    del words[rng.choice(spots)]
    setattr(one, where, " ".join(words))
    return True


OPERATIONS: dict[str, Callable[..., bool]] = {
    "drop": _drop,
    "repeat": _repeat,
    "swap": _swap,
    "truncate": _truncate,
    "letter": _alter(lambda c: c.isascii() and c.isalpha(), "abcdefghijklmnopqrstuvwxyz"),
    "digit": _alter(lambda c: c.isascii() and c.isdigit(), "0123456789"),
    "insert": _insert,
    "word": _word,
}


def _on(kind: str, operation: Callable[..., bool]) -> Mutation:
    def mutate(package: Markup, rng: random.Random) -> bool:
        elements = package.kinds()[kind]
        return bool(elements) and operation(package, rng.choice(elements), elements, rng)

    return mutate


KINDS = (
    "paragraph",
    "heading",
    "item",
    "reference",
    "term",
    "definition",
    "row",
    "cell",
    "caption",
    "code",
    "note",
)

MUTATIONS: dict[str, Mutation] = {
    **{f"{kind}-{name}": _on(kind, operation) for kind in KINDS for name, operation in OPERATIONS.items()},
    **TRAITS,
    **ORDER,
}
