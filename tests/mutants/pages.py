"""Mutant PDF files: an element of the structure tree, or a glyph on a page, is lost, repeated or altered."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pikepdf
from tests.mutants.glyphs import doubled, glyphs, other, shorter
from tests.mutants.pages_traits import TRAITS, Mutation
from tests.mutants.tagged import HEADINGS, Element, Pdf
from tests.pdf import kids


def _replace(element: Element, new: list[Element]) -> None:
    """Put others in its place."""
    parent = element.P
    held = []
    for kid in kids(parent):
        same = not isinstance(kid, int) and kid.objgen == element.objgen and kid.objgen != (0, 0)
        held += new if same else [kid]
    parent.K = pikepdf.Array(held)


def _drop(pdf: Pdf, element: Element, _others: list[Element], _rng: random.Random) -> bool:
    pdf.touch(element)
    _replace(element, [])
    return True


def _repeat(pdf: Pdf, element: Element, _others: list[Element], _rng: random.Random) -> bool:
    pdf.touch(element)
    _replace(element, [element, element])
    return True


def _swap(pdf: Pdf, element: Element, others: list[Element], rng: random.Random) -> bool:
    mine = pdf.words(element)
    rest = [e for e in others if pdf.words(e) != mine and not _related(e, element)]
    if not rest:
        return False
    other = rng.choice(rest)
    pdf.touch(element, other)
    if element.P.objgen == other.P.objgen:
        first, second = element.objgen, other.objgen
        swap = {first: other, second: element}
        element.P.K = pikepdf.Array(
            [k if isinstance(k, int) or k.objgen not in swap else swap[k.objgen] for k in kids(element.P)]
        )
    else:
        _replace(element, [other])
        _replace(other, [element])
    return True


def _related(one: Element, other: Element) -> bool:
    def line(element: Element) -> set[Any]:
        found = set()
        while "/P" in element:
            found.add(element.objgen)
            element = element.P
        return found

    return other.objgen in line(one) or one.objgen in line(other)


OPERATIONS: dict[str, Callable[..., bool]] = {
    "drop": _drop,
    "repeat": _repeat,
    "swap": _swap,
    "letter": glyphs(other(lambda c: len(c) == 1 and c.isascii() and c.isalpha())),
    "digit": glyphs(other(lambda c: len(c) == 1 and c.isascii() and c.isdigit())),
    "truncate": glyphs(shorter),
    "double": glyphs(doubled),
}

ROLES = {
    "paragraph": ("/P",),
    "heading": HEADINGS,
    "item": ("/LI",),
    "label": ("/Lbl",),
    "item-body": ("/LBody",),
    "row": ("/TR",),
    "cell": ("/TD", "/TH"),
    "caption": ("/Caption",),
    "table": ("/Table",),
    "list": ("/L",),
    "note": ("/Note",),
    "note-part": ("note-part",),
    "code": ("/Code",),
}


def _on(kind: str, operation: Callable[..., bool]) -> Mutation:
    def mutate(pdf: Pdf, rng: random.Random) -> bool:
        elements = pdf.all(*ROLES[kind])
        return bool(elements) and operation(pdf, rng.choice(elements), elements, rng)

    return mutate


def _role(kind: str, new: str) -> Mutation:
    def mutate(pdf: Pdf, rng: random.Random) -> bool:
        elements = [e for e in pdf.all(*ROLES[kind]) if str(e.S) != new]
        if not elements:
            return False
        one = rng.choice(elements)
        pdf.touch(one)
        one.S = pikepdf.Name(new)
        return True

    return mutate


def _level(pdf: Pdf, rng: random.Random) -> bool:
    headings = pdf.all(*HEADINGS)
    if not headings:
        return False
    one = rng.choice(headings)
    pdf.touch(one)
    one.S = pikepdf.Name(rng.choice([role for role in HEADINGS if role != str(one.S)]))
    return True


def _formula(pdf: Pdf, rng: random.Random) -> bool:
    formulas = pdf.found.get("/Formula", [])
    if not formulas:
        return False
    one = rng.choice(formulas)
    pdf.touch(one)
    _replace(one, [])
    return True


def _formula_other(pdf: Pdf, rng: random.Random) -> bool:
    formulas = pdf.found.get("/Formula", [])
    if not formulas:
        return False
    one = rng.choice(formulas)
    pdf.touch(one)
    one.Alt = pikepdf.String("x+1")
    return True


def _notes_swapped(pdf: Pdf, rng: random.Random) -> bool:
    notes = pdf.all("/Note")
    return len(notes) > 1 and _swap(pdf, rng.choice(notes), notes, rng)


def _split(pdf: Pdf, rng: random.Random) -> bool:
    """One paragraph becomes two."""
    long = [p for p in pdf.all("/P") if len(kids(p)) > 2]
    if not long:
        return False
    one = rng.choice(long)
    pdf.touch(one)
    held = kids(one)
    at = rng.randrange(1, len(held) - 1)
    rest = pdf.pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.P, P=one.P, K=pikepdf.Array(held[at:])))
    if "/Pg" in one:
        rest.Pg = one.Pg
    one.K = pikepdf.Array(held[:at])
    pdf.pages[rest.objgen] = pdf.pages.get(one.objgen)
    before, after = pdf.words(one), pdf.words(rest)
    _replace(one, [one, rest])
    return bool(before and after)


SPECIAL: dict[str, Mutation] = {
    "heading-level": _level,
    "heading-untagged": _role("heading", "/P"),
    "item-untagged": _role("item", "/Div"),
    "caption-untagged": _role("caption", "/P"),
    "cell-untagged": _role("cell", "/Div"),
    "row-untagged": _role("row", "/Div"),
    "formula-gone": _formula,
    "formula-other": _formula_other,
    "notes-swapped": _notes_swapped,
    "paragraph-split": _split,
}

MUTATIONS: dict[str, Mutation] = {
    **{f"{kind}-{name}": _on(kind, operation) for kind in ROLES for name, operation in OPERATIONS.items()},
    **SPECIAL,
    **TRAITS,
}
