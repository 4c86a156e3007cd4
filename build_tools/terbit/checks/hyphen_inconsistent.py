"""A word has its hyphen always or never."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._words import flow_of
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E051",
    "hyphen_inconsistent",
    Severity.ADVICE,
    "Tanda hubung tidak taat asas",
    "Kata yang sama ditulis dengan dan tanpa tanda hubung; pilih satu (tidak memerlukan kamus).",
    wrong="Alamat surel-nya dan surelnya; surelnya benar.",
    right="Alamat surelnya dan anak-anak.",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """The first place of each hyphenated word that the text mostly writes without."""
    flow = flow_of(manuscript)
    for word, numbers in flow.index.items():
        plain = word.replace("-", "")
        if plain != word and plain in flow.index and len(numbers) <= len(flow.index[plain]):
            start, end = flow.words[numbers[0]]
            if not flow.shielded(start, end):
                yield flow.report(
                    RULE,
                    start,
                    end,
                    f"“{word}” juga ditulis “{plain}” ({len(flow.index[plain])} kali).",
                    "Pilih satu ejaan untuk seluruh naskah.",
                )
