"""pandoc reads a source that was made harmless, within the time and the memory that a book may take."""

from __future__ import annotations

from pathlib import Path

from terbit.adapters import pandoc
from terbit.importing._rules import unreadable
from terbit.model.tree import Pandoc, decode

_SECONDS = 30
"""For one reading, and as much again for each `_PORTION` bytes."""
_PORTION = 300_000


def tree(path: Path, reader: str, data: bytes) -> Pandoc:
    """The tree that pandoc's `reader` gives; raises `BookFault` where it cannot read on."""
    try:
        # No file, no network: what the source names is fetched by nobody.
        made = pandoc.tree(("-f", reader, "-t", "json", "--sandbox"), data, seconds=patience(data))
        return decode(made)
    except pandoc.PandocFault as fault:
        raise unreadable(
            path, f"pandoc: “{fault.reason}”", "Sederhanakan daftar dan tabel yang bersarang."
        ) from fault
    except RecursionError as fault:
        raise unreadable(path, "bersarang terlalu dalam", "Sederhanakan daftar dan tabel.") from fault


def patience(data: bytes) -> int:
    """Seconds for so many bytes."""
    return _SECONDS * (1 + len(data) // _PORTION)
