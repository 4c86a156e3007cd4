"""A language is named by its code (BCP 47)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._spots import Spots
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Code, CodeBlock, Div, Header, Link, Span
from terbit.model.walk import Node, attributes

RULE = Rule(
    "A016",
    "unknown_language_code",
    Severity.WARNING,
    "Kode bahasa keliru",
    "Kode bahasa mengikuti BCP 47, misalnya “en” atau “jv”; nama bahasa tidak dikenali pembaca layar.",
    wrong="Kata [interstate]{lang=english} itu.",
    right="Kata [interstate]{lang=en} itu.",
)

_TAG = re.compile(
    r"(?:[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?(?:-(?:[A-Za-z0-9]{5,8}|\d\w{3}))*|x-\w+)"
)

_MARKED: tuple[type[Node], ...] = (Code, CodeBlock, Div, Header, Link, Span)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each `lang` that is no language tag."""
    spots = Spots(manuscript)
    for node in manuscript.every(*_MARKED):
        attr = attributes(node)
        code = dict(attr[2]).get("lang", "id") if attr else "id"
        if not _TAG.fullmatch(code):
            yield RULE.at(
                spots.of(f"lang={code}", tail=" \t\r\n}"),
                f"“{code}” bukan kode bahasa.",
                "Pakai kode dua atau tiga huruf, misalnya “en”, “nl”, “ar”, atau “jv”.",
            )
