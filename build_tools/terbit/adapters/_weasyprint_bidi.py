"""Right-to-left text: told in the order it is read, and its brackets kept from meaning their mirror images.

WeasyPrint 70 paints glyphs from the left and takes what a glyph means from where it stands first.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable
from typing import Any

from terbit.adapters._pdf_structure import Node

_FIRST = "\u0590"
"""No character before the Hebrew block runs from the right."""


def is_rtl(text: str) -> bool:
    """Whether any character of `text` (not empty) runs from the right (UAX #9, classes R and AL)."""
    return max(text) >= _FIRST and any(unicodedata.bidirectional(char) in {"R", "AL"} for char in text)


def told(words: str, parent: Node, page: int) -> Node:
    """A Span in `parent` that tells `words` in the order they are read (ISO 32000-1, 14.9.4).

    It stands in the tree, for listeners; in the page, it would make extractors, which know that painted text
    is reversed, reverse the order once more.
    """
    node = Node("Span", page, entries={"ActualText": words})
    parent.kids.append(node)
    return node


def unmirrored(build: Callable[..., Any]) -> Callable[..., Any]:
    """`build`, which writes the fonts, after brackets that right-to-left text mirrored say what they show.

    An opening bracket in Hebrew, painted first, would make every closing bracket of the book an opening one.
    """

    def built(pdf: Any, fonts: dict[Any, Any], *rest: Any) -> Any:  # noqa: ANN401  # WeasyPrint has no types
        from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # fontTools has no types

        for font in fonts.values():
            texts = font.to_unicode.items()
            mirrored = {glyph: text for glyph, text in texts if len(text) == 1 and unicodedata.mirrored(text)}
            if mirrored:
                file = TTFont(io.BytesIO(font.file_content), fontNumber=font.index, lazy=True)
                shown = {file.getGlyphID(name): chr(code) for code, name in file.getBestCmap().items()}
                font.to_unicode |= {glyph: shown.get(glyph, text) for glyph, text in mirrored.items()}
        return build(pdf, fonts, *rest)

    return built
