"""The command as a process of its own, and what it leaves."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

TERBIT = [sys.executable, "-m", "terbit"]


def run(*words: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `terbit` as a process of its own."""
    return subprocess.run(  # our own command
        [*TERBIT, *map(str, words)],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environment,
    )


def hashes(folder: Path) -> dict[str, str]:
    """The hash of each file in a folder."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def running(group: int) -> list[int]:
    """The living processes of a group; a dead one that init has not yet fetched does not count."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, _, process_group, *_ = (folder / "stat").read_text("utf-8").rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        if int(process_group) == group and state != "Z":
            found.append(int(folder.name))
    return found
