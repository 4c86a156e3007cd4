"""Mutant PDF files: one thing in the structure tree, or a glyph on a page, is lost, repeated or altered."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf

from terbit.editions._pdf_pages import PageTexts
from terbit.model.stream import squeeze

Element = Any
HEADINGS = ("/H1", "/H2", "/H3", "/H4", "/H5", "/H6")


class Pdf:
    """Where a PDF has what is promised."""

    def __init__(self, path: Path) -> None:
        """Open the finished file at `path`."""
        self.pdf = pikepdf.open(path)
        self.texts = PageTexts(self.pdf)
        self.found: dict[str, list[Element]] = {}
        self.pages: dict[Any, Any] = {}
        self.walk(self.pdf.Root.StructTreeRoot, None, inside="")

    def write(self, path: Path) -> None:
        """Write the file as it is now."""
        self.pdf.save(path, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)

    def walk(self, element: Element, page: Element, inside: str) -> None:
        """Note every promised element below one."""
        page = element.get("/Pg", page)
        for kid in kids(element):
            if isinstance(kid, int) or "/S" not in kid:
                continue
            role = str(kid.S)
            roles = [str(k.S) for k in kids(kid) if not isinstance(k, int) and "/S" in k]
            furniture = role in {"/TOC", "/Index", "/Reference"} or {"/TOC", "/Index"} & set(roles)
            if furniture or (role == "/Lbl" and inside != "terms"):
                continue
            self.pages[kid.objgen] = kid.get("/Pg", page)
            self.found.setdefault("note-part" if inside == "note" and role == "/P" else role, []).append(kid)
            terms = role == "/L" and str(kid.get("/A", {}).get("/ListNumbering", "")) == "/None"
            below = (
                "note"
                if role == "/Note"
                else "terms"
                if terms or (inside == "terms" and role == "/LI")
                else inside
                if inside == "note"
                else ""
            )
            self.walk(kid, page, below)

    def places(self, element: Element) -> list[Any]:
        """Where its promised words are painted: no number of a note or an item, no back-reference."""
        page = element.get("/Pg", self.pages.get(element.objgen))
        found: list[Any] = []
        for kid in kids(element):
            if isinstance(kid, int):
                found.append((page.objgen, kid))
            elif "/S" not in kid:
                found += [(kid.get("/Pg", page).objgen, int(kid.MCID))] if "/MCID" in kid else []
            elif kid.objgen in self.pages:
                found += self.places(kid)
        return found

    def words(self, element: Element) -> str:
        """The text of an element, squeezed."""
        return squeeze("".join(self.texts[place] for place in self.places(element)))

    def all(self, *roles: str) -> list[Element]:
        """The elements of these roles that say something."""
        return [e for role in roles for e in self.found.get(role, []) if self.words(e)]


def kids(element: Element) -> list[Any]:
    """What an element holds."""
    held = element.get("/K", ())
    return list(held) if isinstance(held, (pikepdf.Array, tuple)) else [held]


def _replace(element: Element, new: list[Element]) -> None:
    """Put others in its place."""
    parent = element.P
    held = []
    for kid in kids(parent):
        same = not isinstance(kid, int) and kid.objgen == element.objgen and kid.objgen != (0, 0)
        held += new if same else [kid]
    parent.K = pikepdf.Array(held)


def _drop(_pdf: Pdf, element: Element, _others: list[Element], _rng: random.Random) -> bool:
    _replace(element, [])
    return True


def _repeat(_pdf: Pdf, element: Element, _others: list[Element], _rng: random.Random) -> bool:
    _replace(element, [element, element])
    return True


def _swap(pdf: Pdf, element: Element, others: list[Element], rng: random.Random) -> bool:
    mine = pdf.words(element)
    rest = [e for e in others if pdf.words(e) != mine and not _related(e, element)]
    if not rest:
        return False
    other = rng.choice(rest)
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


def _glyphs(
    change: Callable[[list[int], random.Random, dict[int, str]], list[int] | None],
) -> Callable[..., bool]:
    """Change the glyphs of one string of an element."""

    def alter(pdf: Pdf, element: Element, _others: list[Element], rng: random.Random) -> bool:
        places = [place for place in pdf.places(element) if squeeze(pdf.texts[place])]
        rng.shuffle(places)
        return any(_alter_at(pdf, place, change, rng) for place in places)

    return alter


def _alter_at(pdf: Pdf, place: Element, change: Callable[..., list[int] | None], rng: random.Random) -> bool:
    page = next(page for page in pdf.pdf.pages if page.objgen == place[0])
    instructions = list(pikepdf.parse_content_stream(page))
    marks: list[int | None] = []
    font, spots = "", []
    for number, instruction in enumerate(instructions):
        match str(instruction.operator):
            case "BDC":
                marks.append(
                    int(instruction.operands[1].get("/MCID", -1))
                    if hasattr(instruction.operands[1], "get")
                    else None
                )
            case "BMC":
                marks.append(None)
            case "EMC":
                marks.pop()
            case "Tf":
                font = str(instruction.operands[0])
            case "Tj" | "TJ" if place[1] in marks:
                spots.append((number, font))
            case _:
                pass
    rng.shuffle(spots)
    for number, name in spots:
        shown = instructions[number].operands[0]
        strings = list(shown) if isinstance(shown, pikepdf.Array) else [shown]
        said = [n for n, s in enumerate(strings) if isinstance(s, pikepdf.String) and bytes(s)]
        rng.shuffle(said)
        for n in said:
            codes = bytes(strings[n])
            glyphs = [int.from_bytes(codes[at : at + 2]) for at in range(0, len(codes), 2)]
            new = change(glyphs, rng, _meanings(page, name))
            if new is None:
                continue
            strings[n] = pikepdf.String(b"".join(glyph.to_bytes(2) for glyph in new))
            operands = [pikepdf.Array(strings)]
            instructions[number] = pikepdf.ContentStreamInstruction(operands, pikepdf.Operator("TJ"))
            page.Contents = pdf.pdf.make_stream(pikepdf.unparse_content_stream(instructions))
            return True
    return False


def _meanings(page: Element, font: str) -> dict[int, str]:
    from terbit.editions._pdf_pages import _cmap

    stream = page.Resources.Font[font].get("/ToUnicode")
    return {} if stream is None else _cmap(stream.read_bytes())


def _other(kind: Callable[[str], bool]) -> Callable[..., list[int] | None]:
    def change(glyphs: list[int], rng: random.Random, meanings: dict[int, str]) -> list[int] | None:
        spots = [n for n, glyph in enumerate(glyphs) if kind(meanings.get(glyph, ""))]
        if not spots:
            return None
        at = rng.choice(spots)
        was = squeeze(meanings[glyphs[at]])
        usable = sorted(g for g, c in meanings.items() if squeeze(c) and squeeze(c) != was)
        return [*glyphs[:at], rng.choice(usable), *glyphs[at + 1 :]] if usable else None

    return change


def _shorter(glyphs: list[int], rng: random.Random, meanings: dict[int, str]) -> list[int] | None:
    at = rng.randrange(len(glyphs))
    lost = "".join(meanings.get(glyph, "") for glyph in glyphs[at:])
    return glyphs[:at] if squeeze(lost).replace("\u2010", "") else None


def _doubled(glyphs: list[int], rng: random.Random, meanings: dict[int, str]) -> list[int] | None:
    at = rng.randrange(len(glyphs))
    said = squeeze(meanings.get(glyphs[at], "")).replace("\u2010", "")
    return [*glyphs[: at + 1], *glyphs[at:]] if said else None


OPERATIONS: dict[str, Callable[..., bool]] = {
    "drop": _drop,
    "repeat": _repeat,
    "swap": _swap,
    "letter": _glyphs(_other(lambda c: len(c) == 1 and c.isascii() and c.isalpha())),
    "digit": _glyphs(_other(lambda c: len(c) == 1 and c.isascii() and c.isdigit())),
    "truncate": _glyphs(_shorter),
    "double": _glyphs(_doubled),
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

Mutation = Callable[[Any, random.Random], bool]


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
        rng.choice(elements).S = pikepdf.Name(new)
        return True

    return mutate


def _level(pdf: Pdf, rng: random.Random) -> bool:
    headings = pdf.all(*HEADINGS)
    if not headings:
        return False
    one = rng.choice(headings)
    one.S = pikepdf.Name(rng.choice([role for role in HEADINGS if role != str(one.S)]))
    return True


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
    rng.choice(links)[0].S = pikepdf.Name.Span
    return True


def _link_unbound(pdf: Pdf, rng: random.Random) -> bool:
    """The link has no annotation any more."""
    links = _annotations(pdf)
    if not links:
        return False
    link, _ = rng.choice(links)
    link.K = pikepdf.Array([k for k in kids(link) if isinstance(k, int) or k.get("/Type") != "/OBJR"])
    return True


def _link(change: Callable[[Pdf, Any, random.Random], bool]) -> Mutation:
    def mutate(pdf: Pdf, rng: random.Random) -> bool:
        links = _annotations(pdf)
        rng.shuffle(links)
        return any(change(pdf, rng.choice(held).Obj, rng) for _, held in links)

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
    del names[str(rng.choice(held).Obj.Dest)]
    return True


def _figures(change: Callable[[Element], None]) -> Mutation:
    def mutate(pdf: Pdf, rng: random.Random) -> bool:
        figures = [f for f in pdf.found.get("/Figure", []) if "/Alt" in f]
        if not figures:
            return False
        change(rng.choice(figures))
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
        change(rng.choice(spoken))
        return True

    return mutate


def _unspeak(element: Element) -> None:
    del element["/Lang"]


def _respeak(element: Element) -> None:
    element.Lang = pikepdf.String("fr")


def _book_language(pdf: Pdf, _rng: random.Random) -> bool:
    pdf.pdf.Root.Lang = pikepdf.String("en-US")
    return True


def _page_gone(pdf: Pdf, rng: random.Random) -> bool:
    """A page with promised words."""
    used = {
        place[0]
        for es in pdf.found.values()
        for e in es
        for place in pdf.places(e)
        if squeeze(pdf.texts[place])
    }
    numbers = [n for n, page in enumerate(pdf.pdf.pages) if page.objgen in used]
    del pdf.pdf.pages[rng.choice(numbers)]
    return True


def _page_cropped(pdf: Pdf, rng: random.Random) -> bool:
    """The page ends before its words do."""
    used = {
        place[0]
        for es in pdf.found.values()
        for e in es
        for place in pdf.places(e)
        if squeeze(pdf.texts[place])
    }
    page = rng.choice([page for page in pdf.pdf.pages if page.objgen in used])
    page.MediaBox = page.CropBox = page.TrimBox = pikepdf.Array([0, 0, 5, 5])
    return True


def _formula(pdf: Pdf, rng: random.Random) -> bool:
    formulas = pdf.found.get("/Formula", [])
    if not formulas:
        return False
    _replace(rng.choice(formulas), [])
    return True


def _formula_other(pdf: Pdf, rng: random.Random) -> bool:
    formulas = pdf.found.get("/Formula", [])
    if not formulas:
        return False
    rng.choice(formulas).Alt = pikepdf.String("x+1")
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
    "formula-gone": _formula,
    "formula-other": _formula_other,
    "notes-swapped": _notes_swapped,
    "paragraph-split": _split,
}

MUTATIONS: dict[str, Mutation] = {
    **{f"{kind}-{name}": _on(kind, operation) for kind in ROLES for name, operation in OPERATIONS.items()},
    **SPECIAL,
}
