"""Affixes: where letters alone do not tell a seam, a guard forbids the break; known roots lift it.

A form is prefix + root + suffix with the breaks of EYD V II.C: a seam is a break, unless the root's first
sound has melted into the prefix (me-nu-lis), where the whole is split like a root.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from hyphenation.liang import Patterns

_MELTED = {"p": "m", "t": "n", "s": "ny", "k": "ng"}
_NASAL = {"b": "m", "f": "m", "v": "m", "d": "n", "j": "n", "c": "n", "z": "n", "g": "ng", "h": "ng"}
_VOWELS = "aiueo"
_SUFFIXES = ("", "an", "kan", "i")


class Form(NamedTuple):
    """A word, its correct breaks, and where its root stands in it (start, end)."""

    word: str
    breaks: frozenset[int]
    start: int
    end: int


def guards(rule: dict[str, Any], patterns: Patterns) -> None:
    """Forbid the breaks that need knowledge of the word; level 4."""
    clitics = ["", *rule["klitik"]]
    closing = [c for c in [*rule["konsonan"], "ng"] if c not in rule["bukan_penutup"]]
    for consonant in closing:
        for tail in (suffix + clitic for suffix in ("an", "i") for clitic in clitics):
            for vowel in _VOWELS:
                patterns.read(f"{vowel}4{consonant}{tail}.")  # tulis-an or ha-laman, awas-i or ekono-mi
            if consonant != "k":  # laut-an; but urai-kan and baik-an
                patterns.read(f"a5i{consonant}5{tail}.")
                patterns.read(f"a5u{consonant}5{tail}.")
    for consonant in closing:
        for tail in [*rule["klitik"], "kan"]:
            patterns.read(f"a5i{consonant}{tail}.")  # main-nya, laut-nya, and me-lain-kan
            patterns.read(f"a5u{consonant}{tail}.")
    for consonant in rule["konsonan"]:
        for clitic in [*rule["klitik"], "kan"]:
            if consonant + clitic[0] not in rule["dwihuruf"]:
                patterns.read(f"{consonant}3{clitic}.")
    for element in (
        *(f".{prefix}" for prefix in rule["awalan_r"] + rule["awalan_ng"]),
        *rule["bentuk_vokal"],
    ):
        coda = max(map(element.rfind, _VOWELS)) + 1
        for vowel in _VOWELS:
            patterns.read(f"{element[:coda]}4{element[coda:]}{vowel}")  # ber-ada or be-rada
    for prefix in rule["awalan_vokal"]:
        for stop in "kpt":
            patterns.read(f".{prefix}s4{stop}")  # di-skala, but dis-kusi
    for line in rule["akhir_pasti"]:
        patterns.read(line)


def forms(root: str, inner: frozenset[int], core: Patterns) -> Iterator[Form]:
    """The words made of a root (whose syllables end at `inner`) by the usual affixes."""
    for prefix, rest in _prefixed(root):
        end = len(prefix + rest)
        melted = len(root) - len(rest)
        start = len(prefix) - (len(_MELTED[root[0]]) if melted else 0)
        breaks = {start, *core.breaks(prefix[:start])} if start else set()
        breaks |= {place + end - len(root) for place in inner}
        for suffix in _SUFFIXES:
            yield Form(prefix + rest + suffix, frozenset(breaks | ({end} if suffix else set())), start, end)


def _prefixed(root: str) -> Iterator[tuple[str, str]]:
    """Each prefix in its shape before the root, and what is left of the root."""
    yield "", root
    for prefix in ("di", "ke", "se"):
        yield prefix, root
    for prefix in ("be", "te", "pe"):
        yield (prefix if root.startswith("r") else f"{prefix}r"), root
    first = root[0]
    digraph = root[:2] in {"sy", "kh"}
    cluster = not digraph and first not in _VOWELS and root[1] not in _VOWELS
    for prefix in ("me", "pe"):
        if first in _MELTED and not cluster and not digraph:
            yield prefix + _MELTED[first], root[1:]
        elif first in _MELTED:
            yield prefix + _MELTED[first].replace("ny", "n" if cluster else "ny"), root
        else:
            yield prefix + ("ng" if first in _VOWELS else _NASAL.get(first, "")), root
