"""What is sought among the distinct words of a book is found in each piece that holds it, and in no other."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import ROOT

from terbit.checks._pieces import Pieces
from terbit.model.places import Places
from terbit.model.prose import Prose
from terbit.model.tree import Para

PLACES = Places(ROOT, "", ())
LETTERS = "aAbß \u00a0\t-"


def pieces(texts: list[str]) -> Pieces:
    """The texts as paragraphs."""
    return Pieces(Prose("paragraph", text, (), Para(()), 0, PLACES) for text in texts)


def placed(found: Iterable[tuple[Prose, int]]) -> list[tuple[str, int]]:
    """Each piece's text, and where it starts."""
    return [(piece.text, start) for piece, start in found]


def chosen(texts: list[str], held: list[bool]) -> list[tuple[str, int]]:
    """The texts that hold something, each with where it starts among all, a line feed between two."""
    starts = [sum(len(text) + 1 for text in texts[:number]) for number in range(len(texts))]
    return [(text, start) for text, start, is_held in zip(texts, starts, held, strict=True) if is_held]


TEXTS = st.lists(st.text(LETTERS, max_size=12), max_size=6)
NEEDLES = st.lists(st.text(LETTERS, min_size=1, max_size=4).filter(str.strip), max_size=3)


@given(TEXTS, NEEDLES)
def test_every_piece_with_a_needle_is_found(texts: list[str], needles: list[str]) -> None:
    """With spaces at the ends and within, at the edges of a piece, many in one piece."""
    held = [any(needle in text for needle in needles) for text in texts]
    assert placed(pieces(texts).holding(needles)) == chosen(texts, held)


@given(TEXTS, NEEDLES)
def test_needles_in_small_letters_are_found_in_any(texts: list[str], needles: list[str]) -> None:
    """A letter that is two when small is found by these."""
    small = [needle.casefold() for needle in needles]
    held = [any(needle in text.casefold() for needle in small) for text in texts]
    assert placed(pieces(texts).holding(small, fold=True)) == chosen(texts, held)


@given(TEXTS)
def test_every_piece_with_such_a_word_is_found(texts: list[str]) -> None:
    """A word is what stands between two spaces, or at an end."""
    held = [any(re.search(r"^a+b", word) for word in text.split(" ")) for text in texts]
    assert placed(pieces(texts).holding_word(re.compile(r"^a+b"))) == chosen(texts, held)
