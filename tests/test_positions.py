"""Wherever a word is planted in whatever Markdown, a finding about it names exactly that place."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.conftest import ROOT, write_book

from terbit.model.flow import sequences
from terbit.model.places import Lines
from terbit.model.prose import Prose
from terbit.read import read_manuscript

CSL = ROOT / "styles" / "csl" / "terbit.csl"
PLANT = "\x00"
"""Stands where the fault goes; what surrounds it holds the same word again and again."""

PAD = "\x01"
"""Follows the mark in a table: as many columns as the fault leaves free."""

FAULTS = ("kerjasama", "di rubah", "Zaqxj", "antar negara", "e\u0301lan", "ker*ja*sama", "5", "ia", "a--b")
_WORDS = st.sampled_from((
    "kerjasama", "kata", "negara", "di", "a", "5", "2005", "“Kutip”", '"lurus"', "it's", "dan--lalu",
    "a...", "🙂", "cafe\u0301", "naïve", "Ḫattušili", "ker*ja*sama", "**kerjasama**", "*kata*,",
    "`kerjasama kata`", "\\*kata\\*", '[kerjasama](kerjasama "kerjasama")', "[kata](<a b> 'kata')",
    "[kerjasama]{.kerjasama lang=en}", "~~kata~~", "![kerjasama](kerjasama.png){width=5}",
    "[@kerjasama, hlm. 5]", "@kerjasama", "$kerjasama$", "[lihat @kata kerjasama; -@negara]",
    "<!-- kerjasama kata -->", '<span class="kerjasama">kata</span>', "x^2^", "&nbsp;kata&amp;kata",
    "<https://kerjasama.id/kata>", "kata\\\nkata", "kata  \nkerjasama", "[kerjasama]", "[kata][acuan]",
    "和平", "سلام", "[^satu]", "^[kerjasama kata]", "a_b_c", "(kerjasama)", "—", "- 5 -", "i.",
    "kata\u00a0kata", "`kata`{.kerjasama}", "[Judul kerjasama]", "kata\nkerjasama", "kata\tkata", "5.",
    "ke\\_kata",
))  # fmt: skip
_TEXT = st.lists(_WORDS, min_size=1, max_size=7).map(" ".join)
_ONE_LINE = _TEXT.map(lambda text: text.replace("\\\n", "").replace("  \n", " ").replace("|", ""))


@st.composite
def _planted(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> str:
    """A text, sometimes with the mark in it, between two of its words."""
    before, after = draw(texts), draw(texts)
    return f"{before} {PLANT} {after}"


def _indented(text: str, first: str, rest: str) -> str:
    return first + text.replace("\n", f"\n{rest}")


def _around(line: st.SearchStrategy[str], inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Blocks that hold one block each."""
    plain = _TEXT
    return st.one_of(
        inner.map(lambda text: _indented(text, "- ", "  ")),
        inner.map(lambda text: _indented(text, "1.  ", "    ")),
        st.tuples(inner, plain).map(lambda two: _indented(f"{two[1]}\n\n{two[0]}", "-\t", "\t")),
        inner.map(lambda text: _indented(text, "> ", "> ")),
        inner.map(lambda text: f"::: {{.kerjasama kata=kerjasama}}\n{text}\n:::"),
        st.tuples(line, inner).map(lambda two: f"{two[1]}\n\nkata[^tiga]\n\n[^tiga]: kata {two[0]}"),
        inner.map(lambda text: f'<div class="kerjasama">\n\n{text}\n\n</div>'),
    )


def _blocks(line: st.SearchStrategy[str], text: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    flat = st.one_of(
        text,
        line.map(lambda words: f"## {words} {{#kerjasama .kata}}"),
        line.map(lambda words: f"kata {words}\n==="),
        st.tuples(_ONE_LINE, line).map(lambda two: f"kata {two[0]}\n\n:   kata {two[1]}\n\n    kerjasama"),
        st.tuples(line, _ONE_LINE).map(lambda two: f"kata {two[0]}\n\n~   kata {two[1]}"),
        line.map(lambda words: f"kata[^catatan] dan[^catatan]\n\n[^catatan]: kata {words}\n\n    kerjasama"),
        line.map(lambda words: f"[^awal]: kata {words}\n\nkerjasama[^awal]"),
        line.map(lambda words: f"kata ^[kata {words}] kerjasama"),
        line.map(lambda words: f"| kerjasama | kata |\n|:--|--:|\n| kerjasama | {words} |\n\n: kerjasama"),
        st.sampled_from(_TABLES),
        line.map(lambda words: f"| kerjasama\n|   {words}\n| kata"),
        line.map(lambda words: f'``` {{.kerjasama kata="kata"}}\nkerjasama kata\n```\n\n{words}'),
        line.map(lambda words: f"<!-- kerjasama\n\nkata -->\n\n{words}"),
        line.map(lambda words: f"Kata \"{words}\" --- 'kata' ..."),
        line.map(lambda words: f'![kerjasama {words}](kerjasama.png "kerjasama")'),
        line.map(lambda words: f"[kerjasama {words}](kerjasama)"),
        line.map(lambda words: f"**kata {words}** kerjasama"),
    )
    return st.recursive(flat, lambda inner: _around(line, inner), max_leaves=2)


_TABLES = (
    f"""\
+-----------------------+--------------+
| kerjasama             | kerjasama    |
| {PLANT}{PAD * 20} | kata         |
| kerjasama             | kerjasama    |
+=======================+==============+
| kata\tkata          | kata         |
+-----------------------+--------------+""",
    f"""\
kerjasama      kata
-------------  -----------------------
kata           {PLANT}
kerjasama      kerjasama

Table: kerjasama kata""",
    f"""\
--------------------------------------
kerjasama      kata
-------------  -----------------------
kata           {PLANT} kata
kerjasama      kerjasama

kata           kerjasama
--------------------------------------""",
)


@st.composite
def books(draw: st.DrawFn) -> tuple[str, str]:
    """A master with exactly one mark, and the fault that goes there."""
    others = st.lists(_blocks(_ONE_LINE, _TEXT), max_size=3)
    marked = draw(_blocks(_planted(_ONE_LINE), _planted(_TEXT)).filter(lambda text: text.count(PLANT) == 1))
    clean = [_put(block, "kata")[0] for block in (*draw(others), *draw(others))]
    at = draw(st.integers(0, len(clean)))
    parts = [*clean[:at], marked, *clean[at:]]
    parts = [
        re.sub(r"\[\^(catatan|awal|tiga)", rf"[^\g<1>{number}", part) for number, part in enumerate(parts)
    ]
    labels = re.findall(r"\[\^\w+\]:", "\n".join(parts))
    assume(len(set(labels)) == len(labels))  # of two definitions pandoc keeps one, and one word is lost
    separated = "\n\n<!-- -->\n\n".join(parts)
    header = draw(st.sampled_from(("", "---\njudul: kerjasama kata\n---\n\n")))
    ending = '\n\n[^satu]: kerjasama kata\n\n[acuan]: kerjasama "kerjasama"\n[kerjasama]: kata\n'
    text = f"{header}# Judul kerjasama\n\n{separated}{draw(st.sampled_from((ending, '')))}"
    fault = draw(st.sampled_from(FAULTS))
    newline = draw(st.sampled_from(("\n", "\r\n")))
    return text.replace("\n", newline), fault


def _put(text: str, fault: str) -> tuple[str, int]:
    """The text with the fault at its mark, and its offset there; columns of a table stay where they are."""
    at = text.find(PLANT)
    pads = re.compile(f"{PLANT}({PAD}*)")
    width = sum(not unicodedata.combining(character) for character in fault)
    return pads.sub(
        lambda m: fault + " " * max(len(m.group(1)) + 1 - width, 0) if m.group(1) else fault, text
    ), at


def _said(fault: str) -> str:
    return fault.replace("*", "").replace("--", "–")


def _check(book: tuple[str, str]) -> None:
    text, fault = book
    planted, at = _put(text, fault)
    said = _said(fault)
    with tempfile.TemporaryDirectory() as folder:
        path = write_book(Path(folder), "")
        path.write_bytes(planted.encode())
        manuscript = read_manuscript(path, CSL)
        quick = [piece.reach for piece in manuscript.prose]  # before more is known
        found: set[tuple[int, int]] = set()
        for sequence in sequences(manuscript.blocks):
            pieces = [piece for leaf in sequence.leaves for piece in manuscript.places.pieces(leaf)]
            for match in re.finditer(re.escape(said), sequence.text):
                found.add((pieces[match.start()][0], pieces[match.end() - 1][1]))
        assert (at, at + len(fault)) in found, (planted[at - 20 : at + 30], found)
        for start, end in found:
            assert _says(planted[start:end], said), (planted[start:end], start, end)
        lines = Lines(path, planted)
        for prose, reach in zip(manuscript.prose, quick, strict=True):
            assert reach == _ends(prose)
            for match in re.finditer(re.escape(said), prose.text):
                assert prose.span(*match.span()) in {lines.span(*place) for place in found}


def _ends(prose: Prose) -> tuple[int, int]:
    """Where the first character with a place begins, and where the last one ends."""
    pieces = [piece for _, leaf in prose.leaves for piece in prose.places.pieces(leaf) if piece[0] >= 0]
    return (pieces[0][0], pieces[-1][1]) if pieces else (-1, -1)


def _says(written: str, said: str) -> bool:
    """Whether what stands in the master says the words: markup may stand between, no other letters."""
    left, right = (re.sub(r"[^\w]", "", side) for side in (written, said))
    return left == right and written[:1] == said[:1]


_QUIET = settings(
    deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None, print_blob=False
)


@settings(_QUIET, max_examples=60)
@given(books())
def test_a_planted_word_has_exactly_its_span(book: tuple[str, str]) -> None:
    """A fault planted anywhere is found there, and every place named really holds the word."""
    _check(book)


@pytest.mark.soak
@settings(_QUIET, max_examples=1000)
@given(books())
def test_a_thousand_planted_words_have_exactly_their_spans(book: tuple[str, str]) -> None:
    """As above, a thousand times."""
    _check(book)


@pytest.mark.parametrize(
    "book",
    [
        f"# Judul kerjasama\n\n[Judul kerjasama] {PLANT} kerjasama [Judul kerjasama]\n",
        f"# Judul kerjasama\n\nker*ja*sama ^[kerjasama {PLANT}] [Judul kerjasama]\n",
        f'# J\n\n[kerjasama](kerjasama "kerjasama") ^[kerjasama {PLANT}] —\n\n[kerjasama]: kata\n',
        f"# Judul kerjasama\n\n[Judul kerjasama] {PLANT} [^satu] kerjasama\n\n[^satu]: kerjasama kata\n",
        f"# J\n\n{{kerjasama}} {PLANT}\n\n```kerjasama\n{{kerjasama}}\n```\n",
    ],
)
def test_what_was_once_misplaced_is_placed(book: str) -> None:
    """Books that the property test found."""
    _check((book, "kerjasama"))
