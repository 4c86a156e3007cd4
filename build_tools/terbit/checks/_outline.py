"""The master's sections: each heading with what stands directly below it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from terbit.model.findings import Span
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Block, Header, RawBlock
from terbit.model.walk import text_of


@dataclass(frozen=True, eq=False)
class Section:
    """A heading, the blocks up to the next heading, and the sections below it."""

    header: Header
    title: str
    blocks: list[Block] = field(default_factory=list)
    below: list[Section] = field(default_factory=list)


@lru_cache(maxsize=1)
def sections(manuscript: Manuscript) -> tuple[Section, ...]:
    """Every section in reading order. Comments are no content."""
    found: list[Section] = []
    path: list[Section] = []
    for block in manuscript.blocks:
        if isinstance(block, Header):
            section = Section(block, " ".join(text_of(block.inlines).split()))
            while path and path[-1].header.level >= block.level:
                path.pop()
            if path:
                path[-1].below.append(section)
            path.append(section)
            found.append(section)
        elif path and not isinstance(block, RawBlock):
            path[-1].blocks.append(block)
    return tuple(found)


def following(manuscript: Manuscript, section: Section | None) -> Section | None:
    """The first section after one and all that stands below it; None for the whole book."""
    every = sections(manuscript)
    after = every[every.index(section) + 1 :] if section else ()
    return next((one for one in after if section and one.header.level <= section.header.level), None)


def last_line(manuscript: Manuscript) -> Span:
    """The last line of the master that holds anything."""
    text = manuscript.text.rstrip()
    start = max(text.rfind("\n"), text.rfind("\r")) + 1
    return manuscript.places.lines.span(start, len(text))
