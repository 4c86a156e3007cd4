"""Mutant PDF files: what is lost or altered beside the words: links, pictures, languages, whole pages."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pikepdf
from tests.mutants.tagged import Element, Pdf
from tests.pdf import kids

from terbit.model.stream import squeeze

Mutation = Callable[[Any, random.Random], bool]


def _annotations(pdf: Pdf) -> list[tuple[Element, Any]]:
    """The promised links, each with its annotation."""
    pairs = []
    for link in pdf.all("/Link"):
        held = [k for k in kids(link) if not isinstance(k, int) and k.get("/Type") == "/OBJR"]
        if held:
            pairs.append((link, held))
    return pairs


def _link_untagged(pdf: Pdf, rng: random.Random) -> bool:
    links = _annotations(pdf)
    if not links:
        return False
    link, _ = rng.choice(links)
    pdf.touch(link)
    link.S = pikepdf.Name.Span
    return True


def _link_unbound(pdf: Pdf, rng: random.Random) -> bool:
    """The link has no annotation any more."""
    links = _annotations(pdf)
    if not links:
        return False
    link, _ = rng.choice(links)
    pdf.touch(link)
    link.K = pikepdf.Array([k for k in kids(link) if isinstance(k, int) or k.get("/Type") != "/OBJR"])
    return True


def _link(change: Callable[[Pdf, Any, random.Random], bool]) -> Mutation:
    def mutate(pdf: Pdf, rng: random.Random) -> bool:
        links = _annotations(pdf)
        rng.shuffle(links)
        struck = next((link for link, held in links if change(pdf, rng.choice(held).Obj, rng)), None)
        if struck is not None:
            pdf.touch(struck)
        return struck is not None

    return mutate


def _elsewhere(pdf: Pdf, annotation: Element, rng: random.Random) -> bool:
    if "/Dest" not in annotation:
        return False
    names = sorted(
        str(n) for n in pikepdf.NameTree(pdf.pdf.Root.Names.Dests) if str(n) != str(annotation.Dest)
    )
    annotation.Dest = pikepdf.String(rng.choice(names))
    return True


def _nowhere(_pdf: Pdf, annotation: Element, _rng: random.Random) -> bool:
    if "/Dest" not in annotation:
        return False
    annotation.Dest = pikepdf.String(f"{annotation.Dest}x")
    return True


def _address(_pdf: Pdf, annotation: Element, _rng: random.Random) -> bool:
    if "/URI" not in annotation.get("/A", {}):
        return False
    annotation.A.URI = pikepdf.String(f"{annotation.A.URI}q")
    return True


def _destination_gone(pdf: Pdf, rng: random.Random) -> bool:
    """A named destination that a promised link leads to is not there any more."""
    held = [h for _, hs in _annotations(pdf) for h in hs if "/Dest" in h.Obj]
    if not held:
        return False
    names = pikepdf.NameTree(pdf.pdf.Root.Names.Dests)
    name = str(rng.choice(held).Obj.Dest)
    pdf.touch(*(link for link, hs in _annotations(pdf) if any(str(h.Obj.get("/Dest")) == name for h in hs)))
    del names[name]
    return True


def _figures(change: Callable[[Element], None]) -> Mutation:
    def mutate(pdf: Pdf, rng: random.Random) -> bool:
        figures = [f for f in pdf.found.get("/Figure", []) if "/Alt" in f]
        if not figures:
            return False
        one = rng.choice(figures)
        pdf.touch(one)
        change(one)
        return True

    return mutate


def _describe(figure: Element) -> None:
    figure.Alt = pikepdf.String("Gambar lain")


def _undescribe(figure: Element) -> None:
    del figure["/Alt"]


def _empty(figure: Element) -> None:
    figure.K = pikepdf.Array([k for k in kids(figure) if not isinstance(k, int) and "/S" in k])


def _spoken(change: Callable[[Element], None]) -> Mutation:
    def mutate(pdf: Pdf, rng: random.Random) -> bool:
        every = [e for es in pdf.found.values() for e in es]
        spoken = [e for e in every if "/Lang" in e and not str(e.Lang).startswith("id") and pdf.words(e)]
        if not spoken:
            return False
        one = rng.choice(spoken)
        pdf.touch(one)
        change(one)
        return True

    return mutate


def _unspeak(element: Element) -> None:
    del element["/Lang"]


def _respeak(element: Element) -> None:
    element.Lang = pikepdf.String("fr")


def _book_language(pdf: Pdf, _rng: random.Random) -> bool:
    pdf.pdf.Root.Lang = pikepdf.String("en-US")
    return True


def _page(pdf: Pdf, rng: random.Random) -> int:
    """The number of a page with promised words, which are about to be lost."""
    held = {place for es in pdf.found.values() for e in es for place in pdf.held(e)}
    said = sorted(place for place in held if squeeze(pdf.texts[place]) and place in pdf.places)
    page = rng.choice(sorted({place[0] for place in said}))
    pdf.touch(*(place for place in said if place[0] == page))
    return next(n for n, one in enumerate(pdf.pdf.pages) if one.objgen == page)


def _page_gone(pdf: Pdf, rng: random.Random) -> bool:
    del pdf.pdf.pages[_page(pdf, rng)]
    return True


def _page_cropped(pdf: Pdf, rng: random.Random) -> bool:
    """The page ends before its words do."""
    page = pdf.pdf.pages[_page(pdf, rng)]
    page.MediaBox = page.CropBox = page.TrimBox = pikepdf.Array([0, 0, 5, 5])
    return True


TRAITS: dict[str, Mutation] = {
    "link-untagged": _link_untagged,
    "link-unbound": _link_unbound,
    "link-other": _link(_elsewhere),
    "link-dead": _link(_nowhere),
    "link-address": _link(_address),
    "destination-gone": _destination_gone,
    "description-other": _figures(_describe),
    "description-gone": _figures(_undescribe),
    "image-gone": _figures(_empty),
    "language-gone": _spoken(_unspeak),
    "language-other": _spoken(_respeak),
    "language-of-book": _book_language,
    "page-gone": _page_gone,
    "page-cropped": _page_cropped,
}
