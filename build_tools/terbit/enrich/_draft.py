"""A book while it is being made, and the few words needed to compose blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from terbit.model.book import IndexEntry, Metadata, Part, PartKind
from terbit.model.manuscript import Manuscript
from terbit.model.outline import BACK_REFERENCES
from terbit.model.tree import Attr, Block, Div, Emph, Header, Inline, Link, Para, Space, Span, Str


class Use(msgspec.Struct, frozen=True):
    """A place that uses an entry: its anchor and the title of the section it stands in."""

    anchor: str
    section: str


class Draft(msgspec.Struct, frozen=True):
    """What the steps hand on: the master's blocks as changed so far, and the finished parts.

    `uses` maps a term's id to its first use in each section, `citations` a reference's key to the places
    that cite it, both in reading order. `marks` maps an anchor to the subject of the index it marks.
    """

    manuscript: Manuscript
    metadata: Metadata
    blocks: tuple[Block, ...]
    parts: tuple[Part, ...] = ()
    index: tuple[IndexEntry, ...] = ()
    uses: dict[str, tuple[Use, ...]] = {}
    citations: dict[str, tuple[Use, ...]] = {}
    marks: dict[str, str] = {}

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


def back_references(label: str, uses: tuple[Use, ...]) -> Iterator[Inline]:
    """“Pemakaian: 1, 2.”, each number a link back to a place that uses the entry; nothing without a use."""
    if not uses:
        return
    said: list[Inline] = [Str(f"{label}:\u00a0")]
    for number, use in enumerate(uses, 1):
        if number > 1:
            said += (Str(","), Space())
        attr = ("", ("balik",), (("role", "doc-backlink"),))
        said.append(
            Link((attr, (Str(str(number)),), (f"#{use.anchor}", f"{label} di bagian “{use.section}”")))
        )
    yield from (Space(), span(("", (BACK_REFERENCES,), ()), *said, Str(".")))


def para(*inlines: Inline) -> Para:
    """A paragraph."""
    return Para(tuple(inlines))


def div(css_class: str, *blocks: Block) -> Div:
    """Blocks of a class."""
    return Div((("", (css_class,), ()), tuple(blocks)))


def span(attr: Attr, *inlines: Inline) -> Span:
    """Inlines with attributes."""
    return Span((attr, tuple(inlines)))
