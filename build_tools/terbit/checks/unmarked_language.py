"""A change of language is marked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import prose_of
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "A011",
    "unmarked_language",
    Severity.ADVICE,
    "Bahasa asing tidak ditandai",
    "Pembaca layar membacakan kalimat Inggris dengan lafal Indonesia, dan pemenggalannya keliru (WCAG "
    "2.2, kriteria 3.1.2).",
    wrong="Ia berkata the state is the first servant of the people kepada kami.",
    right="Ia berkata [the state is the first servant of the people]{lang=en} kepada kami.",
)

_ENGLISH = frozenset(
    re.split(
        r"\s+",
        "the of and is are was were to that this these those which who whom whose for with by from "
        "as at on in it its be been being has have had not but or an their there they he she his "
        "her you your we our if when while where will would can could should may might must do does "
        "did than then into upon about between among through over under after before because so "
        "such no any each all some more most other only own same very what how why",
    )
)
_INDONESIAN = frozenset(
    re.split(
        r"\s+",
        "yang dan di ke dari untuk dengan pada adalah ini itu atau oleh sebagai dalam tidak akan "
        "juga karena dapat bahwa seperti lebih telah sudah antara negara kami kita mereka ia dia "
        "anda saya ada bisa para serta agar secara hanya menjadi merupakan namun tetapi maka jika "
        "kalau saat ketika bagi tentang hingga sampai",
    )
)
_SHARED = frozenset(
    ("on", "in", "at", "do", "so", "an", "no", "own", "it", "as", "be", "he", "am", "to", "all")
)
"""English words that are also Indonesian or Latin ones, or parts of names: they do not prove the language."""
_PROOF = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(sorted(_ENGLISH - _SHARED))})(?![^\W\d_])", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[.!?;:,()“”\ufffc]")
_LEAST, _PROOFS = 5, 2


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each run of at least five words, two of them surely English and none of them Indonesian."""
    for piece, _ in prose_of(manuscript).holding_word(_PROOF):
        if piece.kind == "definition":  # which has no markup
            continue
        for run_of_words in _runs(piece.text):
            start, end = run_of_words[0].start(), run_of_words[-1].end()
            yield RULE.at(
                piece.span(start, end),
                f"“{_short(piece.text[start:end])}” tampaknya bukan bahasa Indonesia.",
                "Tandai dengan [teks asing]{lang=en}, atau terjemahkan.",
            )


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    now: list[re.Match[str]] = []
    for token in [*_TOKEN.finditer(text), None]:
        word = token.group().casefold() if token else ""
        if token and word not in _INDONESIAN and (word[0].isalpha() or word in ",“”"):
            now.append(token)
            continue
        if found := _english(now):
            yield found
        now = []


def _english(tokens: list[re.Match[str]]) -> list[re.Match[str]]:
    """The part of a run from its first English word to one word after its last, if that proves anything."""
    at = [number for number, token in enumerate(tokens) if token.group().casefold() in _ENGLISH]
    if not at:
        return []
    found = [token for token in tokens[at[0] : at[-1] + 2] if token.group()[0].isalpha()]
    english = [token.group() for token in found if token.group().casefold() in _ENGLISH]
    proofs = [word for word in english if word.casefold() not in _SHARED]
    dense = len(english) * 4 >= len(found)
    others = [token.group() for token in found if token.group().casefold() not in _ENGLISH]
    a_name = bool(others) and all(word[0].isupper() for word in others)
    return found if len(found) >= _LEAST and len(proofs) >= _PROOFS and dense and not a_name else []


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:57].rstrip()} …"  # noqa: PLR2004  # what fits on a line
