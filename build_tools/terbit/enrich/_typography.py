"""Words that belong together stay on one line: “hlm. 20”, “13 SM”, “Pasal 33”."""

from __future__ import annotations

import re

import msgspec

from terbit.enrich._draft import Draft
from terbit.model.tree import Inline, SoftBreak, Space, Str
from terbit.model.walk import rewrite

_NUMBER = re.compile(r"(?:ke-)?(?:\d|[IVXLC]+\b)")
_PAIRS = (
    (
        re.compile(
            r"^\(?(?:hlm\.|No\.|Nomor|Pasal|Lampiran|butir|ayat|[Bb]ab|jil\.|Gambar|Tabel|[Tt]ahun|abad|Rp)$"
        ),
        _NUMBER,
    ),
    (re.compile(r"^(?:ke-)?\d"), re.compile(r"(?:SM|M)\b")),
    (re.compile(r"EYD$"), re.compile(r"V\b")),
    (re.compile(r"^V$"), re.compile(r"[IVX]+\.[A-Z]\b")),  # EYD V I.F.21
)
"""What may stand before such a space, and what after it."""
_BEFORE = re.compile("|".join(f"(?:{left.pattern})" for left, _ in _PAIRS))
"""Any of the first: one word in a hundred."""
_TIE = Str("\u00a0")


def tie_words(draft: Draft) -> Draft:
    """Put no-break spaces where a line must not end (EYD V writes such pairs as one expression)."""
    parts = tuple(msgspec.structs.replace(part, blocks=rewrite(part.blocks, tie)) for part in draft.parts)
    return msgspec.structs.replace(draft, parts=parts)


def tie(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The same inlines, with a no-break space inside each pair that belongs together."""
    tied = list(inlines)
    for place, before in enumerate(inlines[:-2], 1):
        if not (isinstance(before, Str) and _BEFORE.search(before.c)):
            continue
        between, after = inlines[place : place + 2]
        if not (isinstance(between, Space | SoftBreak) and isinstance(after, Str)):
            continue
        if any(left.search(before.c) and right.match(after.c) for left, right in _PAIRS):
            tied[place] = _TIE
    return tuple(tied)
