"""Words that a judge quotes are looked up in the promise, and so in the master."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from terbit.model.findings import Span
from terbit.model.outline import Outline
from terbit.model.stream import squeeze
from terbit.model.tree import Block

_ENOUGH = 12
"""Characters: fewer may stand anywhere."""


class Places(Protocol):
    """What gives the place of a node in the master."""

    @property
    def span(self) -> Callable[..., Span]:
        """The place of some nodes."""


class Traces:
    """The passages of a promise by their words."""

    def __init__(self, promised: Outline, places: Places) -> None:
        self._places = places
        every = (*promised.passages, *promised.notes)
        self._said: list[tuple[str, Block | None]] = [(squeeze(one.text), one.node) for one in every]

    def span(self, words: str) -> Span | None:
        """Where the passage stands that says these words, or is said in them; None where there is none."""
        sought = squeeze(words)
        if len(sought) < _ENOUGH:
            return None
        hit = next((node for said, node in self._said if sought in said), None)
        hit = hit or next((n for said, n in self._said if len(said) >= _ENOUGH and said in sought), None)
        return self._places.span(hit) if hit else None
