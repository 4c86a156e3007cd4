"""`glosarium.yaml` becomes Terms."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from terbit.model.findings import Span
from terbit.model.manuscript import Term
from terbit.model.places import Places
from terbit.model.prose import Prose
from terbit.model.tree import Para
from terbit.read._files import read_text
from terbit.read._scalars import extent
from terbit.read._yaml import load

_PRINTED = ("definisi", "catatan")
_NOTHING = Para(())


def read_glossary(path: Path) -> tuple[Term, ...]:
    """The entries of `glosarium.yaml` in file order; none when there is no such file."""
    if not path.is_file():
        return ()
    text = read_text(path)
    file = load(path, "glosarium", text)
    places = Places(path, text, ())
    return tuple(
        _term(
            entry,
            file.span("entri", number, "istilah"),
            file.span("entri", number, "definisi"),
            tuple(
                _prose(file.scalar("entri", number, key), text, places) for key in _PRINTED if key in entry
            ),
        )
        for number, entry in enumerate(file.data["entri"])
    )


def _prose(node: yaml.ScalarNode | None, text: str, places: Places) -> Prose:
    """What is printed of an entry, each character with its place in the file."""
    if node is None:
        return Prose("definition", "", (), _NOTHING, 0, places)
    room = node.start_mark.index, node.end_mark.index
    known = extent(node.value, text, room, node.style or "")
    return Prose("definition", node.value, (), _NOTHING, 0, places, known)


def _term(entry: dict[str, Any], span: Span, definition_span: Span, prose: tuple[Prose, ...]) -> Term:
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
        prose=prose,
    )
