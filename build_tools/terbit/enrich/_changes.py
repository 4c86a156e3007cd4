"""The appendix of editorial changes, grouped by rule: what, why, how often, where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from terbit.enrich._draft import Draft, para, span, words
from terbit.model.book import PartKind
from terbit.model.edits import Edits
from terbit.model.tree import (
    NO_ATTR,
    Caption,
    Cell,
    ColWidth,
    Inline,
    Named,
    Plain,
    Row,
    Str,
    Table,
    TableBody,
    TableHead,
)

_RANGE = re.compile(r"\d+–\d+,?$")
_COLUMNS = (("Perubahan", 0.23), ("Alasan dan dasar", 0.51), ("Kali", 0.08), ("Baris", 0.18))


def add(draft: Draft) -> Draft:
    """Nothing where the text was not edited."""
    edits = draft.manuscript.edits
    if edits is None:
        return draft
    intro = (
        "Teks buku ini berbeda dari naskah yang diterima hanya pada tempat-tempat di bawah ini. Nomor baris "
        f"merujuk pada naskah yang diterima, yang disimpan utuh dalam berkas “{edits.received_path.name}”."
    )
    return draft.plus(PartKind.CHANGES, "Catatan Suntingan", para(*words(intro)), _table(edits))


def _rows(edits: Edits) -> Iterator[tuple[str, str, str, str]]:
    structure = edits.structure
    lines = (structure.title, *structure.headings)
    yield structure.change, _why(structure.reason, structure.authority), str(len(lines)), ranges(lines)
    for rule in edits.rules:
        lines = tuple(edit.line for edit in rule.edits)
        yield rule.change, _why(rule.reason, rule.authority), str(len(lines)), ranges(lines)
    if edits.notes:
        why = (
            "Pernyataan yang dapat menyesatkan dijelaskan dalam catatan kaki, masing-masing dengan sumbernya."
        )
        yield (
            "Catatan editor ditambahkan",
            why,
            str(len(edits.notes)),
            ranges(note.line for note in edits.notes),
        )
    if edits.citations:
        why = "Klaim dalam naskah diberi sumber yang sudah diperiksa; jumlahnya menurut klaim."
        lines = tuple(entry.line for entry in edits.citations)
        yield "Rujukan ditambahkan", why, str(len(lines)), ranges(lines)


def _why(reason: str, authority: str) -> str:
    ended = authority if authority.endswith(".") else f"{authority}."
    return f"{reason} Dasar: {ended}"


def ranges(lines: Iterable[int]) -> str:
    """Line numbers once each, runs of three or more with an en dash: `1, 3, 17–19`."""
    runs: list[list[int]] = []
    for line in sorted(set(lines)):
        if runs and line == runs[-1][-1] + 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    parts = (f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)  # noqa: PLR2004  # a run
    return ", ".join(parts)


def _unbroken(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The same words; a range such as 17–19 is marked so that no line ends inside it."""
    return tuple(
        span(("", ("utuh",), ()), inline) if isinstance(inline, Str) and _RANGE.match(inline.c) else inline
        for inline in inlines
    )


def _table(edits: Edits) -> Table:
    left, right = Named("AlignLeft"), Named("AlignRight")
    alignments = (left, left, right, left)

    def row(texts: Iterable[str]) -> Row:
        return Row(
            NO_ATTR,
            tuple(
                Cell(NO_ATTR, Named("AlignDefault"), 1, 1, (Plain(_unbroken(words(text))),) if text else ())
                for text in texts
            ),
        )

    return Table(
        (
            ("tabel-suntingan", ("suntingan",), ()),
            Caption(None, ()),
            tuple(
                (side, ColWidth("ColWidth", width))
                for side, (_, width) in zip(alignments, _COLUMNS, strict=True)
            ),
            TableHead(NO_ATTR, (row(name for name, _ in _COLUMNS),)),
            (TableBody(NO_ATTR, 0, (), tuple(row(texts) for texts in _rows(edits))),),
            TableHead(NO_ATTR, ()),
        )
    )
