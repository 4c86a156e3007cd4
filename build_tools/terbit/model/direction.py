"""Which languages are written from right to left; the tags are those of BCP 47."""

from __future__ import annotations

# Unicode CLDR, script metadata: scripts of today that run from the right, and the languages written in them
# unless their tag names another script. Malay is not one of them, but Jawi (ms-Arab) is.
_SCRIPTS = frozenset({"adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"})
_LANGUAGES = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
)
_SCRIPT = 4
"""The letters of a script's subtag."""


def from_the_right(tag: str) -> bool:
    """Whether a text of the language `tag` runs from right to left; not for an empty tag."""
    first, *others = tag.lower().split("-")
    script = next((part for part in others if len(part) == _SCRIPT and part.isalpha()), "")
    return script in _SCRIPTS if script else first in _LANGUAGES
