"""No manuscript can hurt the machine: each hostile book is refused with a place or made harmlessly."""

from __future__ import annotations

import random
import re
import zipfile
from pathlib import Path

import pytest
from tests.hostile.books import BOOKS
from tests.hostile.recipes import SECRET, lay
from tests.hostile.trial import judge, places
from tests.test_nothing_lost import EDITIONS

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
    _judge(tmp_path, name)


@pytest.mark.soak
@pytest.mark.parametrize("name", BOOKS)
def test_no_hostile_book_does_harm(tmp_path: Path, name: str) -> None:
    """All of them."""
    _judge(tmp_path, name)


def _judge(folder: Path, name: str) -> None:
    """Build a hostile book, and see how it ends and what it touched."""
    files, expected = BOOKS[name]
    book, outside = places(folder)
    lay(book, outside, files)
    if judge(folder, ["build", *EDITIONS], expected):
        _look_inside(book / "dist")
    elif not (book / "dist").is_symlink() and not (book / "dist").is_file():
        assert not (book / "dist").exists()


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
