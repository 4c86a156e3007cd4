"""What makes a tree from a text: our own code, the interpreter and the libraries, as one hash.

Our own code is told by name, size and time of change, as Python tells whether its bytecode is still good;
libraries by their versions.
"""

from __future__ import annotations

import functools
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import terbit
from terbit.adapters import store


@functools.cache
def signature() -> bytes:
    """The hash; it changes with whatever could change what is read from the same book."""
    versions = sorted({entry for place in sys.path for entry in _distributions(Path(place))})
    return store.key(sys.version, zlib.ZLIB_RUNTIME_VERSION, *versions, *files(Path(terbit.__file__).parent))


def _distributions(place: Path) -> Iterator[str]:
    if place.is_dir():
        yield from (one.name for one in place.iterdir() if one.name.endswith((".dist-info", ".egg-info")))


def files(folder: Path) -> Iterator[str]:
    """The files of a folder, each by its name, size and time of change."""
    for path in sorted(folder.rglob("*")):
        if path.suffix != ".pyc" and path.is_file():
            about = path.stat()
            yield f"{path.relative_to(folder)} {about.st_size} {about.st_mtime_ns}"
