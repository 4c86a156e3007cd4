"""`pustaka.json` (CSL-JSON) becomes References; citeproc reads the file itself."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from terbit.model.findings import BookFault, Span
from terbit.model.manuscript import Reference
from terbit.model.places import Lines
from terbit.read._csl import misfits
from terbit.read._files import CONTROL, read_text
from terbit.read._rules import BAD_JSON, DUPLICATE_REFERENCE


def read_references(path: Path) -> tuple[Reference, ...]:
    """The entries of `pustaka.json` in file order; none when there is no such file."""
    if not path.is_file():
        return ()
    text = read_text(path)
    try:
        entries = json.loads(text)
    except json.JSONDecodeError as fault:
        raise BookFault(
            BAD_JSON.at(
                Span(path, fault.lineno, fault.colno, fault.lineno, fault.colno + 1),
                "Susunan JSON tidak dapat dibaca di sini.",
                "Periksa koma, tanda petik, dan kurung di sekitar tempat itu.",
            )
        ) from fault
    except RecursionError as fault:
        raise BookFault(
            BAD_JSON.at(Span(path), "Susunan JSON bersarang terlalu dalam.", "Ratakan isinya.")
        ) from fault
    except ValueError as fault:  # Python reads no number of more than 4,300 digits
        raise BookFault(
            BAD_JSON.at(
                Span(path), "Sebuah bilangan terlalu panjang.", "Apit dengan tanda petik, atau ringkaskan."
            )
        ) from fault
    if not isinstance(entries, list) or not all(_is_entry(entry) for entry in entries):
        raise BookFault(
            BAD_JSON.at(
                Span(path),
                "Daftar pustaka harus berupa daftar entri CSL-JSON, masing-masing dengan “id” dan “type”.",
                "Lihat source/pustaka.json dalam contoh.",
            )
        )
    return _with_places(path, text, entries)


def _is_entry(entry: object) -> bool:
    return isinstance(entry, dict) and isinstance(entry.get("id"), str) and isinstance(entry.get("type"), str)


def _with_places(path: Path, text: str, entries: list[dict[str, Any]]) -> tuple[Reference, ...]:
    lines = Lines(path, text)
    references: dict[str, Reference] = {}
    for entry, found in zip(entries, _values(text), strict=True):
        spans = {name: lines.span(*place) for name, place in found.items()}
        start, end = found["id"]
        span = lines.span(start - 1, end + 1)
        if entry["id"] in references:
            raise BookFault(
                DUPLICATE_REFERENCE.at(
                    span,
                    f"Kunci pustaka “{entry['id']}” ditulis dua kali.",
                    "Hapus atau ganti salah satunya.",
                )
            )
        if wrong := next(misfits(entry), None):
            raise BookFault(
                BAD_JSON.at(
                    spans.get(wrong[0], span),
                    f"“{wrong[0]}” pada entri “{entry['id']}” harus berupa {wrong[1]}.",
                    "Perbaiki bentuknya, atau hapus kunci itu.",
                )
            )
        if unprintable := next((name for name, value in entry.items() if _has_control(value)), None):
            raise BookFault(
                BAD_JSON.at(
                    spans.get(unprintable, span),
                    f"“{unprintable}” pada entri “{entry['id']}” memuat aksara kendali atau separuh aksara.",
                    "Hapus “\\u….” yang tidak dapat dicetak itu.",
                )
            )
        custom = entry.get("custom")
        status = str(custom.get("verifikasi", "")) if isinstance(custom, dict) else ""
        references[entry["id"]] = Reference(entry["id"], entry["type"], status, span, entry, spans)
    return tuple(references.values())


def _has_control(value: object) -> bool:
    """Whether a text in here holds what no edition can: JSON may write it as its number."""
    match value:
        case str():
            return CONTROL.search(value) is not None
        case dict():
            return any(_has_control(inner) for inner in (*value, *value.values()))
        case list():
            return any(map(_has_control, value))
        case _:
            return False


_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')
_ENTRY_DEPTH = 2
"""The list is one bracket deep, an entry two."""


def _values(text: str) -> list[dict[str, tuple[int, int]]]:
    """For each entry of a valid list of mappings: where the value of each of its own keys stands."""
    entries: list[dict[str, tuple[int, int]]] = []
    depth = 0
    name: re.Match[str] | None = None
    last: re.Match[str] | None = None
    for token in _TOKEN.finditer(text):
        mark = token.group()
        if mark in "{[":
            depth += 1
            if depth == _ENTRY_DEPTH:
                entries.append({})
            elif name:  # a list or a mapping: its key stands for it
                entries[-1][json.loads(name.group())] = (name.start() + 1, name.end() - 1)
                name = None
        elif mark in "}]":
            depth -= 1
        elif mark == ":":
            name = last if depth == _ENTRY_DEPTH else None
        elif mark != ",":
            if name:
                quoted = mark.startswith('"')
                entries[-1][json.loads(name.group())] = (token.start() + quoted, token.end() - quoted)
                name = None
            last = token
    return entries
