"""No letter was read in the wrong encoding."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from terbit.checks._characters import each
from terbit.model.findings import Finding, Fix, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "U009",
    "mojibake",
    Severity.ERROR,
    "Huruf berubah karena salah baca",
    "UTF-8 yang terbaca sebagai Windows-1252 mengubah “’” menjadi “â€™”. Pembaca melihatnya di semua edisi.",
    wrong="Itu jalan kita\u00e2\u20ac\u2122.",
    right="Itu jalan kita’.",
)

_FOLLOWING = "".join(
    bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in range(0x80, 0xC0)
)
_READ_WRONG = re.compile(
    f"(?:[ÂÃ][{re.escape(_FOLLOWING)}]|[ÄÅ][\u00a1-\u00bf\u2018-\u203a\u0152-\u0192\u2021\u2030]"
    f"|â[{re.escape(_FOLLOWING)}]{{2}}|ð[{re.escape(_FOLLOWING)}]{{3}})+"
)
_SIGN = re.compile("[ÂÃÄÅâð]")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each run of such letters that reads as UTF-8 once turned back."""
    for match, span in each(manuscript, _READ_WRONG, _SIGN):
        right = _turned_back(match.group())
        if right:
            yield RULE.at(
                span,
                f"“{match.group()}” adalah “{right}” yang salah terbaca.",
                "Ganti dengan huruf yang benar, dan buka berkas asalnya sebagai UTF-8.",
                Fix(right, safe=True),
            )


def _turned_back(words: str) -> str:
    """What the bytes of Windows-1252 say in UTF-8; empty when they say nothing."""
    try:
        data = b"".join(
            bytes([ord(letter)]) if "\x80" <= letter <= "\x9f" else letter.encode("cp1252")
            for letter in words
        )
        right = data.decode("utf-8")
    except UnicodeError:
        return ""
    return "" if any(unicodedata.category(letter) in ("Cc", "Cn", "Co") for letter in right) else right
