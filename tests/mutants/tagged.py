"""Where a tagged PDF has what is promised: its structure tree, and the glyphs on its pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
from tests.mutants.aim import NOTES, TEXT, Aimed, counted
from tests.pdf import kids

from terbit.editions._pdf_pages import PageTexts
from terbit.model.stream import squeeze

Element = Any
HEADINGS = ("/H1", "/H2", "/H3", "/H4", "/H5", "/H6")


class Pdf(Aimed):
    """Where a PDF has what is promised."""

    def __init__(self, path: Path) -> None:
        """Open the finished file at `path`."""
        super().__init__()
        self.pdf = pikepdf.open(path)
        self.texts = PageTexts(self.pdf)
        self.found: dict[str, list[Element]] = {}
        self.pages: dict[Any, Any] = {}
        self.walk(self.pdf.Root.StructTreeRoot, None, inside="")

    def write(self, path: Path) -> None:
        """Write the file as it is now."""
        self.pdf.save(path, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)

    def walk(self, element: Element, page: Element, inside: str) -> None:
        """Note and measure every promised element below one."""
        page = element.get("/Pg", page)
        stream = NOTES if inside == "note" else TEXT
        for kid in kids(element):
            if isinstance(kid, int) or "/S" not in kid:
                self.painted(kid, page, stream)
                continue
            role = str(kid.S)
            if _is_furniture(kid, role, inside):
                continue
            self.pages[kid.objgen] = kid.get("/Pg", page)
            self.found.setdefault("note-part" if inside == "note" and role == "/P" else role, []).append(kid)
            below = _below(kid, role, inside)
            stream = NOTES if below == "note" else TEXT
            start = self.at[stream]
            self.walk(kid, page, below)
            if role == "/Formula":  # told by its TeX
                self.at[stream] = start + counted(str(kid.get("/Alt", "")))
            self.within(kid.objgen, stream, start)
            stream = NOTES if inside == "note" else TEXT

    def painted(self, kid: Element, page: Element, stream: str) -> None:
        """Measure what a marked content shows."""
        if isinstance(kid, int) or "/MCID" in kid:
            on = page if isinstance(kid, int) else kid.get("/Pg", page)
            place = on.objgen, kid if isinstance(kid, int) else int(kid.MCID)
            start = self.at[stream]
            self.at[stream] += counted(self.texts[place])
            self.within(place, stream, start)

    def touch(self, *keys: Any) -> None:  # noqa: ANN401  # an element, or a place on a page
        """As Aimed."""
        super().touch(*(key if isinstance(key, tuple) else key.objgen for key in keys))

    def held(self, element: Element) -> list[Any]:
        """Where its promised words are painted: no number of a note or an item, no back-reference."""
        page = element.get("/Pg", self.pages.get(element.objgen))
        found: list[Any] = []
        for kid in kids(element):
            if isinstance(kid, int):
                found.append((page.objgen, kid))
            elif "/S" not in kid:
                found += [(kid.get("/Pg", page).objgen, int(kid.MCID))] if "/MCID" in kid else []
            elif kid.objgen in self.pages:
                found += self.held(kid)
        return found

    def words(self, element: Element) -> str:
        """The text of an element, squeezed."""
        return squeeze("".join(self.texts[place] for place in self.held(element)))

    def all(self, *roles: str) -> list[Element]:
        """The elements of these roles that say something."""
        return [e for role in roles for e in self.found.get(role, []) if self.words(e)]


def _is_furniture(kid: Element, role: str, inside: str) -> bool:
    """The contents, the index, and numbers of items and notes."""
    roles = {str(k.S) for k in kids(kid) if not isinstance(k, int) and "/S" in k}
    furniture = role in {"/TOC", "/Index", "/Reference"} or bool({"/TOC", "/Index"} & roles)
    return furniture or (role == "/Lbl" and inside != "terms")


def _below(kid: Element, role: str, inside: str) -> str:
    """What the elements below one stand in: a note, a list of terms, or neither."""
    terms = role == "/L" and str(kid.get("/A", {}).get("/ListNumbering", "")) == "/None"
    if role == "/Note" or inside == "note":
        return "note"
    return "terms" if terms or (inside == "terms" and role == "/LI") else ""
