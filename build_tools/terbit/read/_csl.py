"""Which values of a CSL-JSON entry citeproc would refuse: it then refuses the file without naming a place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

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
