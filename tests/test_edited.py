"""A master read again after an edit is what it is when read for the first time: nodes and their places."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import ROOT

from terbit.model.findings import BookFault
from terbit.model.flow import sequences
from terbit.model.manuscript import Manuscript
from terbit.model.mask import Change, mask
from terbit.read import _changes, _edited, _last, _master, read_manuscript

_STYLE = (ROOT / "styles" / "csl" / "terbit.csl").read_text("utf-8")
_IN_NOTES = """
<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
  <info><title>Catatan</title><id>catatan</id><updated>2026-11-23T00:00:00+00:00</updated></info>
  <citation><layout suffix="." delimiter="; ">
    <names variable="author"/><text variable="title" prefix=", "/><text variable="locator" prefix=", "/>
  </layout></citation>
  <bibliography><layout><names variable="author"/><text variable="title" prefix=", "/></layout></bibliography>
</style>
"""
"""A style that makes notes of citations, and so moves the punctuation beside them."""
_WORDS = (
    "negara", "raja", "kota", "pelabuhan", "di", "sungai", "Mesir", "Het", "tahun", "1259", "a", "Ḫatti",
    "perjanjian-perjanjian", "yang",
)  # fmt: skip
_SIGNS = (",", ".", ";", ":", "?", "!", ")", "...", ".)", " 5", "-")
_DOUBTFUL = (
    "a.", "1.", "12", "(iv)", "iv.", "di.", "Table:", "Dr.", "e.g.", "Kota Raja", "kota", "1.000,5", "x-y",
)  # fmt: skip
_NASTY = (
    "*", "**", "_", "*kata*", "_kata_", "`", "`kode`", "``", "$", "$x$", "$$", "5$", "<", ">", "<b>",
    "</b>", "<b", "<b kata", "<!--", "-->", "<?", "<div>", "</div>", "<br>", "<https://example.org>", "[",
    "]", "[kata]", "[kota]", "[Kota Raja]", "[kota", "raja]", "](x)", "[kata](x)", "[kata][kota]",
    "![kata](x.png)", "[kata]{.x}", "{.x}", "^[catatan kata]", "^[", "[^satu]", "[^tiada]", "[@rana2002]",
    "[@rana2002, hlm. 5]", "@rana2002", "-@rana2002", "[@tiada]", '"', '"kata', 'kata"', "'", "'kata'",
    "Jum'at", "“kata", "kata”", "#", "# Kota", "\n# Kota\n", "\n\n", "\n\n# Kota Raja\n\n",
    "\n\n## Bab Baru\n\n", "\n\nKota\n====\n\n", "\n---\n", "\n===\n", "\n\n---\n\n", "\n", "  \n", "\\\n",
    "\\", "\\[", "\\ ", "\n\n1. ", "\n1. ", "1.", "a.", "(iv)", "i)", "(@) ", "(@kota)", "\n\n- ", "\n- ",
    "-", "--", "---", "\n\n> ", "\n> ", "\n\n    ", "\n    ", "\t", "\n: kata\n", "\n\n: kata\n\n",
    "\n\n:   kata\n\n", ":", "::", "Table:", "Table: kata", "\n\nTable: kata\n\n", "|", "\n| kata\n",
    "\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n", "+---+", "\n--- ---\n", "\n```\n", "\n\n```\n\n",
    "\n\n~~~\n", "\n:::\n", "\n\n:::\n\n", "\n\n::: {.x}\n\n", "&amp;", "&", "&#233;", "~~", "~", "^",
    "x^2^", "H~2~O", "…", "–", "Dr.", "Prof.", "hlm.", "e.g.", "Dr. Raja", "\u00a0", "é", "e\u0301", "漢字",
    "سلام", "\U00012000", "\U00012000\U00012001", "\u1401", "\n\n[kota]: http://example.org\n\n", "[x]:",
    "\r\n", "\r", "\n\n[^tiada]: catatan kata\n\n", "\n\n[^satu]: catatan kata\n\n",
    "\n\n*[kota]: kata\n\n", ":kata:", "\\kata{x}", "http://example.org", "a@b.id", "1.000,50",
    "\n\n<div>\n\n", "\n\n</div>\n\n", "\n\n<!--\n\n", "\n\n-->\n\n", "\n\n<pre>\n\n",
)  # fmt: skip
_CHAPTER = """
## Bab {n}: {a} dan {b}

{a} {b} bercerita tentang {c} yang {d} di {b}.[^c{n}] Keduanya [@rana2002] dikenal sejak lama, kata
*orang {a}*
dan {b}, seperti “raja {c}” di kota {d} pada tahun 1259
yang lalu.

{b} {a} {c} (kata {d} itu) dan {a} {b} {c} {d} {a}

: keterangan {a}

### Rangkuman

- butir {a} {b} {c}
- butir {b} [pelabuhan {a}](http://example.org) {d}

{long}

| {a} | {b} |
|-----|-----|
| 1   | {n} |

: Daftar {n}

{long}

{c} {d} {a} {b} {c}. {d} {a} {b}, {c} dan {d} [Bab 1: kota dan raja]{{.x}} yang {a} {b} {c} Dr. Raja {d} {a}.

> Kutipan {a} {b} {c}.

```
kode {a} {b}
{fake}
kode {b}
```

{a} {b} {c} {d} {b} {b} {b} {c} tiga {b} {b}

[^c{n}]: Catatan tentang {b} di bab {n} dan {c} lain.
"""


def _book(rng: random.Random) -> str:
    def pick() -> str:
        return rng.choice(_WORDS)

    chapters = [
        _CHAPTER.format(
            n=n,
            a=pick(),
            b=pick(),
            c=pick(),
            d=pick(),
            long=" ".join(rng.choices(_WORDS, k=150)) + ".",
            fake=rng.choice(("", "", "", "\n# bukan bab\n")),
        )
        for n in range(1, 4)
    ]
    return "# Buku\n\nPembuka buku ini tentang kota, raja, dan [^satu] lain.\n" + "".join(chapters)


def _write(folder: Path) -> Path:
    source = folder / "source"
    source.mkdir(parents=True)
    for name in ("glosarium.yaml", "pustaka.json"):
        (source / name).write_bytes((ROOT / "source" / name).read_bytes())
    settings = "id: uji\njudul: Uji\nbahasa: id\nprofil: buku-ajar\n"
    (source / "buku.yaml").write_text(settings, encoding="utf-8")
    return source / "naskah.md"


def _spot(text: str, rng: random.Random, near: int) -> tuple[int, int]:
    """Begin and end of some word, half the time of one near an offset."""
    spots = [found.span() for found in re.finditer(r"[^\s]+", text)]
    if rng.random() < 0.5:
        spots = [spot for spot in spots if abs(spot[0] - near) < 200] or spots
    return rng.choice(spots)


def _plainly(text: str, rng: random.Random, near: int) -> str:
    """One to three edits of words, as an author makes them, together or anywhere."""
    for _ in range(rng.choice((1, 1, 1, 1, 2))):
        start, end = _spot(text, rng, near)
        word = rng.choice(_WORDS) + rng.choice(("", "", "", rng.choice(_SIGNS)))
        word = rng.choice(_DOUBTFUL) if rng.random() < 0.2 else word
        kind = rng.randrange(7)
        if kind == 0:
            text = f"{text[:start]}{word} {text[start:]}"
        elif kind == 1:
            text = text[:start] + text[end + 1 :]
        elif kind == 2:
            text = f"{text[:end]} {word}\n{word} {text[end:].lstrip(' ')}"
        elif kind == 3 and text[end : end + 1] in {" ", "\n"}:
            text = text[:end] + (" " if text[end] == "\n" else "\n") + text[end + 1 :]
        elif kind == 4 and rng.random() < 0.3:
            text = text.replace("\n\n", "\n\n\n", 1)
        else:
            text = text[:start] + word + text[end:]
    return text


def _nastily(text: str, rng: random.Random) -> tuple[str, int]:
    """Something put into the text that may mean anything there, and where."""
    start, end = _spot(text, rng, rng.randrange(len(text)))
    sign = rng.choice(_NASTY)
    texts = (
        f"{text[:start]}{sign} {text[start:]}",
        f"{text[:end]} {sign}{text[end:]}",
        f"{text[:start]}{sign}{text[start:]}",
        f"{text[:end]}{sign}{text[end:]}",
        text[:start] + sign + text[end:],
    )
    return rng.choice(texts), start


def _all(manuscript: Manuscript) -> dict[str, Any]:
    """Everything that reading tells."""
    cited, places, printed = manuscript.cited, manuscript.places, manuscript.printed_places
    return {
        "complaints": manuscript.complaints,
        "blocks": manuscript.blocks,
        "refs": manuscript.refs,
        "cited": cited.blocks,
        "bibliography": cited.bibliography,
        "reaches": [piece.reach for piece in manuscript.prose],
        "places": [places.pieces(leaf) for one in sequences(manuscript.blocks) for leaf in one.leaves],
        "printed": [printed.pieces(leaf) for one in sequences(cited.blocks) for leaf in one.leaves],
    }


def _told(master: Path, csl: Path, *, to_check: bool) -> dict[str, Any]:
    try:
        return _all(read_manuscript(master.parents[1], csl, to_check=to_check))
    except BookFault as fault:
        return {"fault": fault.findings}


def _sessions(rng: random.Random, count: int) -> Iterator[str]:
    """Texts of one book, one after the other: spoilt in a place or two, then edited six times."""
    for _ in range(count):
        text, near = _book(rng), 0
        yield text
        for _ in range(rng.choice((0, 0, 1, 1, 2))):
            text, near = _nastily(text, rng)
        for _ in range(7):
            yield text
            text = _plainly(text, rng, near)


def _read_all(
    folder: Path, texts: Iterable[str], csl: str, rng: random.Random, monkeypatch: pytest.MonkeyPatch
) -> Counter[str]:
    """Read each text with what was kept and without; returns how often the last reading served."""
    master, counts, before = _write(folder), Counter[str](), ""
    (folder / "gaya.csl").write_text(csl, encoding="utf-8")
    original: Callable[..., object] = _edited.edited

    def edited(*arguments: object) -> object:
        made = original(*arguments)
        counts["put in" if made else "not proved"] += 1
        return made

    monkeypatch.setattr(_last, "edited", edited)
    monkeypatch.setattr(_last, "LONG", 0)
    monkeypatch.setattr(_changes, "SHARE", 1)
    for number, text in enumerate(texts):
        if (
            number % 7 == 6
        ):  # somebody reads another text, and leaves before the places of words are asked for
            monkeypatch.setenv("TERBIT_CACHE", str(folder / "simpanan"))
            master.write_text(_plainly(text, rng, 0), encoding="utf-8", newline="")
            read_manuscript(folder, folder / "gaya.csl")
        master.write_text(text, encoding="utf-8", newline="")
        said, to_check = [], rng.random() < 0.2
        for cache in (str(folder / "simpanan"), "off"):
            monkeypatch.setenv("TERBIT_CACHE", cache)
            said.append(_told(master, folder / "gaya.csl", to_check=to_check))
        for name, value in said[1].items():
            assert said[0][name] == value, (name, _difference(before, text))
        before = text
        counts["read"] += 1
    return counts


def _difference(before: str, after: str) -> tuple[str, str]:
    start = next(n for n, (a, b) in enumerate(zip(f"{before}\0", f"{after}\1", strict=False)) if a != b)
    return before[start - 40 : start + 60], after[start - 40 : start + 60]


def _at_random(seed: int, count: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    rng = random.Random(seed)  # noqa: S311  # a seed, no secret
    return _read_all(folder, _sessions(rng, count), (_STYLE, _IN_NOTES)[seed % 2], rng, monkeypatch)


@pytest.mark.parametrize("seed", range(3))
def test_an_edited_master_is_read_as_if_for_the_first_time(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Edits of words one after the other, in a book where anything stands anywhere."""
    counts = _at_random(seed, 3, tmp_path, monkeypatch)
    assert counts["put in"] > 2
    assert counts["not proved"]


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 120))
def test_1280_edited_masters_are_read_as_if_for_the_first_time(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As above, longer."""
    _at_random(seed, 8, tmp_path, monkeypatch)


def _edit(paragraph: str, old: str, new: str, *, rest: str = "") -> tuple[str, str]:
    """A book before and after an edit of a paragraph in one of its chapters; `rest` stands in the last."""
    book = (
        "# Buku\n\n## Satu\n\nTeks satu.\n\n{}\n\nTeks lagi.\n\n## Dua tiga\n\nTeks dua.\n\n## Empat\n\n{}\n"
    )
    return book.format(paragraph, rest), book.format(paragraph.replace(old, new, 1), rest)


_SERVED = {
    "a word": _edit("Raja dari kota itu besar.", "kota", "negeri"),
    "a word beside a citation": _edit("Raja [@rana2002] dari kota itu besar.", "kota", "negeri di sana"),
    "the first and the last words": _edit("Raja dari kota", "Raja dari kota", "Ratu di kota ini juga."),
    "a line": _edit("Raja dari kota itu\nbesar.", "kota itu\n", "kota\nitu yang "),
    "a word less": _edit("Raja dari kota itu besar.", "kota ", ""),
    "a word in a list": _edit("1. Raja dari kota itu besar.\n2. Dua", "kota", "negeri"),
    "a word in a quotation": _edit("> - Raja dari kota itu besar.", "kota", "negeri"),
    "a word and the header": tuple(
        f"---\n{header}\n---\n\n{text}"
        for header, text in zip(
            ("judul: Satu", "judul: Satu\nsubjudul: Dua"),
            _edit("Raja dari kota itu besar.", "kota", "desa"),
            strict=True,
        )
    ),
    "no word": _edit("Raja dari kota itu besar.", "", ""),
}
_TRAPS = {
    "an open bracket names a heading": _edit("Lihat [raja dua kota itu] ya.", "dua kota", "tiga kota"),
    "words in brackets come to name a heading": _edit(
        "Lihat [raja itu di kota sana] ya.", "di", "dari", rest="### Raja itu dari kota sana\n\nTeks."
    ),
    "a heading elsewhere is named before": _edit(
        "Lihat [Dua tiga] raja dari kota itu besar.", "kota", "negeri"
    ),
    "a heading elsewhere is named": _edit("Raja dari kota itu besar.", "kota", "[Empat]"),
    "an example elsewhere is named": _edit(
        "Raja dari kota itu besar.", "kota", "(@contoh)", rest="(@contoh) Butir."
    ),
    "a complaint names a line": _edit(
        "Raja dari kota itu besar.", "kota itu", "kota\nitu", rest="A[^a]\n\n[^a]: satu\n\n[^a]: dua"
    ),
    "a definition names a label": _edit(
        "[raja\n\nbesar di kota itu juga\n\nsana]",
        "kota",
        "di",
        rest="[raja besar di di itu juga sana]: http://example.org",
    ),
    "a blank line more": _edit("Raja dari kota.\n\nRatu dari kota.", "\n\n", "\n\n\n"),
    "a blank line elsewhere": _edit(
        "Raja dari kota.\n\nRatu di kota.", "kota.\n\nRatu di", "desa.\n \nRatu ke"
    ),
    "a term": _edit("Raja dari\nkota\n\n:   makna", "dari\nkota", "dari kota"),
    "a heading": _edit("Raja dari\nkota\n---", "dari\nkota", "dari kota"),
    "a list": _edit("Raja. dari kota itu", "Raja.", "a."),
    "a caption": _edit("Tabel raja dari\n\n| a |\n|---|\n| b |", "Tabel raja", "Table: raja"),
    "an abbreviation": _edit("Raja dari kota itu besar.", "kota", "Dr."),
    "an apostrophe": _edit("Raja dari kota itu besar.", "kota", "Jum'at"),
    "a note": _edit("Raja[^a] dari kota.\n\n[^a]: Catatan dari kota itu.", "kota itu", "desa itu"),
    "a note called elsewhere": _edit("[^a]: Catatan dari kota itu.", "kota", "desa", rest="Kata[^a]"),
    "a cell": _edit("| Raja dari kota itu |\n|---|\n| b |", "kota", "desa"),
    "code": _edit("```\nRaja dari kota itu\n```", "kota", "desa"),
    "a comment": _edit("<!--\n\nRaja dari kota itu\n\n-->", "kota", "desa"),
    "a tag": _edit("Raja <b dari kota itu\n\nsana> besar", "kota", "desa"),
    "an open tag": _edit("Raja <b dari kota itu besar", "kota", "desa", rest="sana> besar"),
    "an open fence": _edit("```\nRaja dari kota itu", "kota", "desa", rest="```"),
    "an open division": _edit("<div>\n\nRaja dari kota itu", "kota", "desa", rest="</div>"),
    "a rare letter": _edit("Raja dari kota itu besar.", "kota", "\U00012000\U00012001"),
}


@pytest.mark.parametrize("case", _SERVED)
@pytest.mark.parametrize("style", ["in the text", "in notes"])
def test_plain_words_are_put_in(
    case: str, style: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is shown to be plain words is not read as a whole, and is the same."""
    csl = {"in the text": _STYLE, "in notes": _IN_NOTES}[style]
    counts = _read_all(tmp_path, _SERVED[case], csl, random.Random(0), monkeypatch)  # noqa: S311  # a seed
    assert counts == {"read": 2, "put in": 1}


@pytest.mark.parametrize("case", _TRAPS)
def test_what_only_looks_like_words_is_read(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Edits after which only the whole tells what they mean."""
    counts = _read_all(tmp_path, _TRAPS[case], _STYLE, random.Random(0), monkeypatch)  # noqa: S311  # a seed
    assert counts["put in"] == 0


_STANDS = (
    "## Satu\n\nRaja dari kota itu besar.\n\n- Teks.\n",
    "## Satu\n\nRaja dari desa itu besar.\n\n- Teks.\n",
)


@pytest.mark.parametrize(
    ("old", "new", "proved"),
    [
        (*_STANDS, True),
        (_STANDS[0].replace("- ", ""), _STANDS[1].replace("- ", ""), False),
        (_STANDS[0], _STANDS[1].replace("- ", "-"), False),
        (_STANDS[0], _STANDS[1].replace("Satu", "Dua"), False),
        (_STANDS[0], _STANDS[1].replace("besar", "kecil"), False),
        (_STANDS[0].replace("besar", "kecil"), _STANDS[1].replace("besar", "kecil"), False),
    ],
)
def test_a_chapter_stands_alone_as_it_stands_in_the_whole(old: str, new: str, *, proved: bool) -> None:
    """Whatever chapter is said to have changed, it must be that of the book, and only words may differ."""
    book = f"# Buku\n\n{_STANDS[0]}"
    masked = mask(book, 0)
    start = book.index("dari")
    change = Change(start, "dari kota itu", start, "dari desa itu")
    made = _edited.edited(
        _master.alone(book),
        (masked, _master.alone(masked.text)),
        (_changes.Chapter(old, new, (change,)),),
        lambda changes: masked.edited(book.replace("kota", "desa"), 0, 0, changes),
        _master.alone,
    )
    assert (made is not None) == proved
