"""Text is in NFC: one way to write each letter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from terbit.checks._characters import each
from terbit.model.findings import Finding, Fix, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "U001",
    "not_nfc",
    Severity.WARNING,
    "Huruf beraksen belum disatukan",
    "Huruf seperti “é” dapat disimpan sebagai satu huruf atau sebagai “e” dengan aksen lepas. Yang lepas "
    "tidak ditemukan saat mencari dan dapat tercetak terpisah; naskah memakai bentuk NFC.",
    wrong="Kafe\u0301 itu ramai.",
    right="Kafé itu ramai.",
)

_WORD = re.compile(r"\S+")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each word that NFC writes otherwise."""
    if unicodedata.is_normalized("NFC", manuscript.text):
        return
    for match, span in each(manuscript, _WORD):
        word = match.group()
        if word.isascii() or unicodedata.is_normalized("NFC", word):
            continue
        whole = unicodedata.normalize("NFC", word)
        yield RULE.at(
            span,
            f"Huruf beraksen dalam “{whole}” tersimpan terpisah dari aksennya.",
            "Satukan (NFC).",
            Fix(whole, safe=True),
        )
