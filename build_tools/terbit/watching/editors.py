"""The address that makes an editor open a file at a line and column."""

from __future__ import annotations

import os
import re
import urllib.parse
from collections.abc import Mapping
from pathlib import Path

from terbit.model.findings import UsageFault

_VS_CODE = "vscode"
_TEMPLATES = {
    "cursor": "cursor://file{path}:{line}:{column}",
    "idea": "idea://open?file={path}&line={line}&column={column}",
    "mate": "txmt://open?url=file://{path}&line={line}&column={column}",
    "pycharm": "pycharm://open?file={path}&line={line}&column={column}",
    "subl": "subl://open?url=file://{path}&line={line}&column={column}",
    _VS_CODE: "vscode://file{path}:{line}:{column}",
    "vscodium": "vscodium://file{path}:{line}:{column}",
    "zed": "zed://file{path}:{line}:{column}",
}
_PROGRAMS = {"code": _VS_CODE, "code-insiders": _VS_CODE, "codium": "vscodium", "zeditor": "zed"}
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_RUNNING = frozenset({"blob", "data", "javascript", "vbscript"})
"""Schemes that would run something in the page."""


def names() -> tuple[str, ...]:
    """The editors that are known by name."""
    return tuple(_TEMPLATES)


def template(asked: str | None, environment: Mapping[str, str] = os.environ) -> str:
    """The address for `asked`, a name or an address with `{path}`; without it, for $VISUAL or $EDITOR.

    VS Code where neither is an editor that answers to addresses. Raises `UsageFault` for an unknown name.
    """
    if asked is None:
        programs = [
            Path((environment.get(name, "").split() or [""])[0]).name for name in ("VISUAL", "EDITOR")
        ]
        known = [_PROGRAMS.get(program, program) for program in programs]
        return _TEMPLATES[next((name for name in known if name in _TEMPLATES), _VS_CODE)]
    if asked in _TEMPLATES:
        return _TEMPLATES[asked]
    scheme = _SCHEME.match(asked)
    if "{path}" not in asked or scheme is None or scheme[1].lower() in _RUNNING:
        raise UsageFault(
            f"Penyunting “{asked}” tidak dikenal.",
            f"Pilih: {', '.join(_TEMPLATES)}; atau alamat dengan {{path}}, {{line}}, {{column}}.",
        )
    return asked


def address(pattern: str, path: str, line: int, column: int) -> str:
    """The address of a place in the file at an absolute path."""
    quoted = urllib.parse.quote(path)
    return pattern.replace("{line}", str(line)).replace("{column}", str(column)).replace("{path}", quoted)
