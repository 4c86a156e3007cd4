"""A claim that a reader may doubt names its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from terbit.checks._claims import claim_in, suspected
from terbit.checks._sentences import sentences
from terbit.checks._words import prose_of
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import (
    Cite,
    Emph,
    Inline,
    Link,
    Note,
    Para,
    Plain,
    Quoted,
    SmallCaps,
    Span,
    Str,
    Strikeout,
    Strong,
    Subscript,
    Superscript,
    Table,
    Underline,
)
from terbit.model.walk import walk

RULE = Rule(
    "R013",
    "claim_without_source",
    Severity.ADVICE,
    "Pernyataan yang mungkin perlu sumber",
    "Angka, tanggal, superlatif, dan “menurut penelitian” ingin dibuktikan. Ini hanya saran: "
    "ketepatannya diukur "
    "pada kalimat berlabel dan tercantum dalam panduan.",
    wrong="""Menurut penelitian, membaca memperkaya kosakata.

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh"}]""",
    right="""Menurut penelitian, membaca memperkaya kosakata [@a].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh"}]""",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each such sentence with no citation, note or link in it or in the sentence after it."""
    cells = {id(node) for table in manuscript.every(Table) for node in walk([table])}
    prose = prose_of(manuscript)
    for at, patterns in suspected(prose).items():
        piece, _ = prose.piece(at)
        block = piece.block
        if piece.kind != "paragraph" or not isinstance(block, Para | Plain) or id(block) in cells:
            continue
        bounds = list(sentences(piece.text))
        claims = [claim_in(piece.text[start:end], patterns) for start, end in bounds]
        if not any(claims):
            continue
        marks: list[int] = []
        _sources(block.c, 0, marks)
        for number, ((start, _), found) in enumerate(zip(bounds, claims, strict=True)):
            reach = bounds[min(number + 1, len(bounds) - 1)][1] + 2  # a citation may follow the full stop
            if found and not any(start <= at <= reach for at in marks):
                yield RULE.at(
                    piece.span(start + found.start(), start + found.end()),
                    f"“{found.group()}”: pernyataan ini belum menyebut sumber.",
                    "Tambahkan sitasi, misalnya [@kunci, hlm. 12], atau lemahkan pernyataannya.",
                )


def _sources(inlines: Iterable[Inline], at: int, marks: list[int]) -> int:
    """Where citations, notes and links stand in the text that `Prose` makes of `inlines`; its length."""
    for node in inlines:
        match node:
            case Str(c=word):
                at += len(word)
            case Cite():
                marks.append(at)
                at += 1
            case Note():
                marks.append(at)
            case Link(c=(_, inner, _)):
                marks.append(at)
                at = _sources(inner, at, marks)
            case Quoted() | Span() if any(isinstance(inner, Cite) for inner in walk([node])):
                marks.append(at)
                at += 1
            case Emph() | Strong() | Underline() | SmallCaps() | Superscript() | Subscript() | Strikeout():
                at = _sources(node.c, at, marks)
            case Span(c=((_, _, pairs), inner)) if "lang" not in dict(pairs):
                at = _sources(inner, at, marks)
            case _:
                at += 1
    return at
