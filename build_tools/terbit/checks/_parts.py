"""A master measured by its profile: which sections are which parts, what is missing, what is out of place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from terbit.checks._outline import Section, bare, sections
from terbit.model.findings import Finding, Severity
from terbit.model.manuscript import Manuscript, ProfilePart
from terbit.model.tree import Para

_TAIL = r"(?:$|\s*[:–—(]|\s+(?:dan|dengan|untuk|serta|atau|yang)\b)"
"""What may follow a part's name in a heading: “Kesimpulan dan Saran”, not “Pengantar Ilmu Politik”."""


@dataclass(frozen=True, eq=False)
class Fit:
    """The parts asked for at one place of the outline, each with its sections in reading order.

    `where` is the heading above them, or None for the whole book.
    """

    where: Section | None
    parts: tuple[tuple[ProfilePart, tuple[Section, ...]], ...]
    order: tuple[tuple[int, Section], ...]


@lru_cache(maxsize=1)
def fits(manuscript: Manuscript) -> tuple[Fit, ...]:
    """The whole book, then each section whose part asks for parts of its own; none where nobody asks."""
    if not manuscript.profile_named:
        return ()
    title = next((one for one in sections(manuscript) if one.header.level == 1), None)
    top = title.below if title else []
    return tuple(_fits(None, manuscript.profile.parts, top))


def graded(manuscript: Manuscript, finding: Finding) -> Finding:
    """A finding about completeness is only advice for a single Markdown file."""
    return finding if manuscript.in_folder else msgspec.structs.replace(finding, severity=Severity.ADVICE)


def supplied(manuscript: Manuscript, part: ProfilePart) -> bool:
    """Whether a part is there without a heading: text before the first section, or made from a file."""
    if part.source:
        return bool(manuscript.glossary if part.source == "glosarium" else manuscript.references)
    if part.kind != "pembuka":
        return False
    title = next((one for one in sections(manuscript) if one.header.level == 1), None)
    return bool(title and any(isinstance(block, Para) for block in title.blocks))


def question_sections(manuscript: Manuscript) -> Iterator[Section]:
    """The sections of questions and answers."""
    for fit in fits(manuscript):
        for part, found in fit.parts:
            if part.kind == "tanya-jawab":
                yield from found


def _fits(where: Section | None, parts: tuple[ProfilePart, ...], below: list[Section]) -> Iterator[Fit]:
    free = next((number for number, part in enumerate(parts) if part.kind == "bebas"), None)
    order = tuple(
        (number, section)
        for section in below
        if (number := _part_of(section, parts, free)) is not None
    )  # fmt: skip
    found = tuple(
        (part, tuple(section for at, section in order if at == number)) for number, part in enumerate(parts)
    )
    yield Fit(where, found, order)
    for part, those in found:
        for section in those if part.parts else ():
            yield from _fits(section, part.parts, section.below)


def _part_of(section: Section, parts: tuple[ProfilePart, ...], free: int | None) -> int | None:
    title = bare(section.title)
    for number, part in enumerate(parts):
        if any(re.match(re.escape(name.casefold()) + _TAIL, title) for name in part.titles):
            return number
    return free
