"""Terms of the glossary as they stand in running text, and the words of their definitions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from terbit.model.manuscript import Manuscript, Term

_ABBREVIATED = re.compile(r"^(.+?)\s*\((\w[\w.-]*)\)$")


@lru_cache(maxsize=1)
def flat(manuscript: Manuscript) -> str:
    """The master in small letters, its white space single: where a use of a term is looked for."""
    return " ".join(manuscript.text.casefold().split())


def forms(term: Term) -> Iterator[str]:
    """Every form in small letters; “Perserikatan Bangsa-Bangsa (PBB)” is also used by either half."""
    for form in dict.fromkeys((term.term, *term.forms)):
        yield form.casefold()
        if match := _ABBREVIATED.match(form):
            yield from (half.casefold() for half in match.groups())


def stands_in(form: str, text: str) -> bool:
    """Whether a form stands in a text as whole words, *-nya* allowed; both in small letters."""
    words = " ".join(form.split())
    return words in text and bool(re.search(rf"(?<!\w){re.escape(words)}(?:nya)?(?!\w)", text))


def mentions(text: str, term: Term) -> bool:
    """Whether a text in small letters names a term in any of its forms."""
    return any(stands_in(form, text) for form in forms(term))
