"""Glyphs on the pages of a PDF are lost, doubled or become others."""

from __future__ import annotations

import random
from collections.abc import Callable

import pikepdf
from tests.mutants.tagged import Element, Pdf

from terbit.editions._pdf_cmaps import parse
from terbit.model.stream import squeeze

Change = Callable[[list[int], random.Random, dict[int, str]], list[int] | None]
"""The glyphs of a string, chance, and what each glyph means; None where it cannot be changed."""


def glyphs(change: Change) -> Callable[..., bool]:
    """Change the glyphs of one string of an element."""

    def alter(pdf: Pdf, element: Element, _others: list[Element], rng: random.Random) -> bool:
        places = [place for place in pdf.held(element) if squeeze(pdf.texts[place])]
        rng.shuffle(places)
        struck = next((place for place in places if _alter_at(pdf, place, change, rng)), None)
        if struck is not None:
            pdf.touch(struck)
        return struck is not None

    return alter


def _alter_at(pdf: Pdf, place: Element, change: Change, rng: random.Random) -> bool:
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
    stream = page.Resources.Font[font].get("/ToUnicode")
    return {} if stream is None else parse(stream.read_bytes())


def other(kind: Callable[[str], bool]) -> Change:
    """One glyph of a kind becomes one that means something else."""

    def change(glyphs: list[int], rng: random.Random, meanings: dict[int, str]) -> list[int] | None:
        spots = [n for n, glyph in enumerate(glyphs) if kind(meanings.get(glyph, ""))]
        if not spots:
            return None
        at = rng.choice(spots)
        was = squeeze(meanings[glyphs[at]])
        usable = sorted(g for g, c in meanings.items() if squeeze(c) and squeeze(c) != was)
        return [*glyphs[:at], rng.choice(usable), *glyphs[at + 1 :]] if usable else None

    return change


def shorter(glyphs: list[int], rng: random.Random, meanings: dict[int, str]) -> list[int] | None:
    """The last glyphs are lost."""
    at = rng.randrange(len(glyphs))
    lost = "".join(meanings.get(glyph, "") for glyph in glyphs[at:])
    return glyphs[:at] if squeeze(lost).replace("\u2010", "") else None


def doubled(glyphs: list[int], rng: random.Random, meanings: dict[int, str]) -> list[int] | None:
    """One glyph stands twice."""
    at = rng.randrange(len(glyphs))
    said = squeeze(meanings.get(glyphs[at], "")).replace("\u2010", "")
    return [*glyphs[: at + 1], *glyphs[at:]] if said else None
