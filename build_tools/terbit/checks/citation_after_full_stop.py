"""A citation belongs to the sentence that it supports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import cast

from terbit.model.findings import Finding, Fix, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Cite, Inline, Para, Plain, SoftBreak, Space, Str

RULE = Rule(
    "R012",
    "citation_after_full_stop",
    Severity.WARNING,
    "Sitasi sesudah titik",
    "Sitasi dalam kurung berdiri di dalam kalimat yang didukungnya, sebelum titik.",
    wrong="""Perjanjian itu tua. [@a]

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh"}]""",
    right="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh"}]""",
)

_AFTER = re.compile(r"([.!?])([ \t]*)(\[[^\[\]]*@[^\[\]]*\])(?=\s|$)")
_SHORT = re.compile(r"\b(?:dll|dkk|dsb|dst|hlm|no|vol|dr|prof|[a-z])\.$", re.IGNORECASE)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each cluster in brackets right after a sentence's end, with nothing or a new sentence after it."""
    at = 0
    for node in manuscript.every(Para, Plain):
        for before, cite in _after_stops(node.c):
            found = _AFTER.search(manuscript.text, _start(manuscript, before, at))
            if found is None or cite.keys[0] not in found[3] or _SHORT.search(before.c):
                continue
            at = found.end()
            yield RULE.at(
                manuscript.places.lines.span(*found.span()),
                f"Sitasi “{found[3]}” berdiri sesudah titik.",
                f"Tulis “{found[3]}{found[1]}” pada akhir kalimatnya.",
                Fix(f" {found[3]}{found[1]}", safe=True),
            )


def _after_stops(inlines: Iterable[Inline]) -> Iterator[tuple[Str, Cite]]:
    """Each cluster in brackets that follows the end of a sentence, and the word that ends there."""
    before: Inline | None = None
    for inline in inlines:
        kind = type(inline)
        if kind is Space or kind is SoftBreak:
            continue
        in_brackets = isinstance(inline, Cite) and inline.c[0][0].mode.t != "AuthorInText"
        if in_brackets and isinstance(before, Str) and before.c.endswith((".", "!", "?")):
            yield before, cast("Cite", inline)
        before = inline


def _start(manuscript: Manuscript, before: Str, at: int) -> int:
    """Where to look: at the word before the citation, else after the last one found."""
    place = manuscript.places.word(before)
    return max(0, place[0]) if place else at
