"""An address of an entry can be opened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from terbit.checks._entries import fix, place, text
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "R010",
    "malformed_url",
    Severity.WARNING,
    "Alamat laman keliru",
    "Alamat tanpa “https://”, dengan spasi, atau dengan titik di ujungnya tidak dapat dibuka.",
    wrong="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh",
  "URL": "www.example.org/a b"}]""",
    right="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh",
  "URL": "https://www.example.org/a"}]""",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each URL without scheme, with white space, without a host name, or ending in punctuation."""
    for reference in manuscript.references:
        url = text(reference, "URL")
        if url and (fault := fault_of(url)):
            trimmed = url.rstrip(".,;")
            yield RULE.at(
                place(reference, "URL"),
                f"Alamat “{url}” {fault}.",
                "Salin ulang alamatnya dari peramban, lengkap dengan “https://”.",
                None if fault_of(trimmed) else fix(reference, "URL", trimmed, safe=True),
            )


def fault_of(url: str) -> str:
    """What is wrong with an address; empty when nothing is."""
    if re.search(r"\s", url):
        return "memuat spasi"
    if not re.match(r"(?i)(?:https?|ftp)://", url):
        return "tidak diawali “https://”"
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return "tidak dapat dibaca"
    if not re.fullmatch(r"[\w-]+(?:\.[\w-]+)+|[\da-f:.]+", host):
        return "tidak memuat nama situs"
    return "berakhir dengan tanda baca" if url.endswith((".", ",", ";")) else ""
