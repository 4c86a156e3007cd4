"""git, for the one thing Terbit asks of it: the date of HEAD."""

from __future__ import annotations

import datetime
import subprocess
from pathlib import Path


def head_date(folder: Path) -> datetime.date | None:
    """The commit date (UTC) of HEAD in the repository that holds `folder`; None when there is none."""
    try:
        run = subprocess.run(
            ["git", "-C", str(folder), "log", "-1", "--format=%ct"],  # noqa: S607  # git is looked up on PATH on purpose
            capture_output=True,
            check=False,
        )
    except OSError:
        return None
    stamp = run.stdout.strip()
    return datetime.datetime.fromtimestamp(int(stamp), tz=datetime.UTC).date() if stamp.isdigit() else None
