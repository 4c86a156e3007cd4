"""Every parenthesis closes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.prose import PROTECTED as HIDDEN

RULE = Rule(
    "T035",
    "parenthesis_unbalanced",
    Severity.WARNING,
    "Kurung tidak berpasangan",
    "Tanda kurung mengapit; yang tinggal sebelah biasanya sisa suntingan (EYD V III.L).",
    wrong="Ia (adik saya pulang kemarin.",
    right="Ia (adik saya) pulang; a) satu, b) dua.",
)


_FACE = re.compile(r"[:;]-?[()]")
_MARK = re.compile(r"[()]")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each parenthesis that is opened and not closed."""
    flow = flow_of(manuscript)
    for piece, base in zip(flow.pieces, flow.starts, strict=True):
        if piece.kind == "heading" or ("(" not in piece.text and ")" not in piece.text):
            continue
        text = _FACE.sub(lambda match: "_" * len(match[0]), piece.text)
        opened: list[int] = []
        for match in _MARK.finditer(text):
            if match[0] == "(":
                opened.append(match.start())
            elif opened:
                opened.pop()
        if len(opened) == 1 and HIDDEN not in text[opened[0] :]:
            at = base + opened[0]
            yield flow.report(
                RULE, at, at + 1, "Tanda kurung ini tidak ditutup.", "Tambahkan “)” atau hapus “(”."
            )
