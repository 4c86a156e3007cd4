"""The master of a book of chapters, cut into half title, front matter and chapters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from terbit.enrich._captions import Captions
from terbit.enrich._draft import span, words
from terbit.model.book import CHAPTER_LABEL, Part, PartKind
from terbit.model.profile import Profile, place_of
from terbit.model.tree import Block, Header, HorizontalRule, Para, Plain, Space, Str
from terbit.model.walk import map_children, text_of

_OPENING = "Pembuka"
"""Heads what an author wrote between the title and the first section: a half title bears the title alone."""

_SECTION_LEVEL = 2
_BY_HAND = re.compile(
    r"bab\s+(?:(\d{1,3})\b|\d+|[ivxlc]+\b|\w+\s+(?:belas|puluh)\b|"
    r"(?:ke-?|per)?(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|tama)\b)|"
    r"(\d{1,3})[.)]\s",
    re.IGNORECASE,
)
"""A chapter that the author numbered: “Bab 2”, “Bab II”, “Bab Kedua”, “2. …”."""


def chapters(blocks: tuple[Block, ...], title: str, profile: Profile) -> tuple[Part, ...]:
    """The parts, the half title first; none where the master has no section. `title` is for one without.

    Headings move up a level: a chapter is of level 1.
    """
    own = next((block for block in blocks if isinstance(block, Header) and block.level == 1), None)
    opening, sections = _cut(block for block in blocks if block is not own)
    if not sections:
        return ()
    half_title = Part(PartKind.HALF_TITLE, title, (own or Header((1, ("", (), ()), words(title))),))
    captions = Captions()
    front: tuple[Part, ...] = ()
    if any(not isinstance(block, HorizontalRule) for block in opening):
        heading = Header((1, ("halaman-pembuka", (), ()), words(_OPENING)))
        front = (Part(PartKind.FRONT, _OPENING, (heading, *captions.number(_raised(opening)))),)
    return (half_title, *front, *_parts(sections, profile, captions))


def _cut(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], list[tuple[Header, list[Block]]]]:
    """What stands before the first section, and each section: its heading and the rest."""
    opening: list[Block] = []
    sections: list[tuple[Header, list[Block]]] = []
    for block in blocks:
        if isinstance(block, Header) and block.level <= _SECTION_LEVEL:
            sections.append((block, []))
        else:
            (sections[-1][1] if sections else opening).append(block)
    return tuple(opening), sections


def _parts(
    sections: Iterable[tuple[Header, list[Block]]], profile: Profile, captions: Captions
) -> Iterator[Part]:
    """Front matter is what a profile puts in front and the author did: none after the first chapter."""
    is_front = True
    last = 0
    for header, rest in sections:
        title = " ".join(text_of(header.inlines).split())
        place = place_of(title, profile.parts)
        asked = None if place is None else profile.parts[place]
        is_front = is_front and asked is not None and asked.place == "awal"
        number = 0
        if asked is not None and asked.kind == "bebas":
            by_hand = _BY_HAND.match(title)
            number = last = int((by_hand and (by_hand[1] or by_hand[2])) or last + 1)
            header = header if by_hand else _labelled(header, number)  # noqa: PLW2901  # the same heading, numbered
        heading = _raised((header,))
        yield Part(
            PartKind.FRONT if is_front else PartKind.BODY,
            " ".join(text_of(header.inlines).split()),
            (*heading, *captions.number(_raised(rest), number)),
        )


def _labelled(header: Header, number: int) -> Header:
    level, attr, inlines = header.c
    label = span(("", (CHAPTER_LABEL,), ()), Str(f"Bab\u00a0{number}"))
    return Header((level, attr, (label, Space(), *inlines)))


def _raised(blocks: Iterable[Block]) -> tuple[Block, ...]:
    return tuple(_raise(block) for block in blocks)


def _raise(block: Block) -> Block:
    match block:
        case Header(c=(level, attr, inlines)):
            return Header((max(1, level - 1), attr, inlines))
        case Para() | Plain():
            return block
        case _:
            return map_children(block, _raised, lambda inlines: inlines)  # type: ignore[return-value]  # a block stays a block
