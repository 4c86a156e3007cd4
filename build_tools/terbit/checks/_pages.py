"""Ranges of pages, read."""

from __future__ import annotations

import re

_RANGE = re.compile(r"(?<![\w.:/-])(\d{1,5})\s*(?:[-–—]|--|s\.d\.)\s*(\d{1,5})(?![\w.:/-]*\w)")


def backwards(pages: str) -> re.Match[str] | None:
    """The first range that ends before it begins; “561–98” is short for “561–598” and runs forwards."""
    for match in _RANGE.finditer(pages):
        first, last = match.groups()
        if len(last) < len(first):
            last = first[: len(first) - len(last)] + last
        if int(last) < int(first):
            return match
    return None
