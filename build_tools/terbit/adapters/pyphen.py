"""pyphen: Indonesian words are broken by our own patterns, also when WeasyPrint asks.

In: words. Out: the places where a line may end in them. pyphen's own id_ID breaks *de-ng-an* and *su-l-it*.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

SHORTEST, BEFORE, AFTER = 6, 2, 3
"""Letters of a word that may be broken at all, and letters that must stand before and after the break.

`hyphenate-limit-chars` of a stylesheet must say the same. EYD V II.C asks for two on either side; a line that
begins with two letters gains nothing, as the hyphen took the room of one.
"""
_DICTIONARY = Path(__file__).with_name("hyph_id_ID.dic")
_NAMES = ("id", "id_ID")
_WORDS = re.compile(r"[^\W_]+")


def install() -> None:
    """Let pyphen, and so WeasyPrint's `hyphens: auto`, use our patterns for `lang=id` and `lang=id-ID`."""
    import pyphen

    if pyphen.LANGUAGES["id"] == _DICTIONARY:
        return
    # pyphen keeps one object per file in `hdcache` and takes it from there whoever asks: ours says no to
    # abbreviations and numbers, which pyphen would lower and break like words (ase-an).
    pyphen.hdcache[_DICTIONARY] = _dictionary(pyphen)
    # `language_fallback` looks names up in a second table made at import time: only names that pyphen
    # already knows can be given another file. id-ID ends at the second of these, id at the first.
    pyphen.LANGUAGES.update(dict.fromkeys(_NAMES, _DICTIONARY))


def hyphenated(text: str) -> str:
    """The same text with `-` at every break that WeasyPrint would use under our limits."""
    import pyphen

    install()
    words = pyphen.Pyphen(lang="id-ID", left=BEFORE, right=AFTER)

    def one(match: re.Match[str]) -> str:
        word = match.group()
        inserted: str = words.inserted(word) if len(word) >= SHORTEST else word
        return inserted

    return _WORDS.sub(one, text)


def _dictionary(pyphen: Any) -> object:  # noqa: ANN401  # the module has no types
    class Patterns(pyphen.HyphDict):  # type: ignore[misc]  # as above
        def __init__(self) -> None:
            self._read = False  # a third of a second, which only an edition that breaks words owes

        def positions(self, word: str) -> list[int]:
            if not self._read:
                super().__init__(_DICTIONARY)
                self._read = True
            if word[1:] != word[1:].lower() or not word.isalpha():
                return []  # PBB, ASEAN, WeasyPrint, 3D
            found: list[int] = super().positions(word)
            return found

    return Patterns()
