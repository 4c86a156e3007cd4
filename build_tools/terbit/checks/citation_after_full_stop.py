"""A citation belongs to the sentence that it supports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from terbit.model.findings import Finding, Fix, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Cite, Para, Plain, SoftBreak, Space, Str

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
        if Cite not in map(type, node.c):
            continue
        inlines = [inline for inline in node.c if not isinstance(inline, Space | SoftBreak)]
        for before, cite in pairwise(inlines):
            if not (isinstance(before, Str) and isinstance(cite, Cite)):
                continue
            if cite.c[0][0].mode.t == "AuthorInText" or not re.search(r"[.!?]$", before.c):
                continue
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


def _start(manuscript: Manuscript, before: Str, at: int) -> int:
    """Where to look: at the word before the citation, else after the last one found."""
    place = manuscript.places.word(before)
    return max(0, place[0]) if place else at
