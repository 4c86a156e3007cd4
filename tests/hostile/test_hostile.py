"""No manuscript can hurt the machine: each hostile book is refused with a place or made harmlessly."""

from __future__ import annotations

import json
import random
import re
import time
import zipfile
from pathlib import Path

import pytest
from tests.command import TERBIT
from tests.hostile import watch
from tests.hostile.books import BOOKS
from tests.hostile.recipes import SECRET, lay
from tests.test_nothing_lost import EDITIONS

_SECONDS = 60
"""For each stage of a hostile build."""
_SAMPLE = 14
_ACTIVE = re.compile(
    rb"<script|<iframe|<object|<!ENTITY|\son[a-z]+\s*=\s*[\"']"
    rb"|(?:src|href|Target)\s*=\s*[\"']\s*(?:javascript:|file:|data:text|http://127)",
    re.IGNORECASE,
)


def _sample() -> list[str]:
    return sorted(random.Random(6).sample(sorted(BOOKS), _SAMPLE))  # noqa: S311  # a seeded choice, no secret


def test_there_are_enough() -> None:
    """At least sixty hostile books."""
    assert len(BOOKS) >= 60


@pytest.mark.parametrize("name", _sample())
def test_a_hostile_book_does_no_harm(tmp_path: Path, name: str) -> None:
    """A seeded sample."""
    judge(tmp_path, name)


@pytest.mark.soak
@pytest.mark.parametrize("name", BOOKS)
def test_no_hostile_book_does_harm(tmp_path: Path, name: str) -> None:
    """All of them."""
    judge(tmp_path, name)


def judge(folder: Path, name: str) -> None:
    """Build a hostile book, and see how it ends and what it touched."""
    files, expected = BOOKS[name]
    book, temporary, outside = folder / "buku", folder / "sementara", folder / "luar"
    book.mkdir()
    temporary.mkdir()
    lay(book, outside, files)
    before = sorted(path.name for path in outside.iterdir())
    started = time.monotonic()
    words = [*TERBIT, "build", *EDITIONS, "--timeout", str(_SECONDS), "--format", "json"]
    seen = watch.run(words, book, temporary, 6 * _SECONDS)
    took = time.monotonic() - started
    ended = _ended(seen)
    assert any(re.fullmatch(expected, word) for word in ended), (
        ended,
        took,
        seen.out[-900:],
        seen.err[-900:],
    )
    assert not seen.faults, seen.faults[:5]
    assert sorted(path.name for path in outside.iterdir()) == before
    assert list(temporary.iterdir()) == []
    assert list(book.glob(".terbit-*")) == []
    if ended == {"harmless"}:
        _look_inside(book / "dist")
    elif not (book / "dist").is_symlink() and not (book / "dist").is_file():
        assert not (book / "dist").exists()


def _ended(seen: watch.Seen) -> set[str]:
    """The word for how a build ended, or the codes of all errors of a book that was refused."""
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
    return {finding["code"] for finding in errors}


def _look_inside(dist: Path) -> None:
    """No edition holds a secret, nor anything that would run or fetch."""
    for file in dist.iterdir():
        data = file.read_bytes()
        assert SECRET.encode() not in data
        if file.suffix in {".epub", ".docx"}:
            with zipfile.ZipFile(file) as archive:
                for entry in archive.namelist():
                    inner = archive.read(entry)
                    assert SECRET.encode() not in inner, (file.name, entry)
                    found = _ACTIVE.search(inner)
                    assert found is None, (file.name, entry, inner[found.start() - 60 : found.end() + 60])
