"""Indonesian prose by others, read from installed Debian packages; nothing of it is shipped."""

from __future__ import annotations

import re
from pathlib import Path

import lxml.html

HANDBOOK = Path("/usr/share/doc/debian-handbook/html/id-ID")
REFERENCE = Path("/usr/share/debian-reference")
_INDONESIAN = frozenset(
    [
        "yang",
        "dan",
        "di",
        "dari",
        "untuk",
        "dengan",
        "pada",
        "adalah",
        "ini",
        "itu",
        "tidak",
        "dapat",
        "anda",
        "akan",
        "atau",
        "ke",
        "dalam",
        "oleh",
        "sebagai",
        "juga",
        "telah",
        "lebih",
        "bisa",
        "karena",
        "jika",
    ]
)
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "is",
        "in",
        "that",
        "for",
        "with",
        "are",
        "this",
        "be",
        "on",
        "or",
        "you",
        "it",
        "can",
    ]
)
_NOT_PROSE = frozenset({"pre", "script", "style", "table", "title", "dt", "h1", "h2", "h3", "h4", "h5", "h6"})
_CODE = frozenset({"code", "tt", "kbd", "samp", "var", "pre"})


def _escape(text: str) -> str:
    return re.sub(r"([\\`*\[\]<>#^~$@|{}])", r"\\\1", text)


def _markdown(element: lxml.html.HtmlElement) -> str:
    inside = " ".join("".join(element.itertext()).split())
    if element.tag in _CODE:
        name = re.sub(r"[^\w./-]+", "-", inside)
        return f"`{name}`" if inside else ""
    if element.tag in {"em", "i"}:
        return f"*{_escape(inside)}*" if inside else ""
    parts = [_escape(element.text or "")]
    for child in element:
        parts.append(_markdown(child) if isinstance(child.tag, str) else "")
        parts.append(_escape(child.tail or ""))
    return "".join(parts)


def _is_indonesian(text: str) -> bool:
    words = re.findall(r"[a-z]+", text.lower())
    ours, theirs = sum(w in _INDONESIAN for w in words), sum(w in _ENGLISH for w in words)
    return len(words) >= 8 and ours >= 2 and ours > 4 * theirs and ours / len(words) > 0.08


def paragraphs(folder: Path, pattern: str) -> list[str]:
    """Every Indonesian paragraph of the HTML files in `folder`, as Markdown, each once."""
    found: dict[str, None] = {}
    for file in sorted(folder.glob(pattern)):
        tree = lxml.html.fromstring(file.read_bytes())
        for element in tree.xpath("//p|//div[@class='para'][not(.//pre|.//ul|.//ol|.//div|.//p)]"):
            if not any(above.tag in _NOT_PROSE for above in element.iterancestors()):
                text = " ".join(_markdown(element).split())
                if _is_indonesian(text):
                    found[text] = None
    return list(found)
