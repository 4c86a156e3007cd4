"""Rule tables of `checks/data/`, and what they say about single words: titles, clitics, right forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import yaml

CLITICS = ("nya", "lah", "kah")


@lru_cache
def data(name: str) -> dict[str, dict[str, str]]:
    """A rule table of `checks/data/`; every value is text (`ya` and `no` are words here, not booleans)."""
    text = (Path(__file__).parent / "data" / f"{name}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, str]] = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506  # a BaseLoader makes strings only
    return loaded


def listed(name: str, table: str = "kata") -> frozenset[str]:
    """A plain list of words in a rule table."""
    return frozenset(str(data(table)[name]).split())


FUNCTION_WORDS = listed("kata_tugas")
"""Kata tugas: lower case inside a title (EYD V I.F.21)."""


def title(words: str) -> str:
    """Words as in a title: capitals except on kata tugas; both halves of a reduplication."""
    return re.sub(
        r"[^\W\d_]+",
        lambda m: (
            m.group() if m.group() in FUNCTION_WORDS and m.start() else m.group()[0].upper() + m.group()[1:]
        ),
        words,
    )


def title_case(heading: str, but: int = -1) -> bool:
    """Whether a heading capitalises its words; `but` is the position of a word that has no say."""
    found = [
        m.group()
        for m in re.finditer(r"[^\W\d_]{3,}", heading)
        if m.start() not in (0, but) and m.group().lower() not in FUNCTION_WORDS
    ]
    lower = sum(word.islower() for word in found)
    return len(found) > 2 * lower if found else True


def resolve(words: Iterable[str], pairs: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each of `words` that is wrong, with its right form: as listed, with a clitic, or reduplicated."""
    for word in words:
        if word in pairs:
            yield word, pairs[word]
            continue
        half = len(word) // 2
        if len(word) % 2 and word[half] == "-" and word[:half] == word[half + 1 :] and word[:half] in pairs:
            yield word, f"{pairs[word[:half]]}-{pairs[word[:half]]}"
        for clitic in CLITICS:
            if word.endswith(clitic) and word[: -len(clitic)] in pairs:
                yield word, pairs[word[: -len(clitic)]] + clitic
