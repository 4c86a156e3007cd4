"""Words that belong together stay on one line: “hlm. 20”, “13 SM”, “Pasal 33”."""

from __future__ import annotations

import re

import msgspec

from terbit.enrich._draft import Draft
from terbit.model.tree import Inline, SoftBreak, Space, Str
from terbit.model.walk import rewrite

_BEFORE_NUMBER = re.compile(
    r"^\(?(?:hlm\.|No\.|Nomor|Pasal|Lampiran|butir|ayat|bab|Bab|jil\.|Gambar|Tabel|tahun|Tahun|abad|Rp)$"
)
_NUMBER = re.compile(r"^(?:ke-)?(?:\d|[IVXLC]+\b)")
_AFTER_NUMBER = re.compile(r"^(?:SM|M)\b")
_TIE = Str("\u00a0")


def tie_words(draft: Draft) -> Draft:
    """Put no-break spaces where a line must not end (EYD V writes such pairs as one expression)."""
    return msgspec.structs.replace(draft, blocks=rewrite(draft.blocks, tie))


def tie(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The same inlines, with a no-break space inside each pair that belongs together."""
    tied = list(inlines)
    for place in range(1, len(tied) - 1):
        before, between, after = tied[place - 1 : place + 2]
        if not (
            isinstance(before, Str) and isinstance(between, Space | SoftBreak) and isinstance(after, Str)
        ):
            continue
        if (_BEFORE_NUMBER.match(before.c) and _NUMBER.match(after.c)) or (
            _NUMBER.match(before.c) and _AFTER_NUMBER.match(after.c)
        ):
            tied[place] = _TIE
    return tuple(tied)
