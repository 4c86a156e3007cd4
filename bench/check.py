"""How long `terbit check` takes on books of 11k, 44k, 88k and 352k words, and what memory.

The books are this repository's article again and again, its headings and note labels numbered so that each is
its own. Each row is the best of RUNS runs of the whole command; `ratio` is to the first row, beside that of
the words: growth is linear where the two agree. `with findings` plants a fault in each copy, so that places
are worked out too.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
COPIES = (8, 33, 65, 260)
RUNS = 3
FAULT = "\n### Judul yang Kosong\n\n##### Tingkat yang Melompat\n\nIsi.\n"


def main() -> None:
    """Time each book and print the table."""
    master = (ROOT / "source" / "naskah.md").read_text(encoding="utf-8")
    print(f"{'':24}{'words':>8}{'s':>8}{'ratio':>7}{'words ratio':>13}{'MB':>6}")
    for name, fault in (("clean", ""), ("with findings", FAULT)):
        first: tuple[float, int] | None = None
        for copies in COPIES:
            text = _book(master, copies, fault)
            words = len(text.split())
            seconds, memory = _measure(text)
            first = first or (seconds, words)
            ratios = f"{seconds / first[0]:7.2f}{words / first[1]:13.2f}"
            print(f"{name:24}{words:8}{seconds:8.2f}{ratios}{memory // 1024:6}")


def _book(master: str, copies: int, fault: str) -> str:
    header, body = master.split("\n---\n", 1)
    parts = [f"{header}\n---\n"]
    for number in range(copies):
        part = re.sub(r"\[\^([\w-]+)\]", rf"[^\1-{number}]", body)
        if number:
            part = re.sub(r"^(#+)(.*)$", rf"\1#\2 {number}", part, flags=re.MULTILINE)
            part = part.replace("\n## ", f"\n## Bab {number} ", 1)
        parts.append(part + fault)
    return "\n".join(parts)


def _measure(text: str) -> tuple[float, int]:
    """The best wall seconds of the command on this master, and the peak memory of its processes in KiB."""
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "source"
        shutil.copytree(ROOT / "source", source)
        (source / "suntingan.yaml").unlink()  # it tells of one article, not of many
        (source / "naskah.md").write_text(text, encoding="utf-8")
        runs = [_run([sys.executable, "-m", "terbit", "check", place]) for _ in range(RUNS)]
    return min(seconds for seconds, _ in runs), max(memory for _, memory in runs)


def _run(command: list[str]) -> tuple[float, int]:
    start = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode > 1:
        sys.exit(f"{' '.join(command[1:4])} … ended with {process.returncode}")
    return time.monotonic() - start, usage.ru_maxrss


if __name__ == "__main__":
    main()
