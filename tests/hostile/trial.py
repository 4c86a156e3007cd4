"""A hostile command on trial: where it runs, what it is after, how it ends, what it must leave alone."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.command import TERBIT
from tests.hostile import watch
from tests.hostile.recipes import SECRET, png

_SECONDS = 60
"""For each stage of a hostile command."""


def places(folder: Path) -> tuple[Path, Path]:
    """An empty folder to run in, and the one outside it that holds what a manuscript may be after."""
    work, outside, temporary = _inside(folder)
    for each in (work, outside, temporary):
        each.mkdir()
    for name in ("rahasia.txt", "rahasia.css", "rahasia.otf", "rahasia.yaml", "rahasia.json", "naskah.md"):
        (outside / name).write_text(f"{SECRET}\n", encoding="utf-8")
    (outside / "rahasia.png").write_bytes(png(8, 8) + SECRET.encode())
    return work, outside


def judge(folder: Path, words: list[str], expected: str) -> bool:
    """Run a command in the `places` of `folder`, and see what it touched; whether it made something.

    `expected` is a pattern for `harmless`, `machine`, `command` or the code of one of its errors.
    """
    work, outside, temporary = _inside(folder)
    before = sorted(path.name for path in outside.iterdir())
    options = ["--timeout", str(_SECONDS), "--format", "json"]
    seen = watch.run([*TERBIT, *words, *options], work, temporary, 6 * _SECONDS)  # raises if it does not end
    how = _ended(seen)
    assert any(re.fullmatch(expected, word) for word in how), (how, seen.out[-900:], seen.err[-900:])
    assert not seen.faults, seen.faults[:5]
    assert sorted(path.name for path in outside.iterdir()) == before
    assert list(temporary.iterdir()) == []
    assert list(work.glob(".terbit-*")) == []
    return how == {"harmless"}


def _inside(folder: Path) -> tuple[Path, Path, Path]:
    return folder / "kerja", folder / "luar", folder / "sementara"


def _ended(seen: watch.Seen) -> set[str]:
    """`harmless`, `machine` or `command`, or the codes of all errors of what was refused."""
    assert "Traceback" not in seen.out + seen.err, seen.err[-3000:]
    report = json.loads(seen.out)
    if failure := report.get("failure"):
        assert seen.code == {"machine": 3, "usage": 2}[failure["kind"]]
        assert re.fullmatch(r"[^\n]+\.", failure["message"]), failure
        return {{"machine": "machine", "usage": "command"}[failure["kind"]]}
    if seen.code == 0:
        return {"harmless"}
    errors = [finding for finding in report["findings"] if finding["severity"] == "error"]
    assert seen.code == 1
    for finding in errors:
        assert finding["path"]
        assert finding["line"] >= 1
        assert finding["column"] >= 1
        assert re.fullmatch(r"[^\n]+\.", finding["message"]), finding
        assert re.fullmatch(r"[^\n]+\.", finding["hint"]), finding
    return {finding["code"] for finding in errors}
