"""Indonesian words are broken where EYD V II.C allows it, and nowhere else."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pyphen
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.command import run
from tests.conftest import ROOT

from hyphenation import compiler
from hyphenation.__main__ import TARGET
from terbit.adapters import pyphen as ours
from terbit.adapters import weasyprint

DATA = ROOT / "tests" / "data"
HELD_APART = ("penggal-uji", "penggal-uji-2", "penggal-uji-3", "penggal-uji-4")
NARROW = """
@page { size: 90pt 800pt; margin: 5pt }
body { font: 10pt 'Linux Libertine O'; hyphens: auto; hyphenate-limit-chars: 6 2 3 }
p { margin: 0 }
"""


def labelled(name: str) -> dict[str, frozenset[int]]:
    """The words of a set, with the places of their right breaks."""
    words = {}
    for line in (DATA / f"{name}.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            word, split, _ = line.split("\t")
            words[word] = frozenset(itertools.accumulate(map(len, split.split("-")[:-1])))
            assert split.replace("-", "") == word
    return words


def score(words: dict[str, frozenset[int]], breaks: dict[str, frozenset[int]]) -> tuple[list[str], float]:
    """The words broken wrongly, and the share of right breaks that were found."""
    found = sum(len(right & breaks[word]) for word, right in words.items())
    return [word for word in words if breaks[word] - words[word]], found / sum(map(len, words.values()))


@pytest.fixture(scope="module")
def shipped() -> pyphen.Pyphen:
    """The dictionary as pyphen finds it by language, at the limits of the rules."""
    ours.install()
    return pyphen.Pyphen(lang="id-ID", left=2, right=2)


@pytest.mark.parametrize("name", [*HELD_APART, "penggal-kembang"])
def test_no_break_is_wrong_and_most_are_found(name: str, shipped: pyphen.Pyphen) -> None:
    """A wrong break is a failure, a missed one a statistic."""
    words = labelled(name)
    wrong, found = score(words, {word: frozenset(shipped.positions(word)) for word in words})
    assert wrong == []
    assert found >= 0.95


def test_the_sets_share_no_word() -> None:
    """Words held apart are none of those the patterns were tuned on, and stand in one set only."""
    words = [word for name in [*HELD_APART, "penggal-kembang"] for word in labelled(name)]
    assert len(words) == len(set(words))


def test_the_dictionary_is_what_the_rules_make() -> None:
    """The shipped file is the compiler's; nobody edits it by hand."""
    assert TARGET.read_text("utf-8") == compiler.dictionary(compiler.compiled(compiler.roots()))


@pytest.mark.soak
def test_words_of_unknown_roots_are_left_alone() -> None:
    """Without the roots that the held-apart words contain, few breaks are lost and none becomes wrong."""
    words = {word: right for name in HELD_APART for word, right in labelled(name).items()}
    text = " ".join(words)
    kept = [root for root in compiler.roots() if root.replace("-", "") not in text and root[1:] not in text]
    patterns = compiler.compiled(kept)
    edges = {word: {0, 1, len(word) - 1} for word in words}
    wrong, found = score(words, {word: patterns.breaks(word) - edges[word] for word in words})
    assert len(wrong) <= 0.01 * len(words), wrong
    assert found >= 0.7


SYLLABLE = st.tuples(
    st.sampled_from(["", *"bcdfghjklmnpqrstvwxyz", "ng", "ny", "sy", "kh", "pr", "kl", "st", "str"]),
    st.sampled_from([*"aiueo", "ai", "au", "oi"]),
    st.sampled_from(["", *"bdfghklmnprst", "ng", "ks", "br"]),
)


@given(st.lists(SYLLABLE, min_size=1, max_size=6).map(lambda parts: "".join(map("".join, parts))))
def test_any_word_keeps_its_digraphs_and_a_vowel_in_each_piece(word: str) -> None:
    """Whatever the letters, ng, ny, sy and kh stay whole, and no piece is without a vowel."""
    ours.install()
    breaks = pyphen.Pyphen(lang="id", left=2, right=2).positions(word)
    assert not any(word[place - 1 : place + 1] in {"ng", "ny", "sy", "kh"} for place in breaks)
    if breaks:
        pieces = [word[start:end] for start, end in itertools.pairwise([0, *breaks, len(word)])]
        assert all(re.search("[aiueo]", piece) for piece in pieces)


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("mempertanggungjawabkan", "mem-per-tang-gung-ja-wab-kan"),
        ("Masyarakat", "Ma-sya-ra-kat"),
        ("pemerintah-pemerintah", "pe-me-rin-tah-pe-me-rin-tah"),
        ("laut", "laut"),  # shorter than SHORTEST
        ("ASEAN", "ASEAN"),
        ("PERADABAN", "PERADABAN"),
        ("UNESCO-nya", "UNESCO-nya"),
        ("WeasyPrint", "WeasyPrint"),
        ("ke-13", "ke-13"),
        ("kontemporer2", "kontemporer2"),
        ("beruang", "beru-ang"),  # be-ruang or ber-uang
    ],
)
def test_words_as_a_line_would_break_them(text: str, broken: str) -> None:
    """Our limits hold; abbreviations, inner capitals and numbers stay whole; halves break apart."""
    assert ours.hyphenated(text) == broken


def test_the_command_prints_a_word_on_a_line(tmp_path: Path) -> None:
    """`terbit hyphenate` takes words and shows their breaks."""
    done = run("hyphenate", "pembangunan", "PBB", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "pem-ba-ngunan\nPBB\n")  # two letters begin no line


def _lines(body: str, tmp_path: Path) -> list[str]:
    """The lines of the PDF that WeasyPrint makes of a narrow column."""
    import pymupdf

    ours.install()
    head = '<html lang="id-ID" xmlns="http://www.w3.org/1999/xhtml"><head><title>J</title></head>'
    page, fonts = f"{head}<body>{body}</body></html>", ["LinLibertine_R.otf"]
    with weasyprint.press([], NARROW, fonts=fonts, looks=(), root=tmp_path) as press:
        laid = press.lay(page.encode())
        printed = press.bind([laid], [str(place + 1) for place in range(len(laid.pages))], claim=False)
    with pymupdf.open(stream=printed.data) as pdf:  # type: ignore[no-untyped-call]  # it has none
        return [line for sheet in pdf for line in sheet.get_text().splitlines() if line.strip()]


def test_weasyprint_breaks_where_we_say(tmp_path: Path) -> None:
    """With `lang=id-ID` and `hyphens: auto` the lines of the PDF end at our breaks, never at pyphen's own."""
    split = ["de-ngan", "ma-sya-ra-kat", "pem-ba-ngunan", "su-lit-nya", "men-cip-ta-kan", "men-do-rong"]
    lines = _lines(f"<p>{' '.join(split * 8).replace('-', '')}</p>", tmp_path)
    ends = set(re.findall(r"(\w+)[-\u2010]\n(\w+)", "\n".join(lines)))
    allowed = {
        (word[: match.start()].replace("-", ""), word[match.end() :].replace("-", ""))
        for word in split
        for match in re.finditer("-", word)
    }
    assert len(ends) > 3
    assert ends <= allowed


def test_a_line_ends_inside_no_number_and_no_abbreviation(tmp_path: Path) -> None:
    """*ke-13*, *Rp1.500*, *hlm. 20*, *abad ke-13 SM* (tied as by enrich) and ASEAN stay on one line."""
    tied = ["ke-13", "Rp1.500.000,00", "hlm.\u00a020", "abad\u00a0ke-13\u00a0SM", "ASEAN"]
    for lead in range(1, 12):
        body = "".join(f"<p>{'i' * lead} {'i' * lead} {text} {text} {text}</p>" for text in tied)
        shown = "\n".join(_lines(body, tmp_path)).replace("\u00a0", " ")
        for text in tied:
            assert shown.count(text.replace("\u00a0", " ")) >= 3, (lead, text, shown)


def test_languages_without_a_dictionary_are_not_broken(tmp_path: Path) -> None:
    """Hittite and Akkadian have no dictionary; English has its own, not ours."""
    for language in ("hit", "akk"):
        assert pyphen.language_fallback(language) is None
        lines = _lines(f'<p><span lang="{language}">{"masyarakatpembangunan " * 3}</span></p>', tmp_path)
        assert not any(line.rstrip().endswith(("-", "\u2010")) for line in lines)
    assert pyphen.LANGUAGES[pyphen.language_fallback("en")] != TARGET


@pytest.mark.parametrize("sheet", ["cetak.css", "ringkas.css"])
def test_stylesheets_break_where_the_command_says(sheet: str) -> None:
    """`terbit hyphenate` shows the breaks of an edition only while both keep the same limits."""
    rules = (ROOT / "styles" / sheet).read_text("utf-8")
    limits = re.findall(r"hyphenate-limit-chars: (.*);", rules)
    assert limits == [f"{ours.SHORTEST} {ours.BEFORE} {ours.AFTER}"]
