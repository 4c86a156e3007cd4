"""Where paths, targets and codes stand, which no word of the text tells: found in turn, as they are read."""

from __future__ import annotations

import re
from functools import cached_property

from terbit.model.findings import Span
from terbit.model.manuscript import Manuscript

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LINE_END = re.compile(r"[^\r\n]")
END_OF_TARGET = " \t\r\n)"
"""What follows the target of a link or the path of an image."""


class Spots:
    """The places of one kind of thing. Ask for each in reading order, also for those without a fault."""

    def __init__(self, manuscript: Manuscript) -> None:
        """Comments hold nothing."""
        self._places = manuscript.places
        self._master = manuscript.text
        self._reached: dict[str, int] = {}

    @cached_property
    def _text(self) -> str:
        return _COMMENT.sub(lambda match: _LINE_END.sub(" ", match[0]), self._master)

    def of(self, words: str, lead: str = "", tail: str = "") -> Span:
        """The next place of `words` after the literal `lead`, before one of `tail`; else the first."""
        wanted = lead + words
        at = self._text.find(wanted, self._reached.get(wanted, 0))
        while at >= 0 and tail and self._text[at + len(wanted) : at + len(wanted) + 1] not in tail:
            at = self._text.find(wanted, at + 1)
        if at < 0:
            return self._places.text_span(words)
        self._reached[wanted] = at + len(wanted)
        return self._places.lines.span(at + len(lead), at + len(wanted))
