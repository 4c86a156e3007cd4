"""A master measured by its profile: which sections are which parts, what is missing, what is out of place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from terbit.checks._outline import Section, sections
from terbit.model.findings import Finding, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.profile import ProfilePart, place_of
from terbit.model.tree import Para


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
    numbered = ((place_of(section.title, parts), section) for section in below)
    order = tuple((number, section) for number, section in numbered if number is not None)
    found = tuple(
        (part, tuple(section for at, section in order if at == number)) for number, part in enumerate(parts)
    )
    yield Fit(where, found, order)
    for part, those in found:
        for section in those if part.parts else ():
            yield from _fits(section, part.parts, section.below)
