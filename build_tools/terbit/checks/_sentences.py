"""Running text cut into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STOP = re.compile(r"[.!?…]+[”’\"')\]\ufffc]*(?=\s|$)")
_SHORT = re.compile(
    r"(?:\b(?:dll|dkk|dsb|dst|hlm|hal|no|vol|bdk|lih|mis|yth|sdr|jl|dr|prof|drs|ir|st|tgl|tn|ny|pt|cv|"
    r"a\.n|d\.a"
    r"|s\.d|u\.p|ed|eds|jil|cet|ttd|ft|kol|jend|k\.h|h|hj|kh)|\b[A-Z]|^\d{1,3}|\s\d{1,2})\.$",
    re.IGNORECASE,
)
"""What may end in a full stop within a sentence: abbreviations, initials, a number that opens a point."""

_REACH = 12
"""Characters: no abbreviation is longer."""


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence, its end mark included."""
    start = 0
    for match in _STOP.finditer(text):
        after = text[match.end() : match.end() + 3].lstrip()[:1]
        word = text[max(start, match.start() - _REACH) : match.start() + 1]
        if match.group().startswith(".") and (after.islower() or _SHORT.search(word)):
            continue
        yield _trimmed(text, start, match.end())
        start = match.end()
    if text[start:].strip():
        yield _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    return start + len(text[start:end]) - len(text[start:end].lstrip()), end
