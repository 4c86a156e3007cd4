"""Plain text becomes blocks: what people type for headings, points, lists and tables is recognised.

A block ends at an empty line. Whatever fits no pattern is a paragraph, so no word depends on a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.importing._account import Account
from terbit.importing._build import header, lines, numbered, table, words
from terbit.importing._draft import Draft
from terbit.importing._encoding import decode
from terbit.importing._sources import Source
from terbit.model.tree import Block, BulletList, Header, Para, Plain
from terbit.model.walk import text_of

_LONG_HEADING = 15
"""Words: a line of more is no heading."""
_WRAPPED = 50
"""Characters: lines that are all at least so long were broken by a program, not by their writer."""
_LINE_OF_ITS_OWN = 120
"""Characters: a line of more is a paragraph of its own."""

_SECTION = 2
_CAPITALS = 4
"""Letters: “PBB” alone on a line is no heading."""

_NUMBERED = re.compile(r"[ \t]*(\d{1,3})[.)][ \t]+(\S.*)")
_LIST_NUMBER = re.compile(r"(?m)^[ \t]*\d{1,3}[.)](?=[ \t])")
_BULLET = re.compile(r"[ \t]*[-*•●▪–·‣][ \t]+(\S.*)")
_POINT = re.compile(r"([^:?.!]{2,160}?)[ \t]*:[ \t]+(\S.*)|([^?:.!]{2,200}\?)[ \t]+(\S.*)")
"""“Istilah : isi” or “Pertanyaan? Jawaban”."""
_LABELLED = re.compile(r"([^:?.!]{2,90}?)[ \t]*:[ \t]+(\S.{30,})")
_CHAPTER = re.compile(r"(?:bab|bagian|lampiran)[ \t]+(?:[ivxlc]+|\d+|[a-z])\b.{0,120}", re.IGNORECASE)
_OUTLINED = re.compile(r"(\d+(?:\.\d+)+)\.?[ \t]+\S.*")
_UNDERLINE = re.compile(r"[ \t]*([=\-~])\1{3,}[ \t]*")
_KNOWN = frozenset(
    {
        "abstrak", "daftar pustaka", "daftar rujukan", "disclaimer", "faq", "faqs", "glosarium",
        "kata pengantar", "kesimpulan", "lampiran", "latar belakang", "metode", "pembahasan", "pendahuluan",
        "pengantar", "penafian", "penutup", "prakata", "rangkuman", "referensi", "ringkasan", "saran",
        "simpulan", "tanya jawab",
    }
)  # fmt: skip
"""Headings that are one also without capitals on every word."""
_SMALL = frozenset(
    """agar akan antara atas atau bagi bahwa dalam dan dari daripada dengan di hingga ihwal jika karena ke
    kepada maka oleh pada para sampai sebagai sejak seperti serta tentang terhadap untuk yang""".split()  # noqa: SIM905  # a list of words is read as words
)
"""Words that stay small in a title (EYD V, I.A)."""


def read(source: Source, account: Account) -> Draft:
    """The blocks of a text file. Its first line is the title when it looks like one."""
    text = decode(source.data, account)
    return Draft(tuple(_below_chapters(list(_all(text, account)))), words=_LIST_NUMBER.sub("", text))


def _all(text: str, account: Account) -> Iterator[Block]:
    pieces = [piece for piece in re.split(r"\n[ \t]*(?:\n[ \t]*)+", text) if piece.strip()]
    for number, piece in enumerate(pieces):
        every = piece.strip("\n").split("\n")
        opens = number == 0 and len(every) == 1 and not _CHAPTER.fullmatch(every[0].strip())
        first = opens and _is_title(every[0])
        yield from [header(1, every[0])] if first else _blocks(every, account)


def _below_chapters(blocks: list[Block]) -> Iterator[Block]:
    """Where there are chapters (“BAB I”), other headings stand below them."""
    chapters = {
        block for block in blocks if isinstance(block, Header) and _CHAPTER.fullmatch(text_of(block.inlines))
    }
    for block in blocks:
        if chapters and isinstance(block, Header) and block not in chapters and block.level == _SECTION:
            yield Header((_SECTION + 1, block.c[1], block.inlines))
        else:
            yield block


def _is_title(line: str) -> bool:
    text = line.strip()
    return len(text.split()) <= _LONG_HEADING + 5 and not text.endswith((".", ";", ","))


def _blocks(piece: list[str], account: Account) -> Iterator[Block]:
    at = 0
    while at < len(piece):
        below = piece[at + 1] if at + 1 < len(piece) else ""
        if _UNDERLINE.fullmatch(below) and _is_title(piece[at]):
            yield header(1 if "=" in below else 2, piece[at])
            at += 2
        elif heading := _heading(piece[at]):
            yield heading
            at += 1
        else:
            yield from _body(piece[at:], account)
            return


def _body(piece: list[str], account: Account) -> Iterator[Block]:
    if len(piece) == 1:
        yield from _line(piece[0], account)
    elif _has_columns(piece):
        yield table([[cell.strip() for cell in line.strip("\t").split("\t")] for line in piece])
    elif items := _items(piece, _NUMBERED):
        yield from _points(items, account)
    elif items := _items(piece, _BULLET):
        yield BulletList(tuple((Plain(words(item[-1])),) for item in items))
    else:
        yield from _prose(piece, account)


def _line(line: str, account: Account) -> Iterator[Block]:
    """A line between empty lines: a heading, a labelled paragraph, a point, or a paragraph."""
    text = line.strip()
    labelled = _LABELLED.fullmatch(text)
    if labelled and (labelled[1].strip().casefold() in _KNOWN or _is_in_title_case(labelled[1], least=2)):
        yield header(2, labelled[1])
        yield Para(words(labelled[2]))
    elif item := _NUMBERED.fullmatch(line):
        yield from _points([(item[1], item[2])], account)
    elif bullet := _BULLET.fullmatch(line):
        yield BulletList(((Plain(words(bullet[1])),),))
    elif _UNDERLINE.fullmatch(line):
        return
    else:
        yield Para(words(text))


def _heading(line: str) -> Block | None:
    """The heading that a line alone is, by its colon, its capitals, its number or its word."""
    text = line.strip()
    bare = text.rstrip(" :")
    if not bare or len(bare.split()) > _LONG_HEADING or bare.endswith((".", ",", ";", "!")):
        return None
    if outlined := _OUTLINED.fullmatch(text):
        return header(min(outlined[1].count(".") + 2, 6), bare)
    named = bare.casefold() in _KNOWN
    labelled = text.endswith(":") and (named or _is_in_title_case(bare, least=2))
    chapter = _CHAPTER.fullmatch(text) and not text.endswith("?")
    capitals = bare.isupper() and sum(letter.isalpha() for letter in bare) >= _CAPITALS
    return header(2, bare) if labelled or chapter or capitals or named else None


def _is_in_title_case(text: str, least: int) -> bool:
    """Whether at least so many words, and each that is not small, have a capital."""
    every = text.split()
    told = [word for word in every if word.casefold() not in _SMALL and word[0].isalpha()]
    return least <= len(told) <= len(every) <= _LONG_HEADING and all(word[0].isupper() for word in told)


def _has_columns(piece: list[str]) -> bool:
    counts = {line.strip("\t").count("\t") for line in piece}
    return len(counts) == 1 and counts != {0}


def _items(piece: list[str], pattern: re.Pattern[str]) -> list[tuple[str, ...]]:
    """The items when every line begins one or, indented and without a mark, goes on with the one before."""
    found: list[tuple[str, ...]] = []
    for line in piece:
        if match := pattern.fullmatch(line):
            found.append(match.groups())
        elif found and line[:1] in " \t":
            found[-1] = (*found[-1][:-1], f"{found[-1][-1]} {line.strip()}")
        else:
            return []
    return found


def _points(items: list[tuple[str, ...]], account: Account) -> Iterator[Block]:
    """Numbered lines that all have a name and a text become headings with paragraphs, others a list."""
    named = [_POINT.fullmatch(text) for _, text in items]
    if all(match and len((match[1] or match[3]).split()) <= _LONG_HEADING for match in named):
        account.change("Butir bernomor yang bernama menjadi subjudul; nomornya dilepas.")
        for match in named:
            if match:
                yield header(3, match[1] or match[3])
                yield Para(words(match[2] or match[4]))
    else:
        yield numbered(int(items[0][0]), [text for _, text in items])


def _prose(piece: list[str], account: Account) -> Iterator[Block]:
    """Lines broken by a program are one paragraph, long lines one each; short ones stay as they stand."""
    if max(map(len, piece)) > _LINE_OF_ITS_OWN:
        for line in piece:
            yield from _line(line, account)
    elif min(map(len, piece[:-1])) >= _WRAPPED:
        yield Para(words(" ".join(piece)))
    else:
        yield lines(piece)
