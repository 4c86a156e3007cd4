"""What citeproc would refuse without naming a place, or fetch: values of an entry, a book's own style."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from terbit.model.findings import Finding, Span
from terbit.read._files import read_text
from terbit.read._rules import BAD_CSL


def style_fault(path: Path) -> Finding | None:
    """A finding for a citation style that is no XML, defines entities, or leans on another style."""
    from lxml import etree  # 20 ms that only a book with a style of its own needs

    data = read_text(path).encode()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        line = max(getattr(fault, "lineno", 1) or 1, 1)
        return BAD_CSL.at(Span(path, line, 1, line, 1), "Gaya sitasi ini bukan XML yang utuh.", _REMEDY)
    if root.getroottree().docinfo.internalDTD is not None:
        return BAD_CSL.at(Span(path), "Gaya sitasi ini memuat DOCTYPE, yang dapat memuat entitas.", _REMEDY)
    for link in root.iter("{*}link"):
        if link.get("rel") == "independent-parent":
            line = link.sourceline or 1
            message = "Gaya sitasi ini bergantung pada gaya lain, yang harus diambil dari internet."
            return BAD_CSL.at(Span(path, line, 1, line, 1), message, _REMEDY)
    return None


_REMEDY = "Pakai gaya CSL yang berdiri sendiri, misalnya dari repositori gaya CSL."
_NAMES = frozenset(
    """author chair collection-editor compiler composer container-author contributor curator director editor
    editorial-director editor-translator executive-producer guest host illustrator interviewer narrator
    organizer original-author performer producer recipient reviewed-author script-writer series-creator
    translator""".split()  # noqa: SIM905  # a list of words is read as words
)
_DATES = frozenset(("accessed", "available-date", "event-date", "issued", "original-date", "submitted"))
_FREE = frozenset(("custom", "note", "categories"))


def misfits(entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The name of each value in the wrong form, and the form it should have, in Indonesian."""
    for name, value in entry.items():
        if name in _NAMES and not _is_names(value):
            yield name, "daftar nama, masing-masing dengan “family” dan “given” atau “literal”"
        elif name in _DATES and not _is_date(value):
            yield name, "tanggal, misalnya {“date-parts”: [[2005, 3, 21]]}"
        elif name not in _NAMES | _DATES | _FREE and not _is_text(value):
            yield name, "teks atau bilangan"


def _is_text(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)


def _is_names(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(name, dict) and all(isinstance(part, str | bool) for part in name.values())
        for name in value
    )


def _is_date(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    parts = value.get("date-parts")
    if parts is None:
        return all(isinstance(word, str | bool | int) for word in value.values())
    return (
        isinstance(parts, list)
        and bool(parts)
        and all(isinstance(date, list) and date and all(map(_is_number, date)) for date in parts)
    )


def _is_number(value: object) -> bool:
    return isinstance(value, int) or (
        isinstance(value, str) and value.strip("-").isdigit() and value.isascii()
    )
