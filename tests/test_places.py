"""A finding names the very word in the author's own file."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import ROOT, write_book, write_png

from terbit import pipeline
from terbit.model.gaps import cheapest, fill
from terbit.model.tree import Cite, Str
from terbit.model.walk import Node, children, walk
from terbit.read import read_manuscript

CSL = ROOT / "styles" / "csl" / "terbit.csl"

TEXT = """---
nocite: "@a"
---

# Judul kata

<!-- kata kata kata -->

Kata pertama[^c] dan *kata* kedua, [kata](#kata "kata"){.kata} “kata”.

- kata butir
- butir kata

  kata lagi

| kata | dua |
|------|-----|
| sel  | kata |

[^c]: Kata dalam catatan, kata.

> kata kutipan — **kata akhir**.
"""


def _words(nodes: tuple[Node, ...]) -> list[Str]:
    found: list[Str] = []
    stack: list[Node] = list(nodes)[::-1]
    while stack:
        node = stack.pop()
        if isinstance(node, Str):
            found.append(node)
        elif not isinstance(node, Cite):
            stack.extend(children(node)[::-1])
    return found


def test_every_word_has_its_place(tmp_path: Path) -> None:
    """In a text full of one word, each occurrence is found where it stands."""
    manuscript = read_manuscript(write_book(tmp_path, TEXT), CSL)
    for node in _words(manuscript.blocks):
        if not any(character.isalnum() for character in node.c):
            continue
        place = manuscript.places.word(node)
        assert place is not None, node
        assert manuscript.text[slice(*place)].strip("“”.,*") == node.c.strip("“”.,")
    starts = [manuscript.places.word(node) for node in _words(manuscript.blocks)]
    known = [start for start in starts if start]
    assert len(set(known)) == len(known)


@pytest.mark.parametrize("seed", range(20))
def test_a_planted_word_is_found_where_it_was_planted(tmp_path: Path, seed: int) -> None:
    """A strange word put between two words of our own book is found there."""
    text = (ROOT / "source" / "naskah.md").read_text(encoding="utf-8")
    spaces = [
        i
        for i, c in enumerate(text)
        if c == " " and i > 40 and text[i - 1].isalpha() and text[i + 1].isalpha()
    ]
    inside = [i for i in spaces if text.rfind("[", 0, i) <= text.rfind("]", 0, i)]
    at = random.Random(seed).choice(inside)  # noqa: S311  # a seeded choice, no secret
    planted = f"{text[:at]} sisipan{text[at:]}"
    manuscript = read_manuscript(write_book(tmp_path, planted), CSL)
    (node,) = [node for node in walk(manuscript.blocks) if isinstance(node, Str) and "sisipan" in node.c]
    span = manuscript.places.span(node)
    line = planted.count("\n", 0, at + 1) + 1
    assert (span.line, span.column) == (line, at + 1 - planted.rfind("\n", 0, at + 1))


@pytest.mark.parametrize(
    ("code", "master", "found"),
    [
        (
            "A002",
            "Berkas a.png. <!-- ![](a.png) -->\n\n![Peta](a.png)\n\n![](a.png)\n\n![](a.png)",
            [(9, 5), (11, 5)],
        ),
        ("A001", "![Peta](b.png)\n\nKata b.png.\n\n![Kota](b.png)", [(5, 9), (9, 9)]),
        ("L001", "[a](#tiada) dan [b](#tiadalah) dan [c](#tiada)", [(5, 5), (5, 21), (5, 40)]),
        ("L002", "[x]{#a} [y](#a) [z]{#ab} [w]{#a}", [(5, 30)]),
        ("P001", "<b>satu</b> <b>dua</b>", [(5, 1), (5, 8), (5, 13), (5, 19)]),
        ("P002", r"$a^2$ lalu $\frac{1}$ lalu $\frac{1}$", [(5, 13), (5, 29)]),
    ],
)
def test_the_same_fault_twice_stands_at_two_places(
    tmp_path: Path, code: str, master: str, found: list[tuple[int, int]]
) -> None:
    """Each image, link, anchor, code and formula is found where it stands, not where its like stood first."""
    write_png(tmp_path / "a.png")
    findings = pipeline.check(write_book(tmp_path, f"# Judul\n\nAwal.\n\n{master}\n")).findings
    assert [(f.span.line, f.span.column) for f in findings if f.code == code] == found


@given(st.text(".,…”’–)a &*\\\n", min_size=1, max_size=3), st.text("., …\"'-–&;#46*\\\na", min_size=1))
def test_the_short_way_to_an_end_is_the_cheapest(flow: str, after: str) -> None:
    """Where the last mark or two stand as they are, no comparison of all ways finds another place."""
    text, free = flow + after, (False, True)
    assert fill(flow, text, (0, len(text)), free) == cheapest(flow, text, (0, len(text)), free)
