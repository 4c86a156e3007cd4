"""A link opens a web page or a letter; nothing that runs, and nothing of the reader's own machine."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Link

RULE = Rule(
    "L003",
    "unsafe_link",
    Severity.ERROR,
    "Tautan yang tidak aman",
    "Tautan “javascript:” menjalankan program di pembaca EPUB; tautan “file:” atau jalur mutlak membuka "
    "berkas di komputer pembaca, dan nama server Windows mengirimkan sandinya. Yang boleh: http, https, "
    "mailto, tel, ftp, dan jangkar dalam buku.",
    wrong="Lihat [berkas itu](file:///etc/passwd).",
    right="Lihat [laman itu](https://example.org/).",
    stops=True,
)
_SAFE = frozenset({"http", "https", "mailto", "tel", "ftp"})
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_LOCAL = re.compile(r"[\\/]|(?:[^#?]*[\\/])?\.\.(?:[\\/]|$)")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each link with another scheme, or to a path outside the book, and each such address of a reference."""
    links = (node.c[2][0] for node in manuscript.every(Link))
    places = [(target, manuscript.places.text_span(target)) for target in links if not is_safe(target)]
    for reference in manuscript.references:
        url = reference.entry.get("URL")
        if isinstance(url, str) and not is_safe(url):
            places.append((url, reference.spans.get("URL", reference.span)))
    for target, span in places:
        yield RULE.at(
            span,
            f"Tautan ke “{target[:60]}” tidak aman.",
            "Tautkan ke laman (https://…) atau ke jangkar dalam buku (#jangkar).",
        )


def is_safe(target: str) -> bool:
    """Whether a link may lead there."""
    plain = re.sub(r"[\x00-\x20]", "", target)  # browsers leave these out, too
    if scheme := _SCHEME.match(plain):
        return scheme[1].lower() in _SAFE
    return _LOCAL.match(plain) is None
