"""`glosarium.yaml` becomes Terms."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from terbit.model.findings import Span
from terbit.model.manuscript import Term
from terbit.read._yaml import load


def read_glossary(path: Path) -> tuple[Term, ...]:
    """The entries of `glosarium.yaml` in file order; none when there is no such file."""
    if not path.is_file():
        return ()
    file = load(path, "glosarium")
    return tuple(
        _term(entry, file.span("entri", number, "istilah"), file.span("entri", number, "definisi"))
        for number, entry in enumerate(file.data["entri"])
    )


def _term(entry: dict[str, Any], span: Span, definition_span: Span) -> Term:
    forms = [*entry.get("bentuk", ()), *(form["bentuk"] for form in entry.get("bentuk_dalam_teks", ()))]
    term = entry["istilah"]
    return Term(
        identifier=entry.get("id") or re.sub(r"[^a-z0-9]+", "-", term.lower()).strip("-"),
        term=term,
        english=entry.get("padanan_inggris", ""),
        definition=entry["definisi"],
        forms=tuple(dict.fromkeys(forms)),
        note=entry.get("catatan", ""),
        span=span,
        definition_span=definition_span,
    )
