"""Sentences and sections of a Flow, counted in words."""

from __future__ import annotations

import re
from functools import lru_cache

from terbit.checks._tables import listed
from terbit.checks._words import Flow, paragraphs

FEWEST = 5
"""A section of fewer sentences has no average worth naming."""
_SENTENCE = re.compile(r"[^\s.!?][^.!?]*(?:[.!?](?! |$)[^.!?]*)*[.!?]?")
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_PASSIVE = re.compile(r"\bdi(?:[a-z]{3,}(?:kan|i)|per[a-z]{3,}|[a-z]{4,})(?:nya)?\b")


@lru_cache(maxsize=2)
def sentences(flow: Flow) -> tuple[tuple[int, int, int], ...]:
    """Start, end and number of words of every sentence outside headings."""
    return tuple(
        (base + match.start(), base + match.end(), len(_WORD.findall(match[0])))
        for piece, base in paragraphs(flow)
        for match in _SENTENCE.finditer(piece.text)
    )


@lru_cache(maxsize=2)
def sections(flow: Flow) -> tuple[tuple[int, str, list[int], int], ...]:
    """Each heading: where it starts, its text, the lengths of its sentences, how many are passive."""
    headings = [(s, p.text) for p, s in zip(flow.pieces, flow.starts, strict=True) if p.kind == "heading"]
    lengths: list[list[int]] = [[] for _ in headings]
    passive = [0] * len(headings)
    current = -1
    for start, end, words in sentences(flow):
        while current + 1 < len(headings) and headings[current + 1][0] < start:
            current += 1
        if current >= 0:
            lengths[current].append(words)
            verbs = set(_PASSIVE.findall(flow.lower, start, end)) - listed("bukan_pasif")
            passive[current] += bool(verbs)
    return tuple(
        (at, text, found, share) for (at, text), found, share in zip(headings, lengths, passive, strict=True)
    )
