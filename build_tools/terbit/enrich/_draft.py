"""A book while it is being made, and the few words needed to compose blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from terbit.model.book import Metadata, Part, PartKind
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Attr, Block, Div, Emph, Header, Inline, Para, Space, Span, Str


class Use(msgspec.Struct, frozen=True):
    """The first use of a term in a section: its anchor and the section's title."""

    anchor: str
    section: str


class Draft(msgspec.Struct, frozen=True):
    """What the steps hand on: the master's blocks as changed so far, and the finished parts.

    `uses` maps a term's id to its first uses, in reading order.
    """

    manuscript: Manuscript
    metadata: Metadata
    blocks: tuple[Block, ...]
    parts: tuple[Part, ...] = ()
    uses: dict[str, tuple[Use, ...]] = {}

    def plus(self, kind: PartKind, title: str, *blocks: Block) -> Draft:
        """This draft with one more part, opened by its heading (the title page has none)."""
        heading = () if kind is PartKind.TITLE_PAGE else (Header((1, (kind.value, (), ()), words(title))),)
        return msgspec.structs.replace(self, parts=(*self.parts, Part(kind, title, (*heading, *blocks))))


def words(text: str) -> tuple[Inline, ...]:
    """Plain text as words and spaces. `*…*` is emphasis, as in Markdown; straight quotes are curled."""
    curled = re.sub(r'(^|[\s(\[])"', r"\1“", text).replace('"', "”")
    return tuple(_words(curled))


def _words(text: str) -> Iterator[Inline]:
    for number, piece in enumerate(text.split("*")):
        if number % 2:
            yield Emph(words(piece))
            continue
        for place, word in enumerate(piece.split(" ")):
            if place:
                yield Space()
            if word:
                yield Str(word)


def para(*inlines: Inline) -> Para:
    """A paragraph."""
    return Para(tuple(inlines))


def div(css_class: str, *blocks: Block) -> Div:
    """Blocks of a class."""
    return Div((("", (css_class,), ()), tuple(blocks)))


def span(attr: Attr, *inlines: Inline) -> Span:
    """Inlines with attributes."""
    return Span((attr, tuple(inlines)))
