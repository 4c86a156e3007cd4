"""EPUB and DOCX files to be mutated: archives whose XML parts are trees."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

from lxml import etree
from tests.mutants.aim import Aimed, counted

from terbit.model.stream import squeeze

Element = Any
Slot = tuple[Element, str]
"""A place of text: an element, and "text" or "tail"."""


class Package(Aimed):
    """A zip archive whose XML parts are trees."""

    def __init__(self, path: Path) -> None:
        """Open the finished file at `path`."""
        super().__init__()
        with zipfile.ZipFile(path) as archive:
            self.parts: dict[str, Any] = {name: archive.read(name) for name in archive.namelist()}
        for name in self.parts:
            if name.endswith((".xhtml", ".xml", ".opf", ".rels")):
                self.parts[name] = etree.fromstring(self.parts[name])
        self.measure()

    def measure(self) -> None:
        """Fill `places`."""
        raise NotImplementedError

    def slots(self, element: Element) -> list[Slot]:
        """The places of promised text in an element."""
        raise NotImplementedError

    def words(self, element: Element) -> str:
        """The promised text of an element, squeezed."""
        return squeeze("".join(getattr(e, where) for e, where in self.slots(element)))

    def slot(self, slot: Slot, stream: str) -> None:
        """Measure a place of text."""
        start = self.at[stream]
        self.at[stream] += counted(getattr(*slot) or "")
        self.within(slot, stream, start)

    def mute(self, element: Element, stream: str) -> None:
        """Measure what says nothing that is promised."""
        for one in element.iter():
            self.within(one, stream, self.at[stream])

    def write(self, path: Path) -> None:
        """Write the package as it is now."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, data in self.parts.items():
                archive.writestr(name, data if isinstance(data, bytes) else etree.tostring(data))
        path.write_bytes(out.getvalue())


def remove(element: Element) -> None:
    """Take an element away, but not what follows it."""
    parent, before = element.getparent(), element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
