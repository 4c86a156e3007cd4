"""Feeds atheris' bytes to a check as a master; by hand: `python tests/fuzz/master.py -max_total_time=600`.

atheris is no dependency of ours: install it beside (Python 3.11 to 3.13) and put `build_tools` and the root
of the repository on PYTHONPATH. pandoc is another process that takes its time, so most inputs go no further
than the mask, the gaps and the decoding of bytes, where our own code reads what an author wrote; one in
FULL goes the whole way. What it finds becomes a test in tests/test_any_bytes.py.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
from pathlib import Path

import atheris  # type: ignore[import-untyped, unused-ignore]  # not installed where mypy runs

with atheris.instrument_imports(include=["terbit"]):
    from terbit import pipeline
    from terbit.model.findings import BookFault
    from terbit.model.gaps import fill
    from terbit.model.mask import mask
    from terbit.model.places import Lines, Places
    from terbit.read._files import read_text
    from terbit.read._master import below_front_matter

FULL = 150
"""One input in so many goes through pandoc and every check."""

_choice = random.Random(0)  # noqa: S311  # which inputs go the whole way, no secret


def one(data: bytes) -> None:
    """Anything but findings, a place within the file, and an end is a bug."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "naskah.md"
        path.write_bytes(data)
        try:
            text = read_text(path)
        except BookFault:
            return
        body = below_front_matter(text)
        _inner(path, text, len(text) - len(body.lstrip("\n")))
        if _choice.randrange(FULL) == 0:
            pipeline.check(path)


def _inner(path: Path, text: str, start: int) -> None:
    masked = mask(text, start)
    assert len(masked.text) == len(text) - start
    assert re.sub(r"[^\s]", "", masked.text) == re.sub(r"[^\s]", "", text[start:])
    for _, words in masked.read(masked.text):
        assert words
        assert all(start <= first < last <= len(text) for first, last in words)
    middle = len(text) // 2
    for first, last in fill(text[middle : middle + 20], text, (0, len(text)), (True, True)):
        assert -1 <= first <= last <= len(text)
    places = Places(path, text, ())
    for at in (0, middle, len(text)):
        span = Lines(path, text).span(at, at)
        assert Lines(path, text).offset(span.line, span.column) == at
    places.citation("a")
    places.call("a")


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
