"""foliate-js, the reading system in which the preview shows an EPUB: which of its files there are.

It comes from npm, by set-up or by the command that `terbit doctor` names, and is served as it is. Its traps:
every document of a book may run scripts (`allow-scripts`, which WebKit needs), so that only the
Content-Security-Policy of the page, inherited by `blob:` documents, keeps it from that. It would open
external links itself. It works over HTTPS, or on this machine.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

# Not in the current folder as well: a book could bring a foliate-js of its own.
_PLACE = Path(sys.prefix) / "share" / "terbit" / "node_modules" / "foliate-js"
_MODULES = frozenset(
    {
        "epub.js",
        "epubcfi.js",
        "footnotes.js",
        "overlayer.js",
        "paginator.js",
        "progress.js",
        "text-walker.js",
        "vendor/zip.js",
        "view.js",
    }
)
"""What an EPUB with flowing text needs; formats of others, and its demonstration page, are left out."""


def version() -> str:
    """The version of the package; empty where it is not there, or not whole."""
    if None in map(module, _MODULES):
        return ""
    try:
        return str(json.loads((_PLACE / "package.json").read_bytes())["version"])
    except (KeyError, OSError, TypeError, ValueError):
        return ""


def module(name: str) -> Path | None:
    """The file of a module, named by its path in the package; None for anything else, or for a link."""
    root = _PLACE.resolve()
    path = root / name
    return path if name in _MODULES and path.resolve() == path and path.is_file() else None
