"""Entries of the list of references: their texts, places, names and years; the keys that are cited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from terbit.model.findings import Fix, Span
from terbit.model.manuscript import Manuscript, Reference
from terbit.model.places import FRONT_MATTER
from terbit.model.tree import Cite

_KEY = re.compile(r"@\{?([\w:.#$%&\-+?<>~/]*\w)")


@lru_cache(maxsize=1)
def used(manuscript: Manuscript) -> frozenset[str]:
    """The keys that the master cites, `nocite` in its header counted."""
    cited = {key for node in manuscript.every(Cite) for key in node.keys}
    header = FRONT_MATTER.match(manuscript.text)
    return frozenset(cited | set(_KEY.findall(header.group() if header else "")))


def is_any_listed(manuscript: Manuscript) -> bool:
    """Whether the book will have a list of references."""
    keys = {reference.key for reference in manuscript.references}
    header = FRONT_MATTER.match(manuscript.text)
    return not keys.isdisjoint(used(manuscript)) or bool(keys and header and "@*" in header.group())


def text(reference: Reference, name: str) -> str:
    """A value as text; empty where there is none or where it is a list."""
    value = reference.entry.get(name, "")
    return str(value).strip() if isinstance(value, str | int) else ""


def place(reference: Reference, name: str) -> Span:
    """The place of a value, of the entry's key where it has none."""
    return reference.spans.get(name, reference.span)


def people(reference: Reference) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each name of an entry with the role it stands under."""
    for role in ("author", "editor", "translator", "container-author", "collection-editor"):
        for person in _list(reference.entry.get(role)):
            if isinstance(person, dict):
                yield role, person


def year(reference: Reference) -> int | None:
    """The year an entry came out, if it says so in figures."""
    issued = reference.entry.get("issued")
    if isinstance(issued, dict):
        parts = _list(issued.get("date-parts"))
        first = _list(parts[0])[:1] if parts else []
        words = str(first[0]) if first else str(issued.get("literal", issued.get("raw", "")))
    else:
        words = str(issued or "")
    found = re.search(r"\d{4}", words)
    return int(found.group()) if found else None


def has(reference: Reference, names: str) -> bool:
    """Whether an entry has a value under one of several names, written `author|editor`."""
    return any(reference.entry.get(name) not in (None, "", [], {}) for name in names.split("|"))


def fix(reference: Reference, name: str, value: str, *, safe: bool) -> Fix | None:
    """A new value for a text; none where the file writes it otherwise than it reads (escapes)."""
    span = reference.spans.get(name)
    written = reference.entry.get(name)
    if span is None or not isinstance(written, str) or '"' in value or "\\" in value:
        return None
    exact = span.line == span.end_line and span.end_column - span.column == len(written)
    return Fix(value, safe) if exact else None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
