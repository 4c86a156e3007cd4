"""What the glyphs of a PDF's fonts mean, told by their ToUnicode CMaps (ISO 32000-1, 9.10.3)."""

from __future__ import annotations

import re
from typing import Any

from terbit.adapters import store

_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)


class CMap(dict[int, str]):
    """What each glyph means."""

    def __missing__(self, glyph: int) -> str:
        return "\ufffd"


class Fonts:
    """What the glyphs of each font mean."""

    def __init__(self) -> None:
        self._cmaps: dict[tuple[int, int], CMap] = {}
        self._names: dict[tuple[int, int], bytes] = {}

    def cmap(self, font: Any) -> CMap:  # noqa: ANN401  # pikepdf objects
        """What the glyphs of `font` mean."""
        if font.objgen not in self._cmaps:
            stream = font.get("/ToUnicode")
            self._cmaps[font.objgen] = CMap() if stream is None else parse(stream.read_bytes())
        return self._cmaps[font.objgen]

    def name(self, font: Any) -> bytes:  # noqa: ANN401  # as above
        """The same name, the same meanings."""
        if font.objgen not in self._names:
            stream = font.get("/ToUnicode")
            self._names[font.objgen] = b"" if stream is None else store.key(stream.read_bytes())
        return self._names[font.objgen]


def parse(data: bytes) -> CMap:
    """What a ToUnicode CMap says."""
    found = CMap()
    for kind, block in _BLOCK.findall(data):
        if kind == b"bfchar":
            found.update((int(code, 16), _utf16(text)) for code, text in _PAIR.findall(block))
        else:
            for first, last, text in _RANGE.findall(block):
                for offset in range(int(last, 16) - int(first, 16) + 1):
                    words = _utf16(text)
                    found[int(first, 16) + offset] = words[:-1] + chr(ord(words[-1]) + offset)
    return found


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be")
