"""The characters of a master as its author typed them, code and comments left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from terbit.model.findings import Span
from terbit.model.manuscript import Manuscript

_CODE = re.compile(
    r"^([ \t]{0,3}(?P<fence>`{3,}|~{3,})).*?^[ \t]{0,3}(?P=fence)[`~]*[ \t]*$|<!--.*?-->|"
    r"(?<!`)(?P<ticks>`+)(?!`)[^\n]{0,500}?(?<!`)(?P=ticks)(?!`)|(?<=\])\([^()\s]*\)|<https?://[^>\s]*>",
    re.MULTILINE | re.DOTALL,
)


@lru_cache(maxsize=1)
def readable(manuscript: Manuscript) -> str:
    """The master's text with code, comments and addresses as spaces: every offset stays true."""
    return _CODE.sub(lambda match: re.sub(r"[^\n\r]", " ", match.group()), manuscript.text)


_NEAR = 60
"""Characters of a word that a message shows on either side."""


@lru_cache(maxsize=1)
def _distinct(manuscript: Manuscript) -> str:
    return "".join(set(readable(manuscript)))


def each(
    manuscript: Manuscript, pattern: re.Pattern[str], sign: re.Pattern[str] | None = None
) -> Iterator[tuple[re.Match[str], Span]]:
    """Each match in the readable text with its place.

    `sign` is found in a character without whose like there is no match: most books hold none such, and are
    not searched.
    """
    if sign and not sign.search(_distinct(manuscript)):
        return
    for match in pattern.finditer(readable(manuscript)):
        yield match, manuscript.places.lines.span(*match.span())


def named(letter: str) -> str:
    """A character by its code point, for a message: `U+200B`."""
    return f"U+{ord(letter):04X}"


def word_at(text: str, at: int) -> str:
    """The word around an offset, for a message; hidden characters, and what is far off, are left out."""
    near = max(0, at - _NEAR)  # a “word” may have a million letters, each of them worth a message
    start = max(near - 1, *(text.rfind(mark, near, at) for mark in " \n\t")) + 1
    found = re.compile(r"\S*").match(text, start, at + _NEAR)
    word = found.group() if found else ""
    return "".join(letter for letter in word if unicodedata.category(letter) not in ("Cf", "Cc", "Co"))
