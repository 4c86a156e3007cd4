"""git, for the one thing Terbit asks of it: the date of HEAD."""

from __future__ import annotations

import datetime
import os
import re
import subprocess
from pathlib import Path

# A book's folder may bring a .git of its own, and the settings in it name programs: `git log` would run one
# to show a signature, and a missing object be fetched with another. cat-file shows nothing, and nothing is
# fetched by a protocol that does not exist.
_ENVIRONMENT = {"GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
_COMMITTER = re.compile(rb"^committer .*> (\d{1,12}) [+-]\d{4}$", re.MULTILINE)
_SECONDS = 10


def head_date(folder: Path) -> datetime.date | None:
    """The commit date (UTC) of HEAD in the repository that holds `folder`; None when there is none."""
    try:
        run = subprocess.run(
            ["git", "-C", str(folder), "cat-file", "commit", "HEAD"],  # noqa: S607  # git is looked up on PATH on purpose
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=os.environ | _ENVIRONMENT,
            check=False,
            timeout=_SECONDS,
        )
        header = run.stdout.partition(b"\n\n")[0]
        stamp = _COMMITTER.search(header)
        return datetime.datetime.fromtimestamp(int(stamp[1]), tz=datetime.UTC).date() if stamp else None
    except (OSError, ValueError, OverflowError, subprocess.TimeoutExpired):
        return None
