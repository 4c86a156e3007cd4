"""`pustaka.json` (CSL-JSON) becomes References; citeproc reads the file itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from terbit.model.findings import BookFault, Span
from terbit.model.manuscript import Reference
from terbit.model.places import Lines
from terbit.read._files import read_text
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
            BAD_JSON.at(Span(path, 1, 1, 1, 1), "Susunan JSON bersarang terlalu dalam.", "Ratakan isinya.")
        ) from fault
    if not isinstance(entries, list) or not all(_is_entry(entry) for entry in entries):
        raise BookFault(
            BAD_JSON.at(
                Span(path, 1, 1, 1, 1),
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
    at = 0
    for entry in entries:
        quoted = json.dumps(entry["id"], ensure_ascii=False)
        found = text.find(quoted, at)
        at = found + len(quoted) if found >= 0 else at
        span = lines.span(max(found, 0), max(found, 0) + len(quoted))
        if entry["id"] in references:
            raise BookFault(
                DUPLICATE_REFERENCE.at(
                    span,
                    f"Kunci pustaka “{entry['id']}” ditulis dua kali.",
                    "Hapus atau ganti salah satunya.",
                )
            )
        custom = entry.get("custom")
        status = str(custom.get("verifikasi", "")) if isinstance(custom, dict) else ""
        references[entry["id"]] = Reference(entry["id"], entry["type"], status, span)
    return tuple(references.values())
