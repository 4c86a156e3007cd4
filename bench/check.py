"""How long `terbit check` takes on books of 11k, 44k, 88k and 352k words, and what memory.

The books are this repository's article again and again, its headings, note labels and paragraphs numbered so
that each is its own. Each row is the best of RUNS runs of the whole command, in wall seconds and in those of
the processor, all processes together; `ratio` is that of the wall seconds to the first row's, beside that of
the words: growth is linear where the two agree. `MB` is the most that all processes held at one time, memory
that they share counted once. In `all repeated` each paragraph stands in every copy, and each copy has faults
of structure: some thirty findings in a thousand words, each with its place.
"""

from __future__ import annotations

import json
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
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""So that Python keeps what it compiled, as it does for everyone who installed Terbit."""
FAULT = "\n### Judul yang Kosong\n\n##### Tingkat yang Melompat\n\nIsi.\n"


def main() -> None:
    """Time each book and print the table."""
    master = (ROOT / "source" / "naskah.md").read_text(encoding="utf-8")
    print(f"{'':16}{'words':>8}{'findings':>10}{'s':>8}{'cpu s':>8}{'ratio':>7}{'words ratio':>13}{'MB':>6}")
    for name, fault in (("clean", ""), ("all repeated", FAULT)):
        first: tuple[float, int] | None = None
        for copies in COPIES:
            text = _book(master, copies, fault)
            words = len(text.split())
            findings, seconds, busy, memory = _measure(text)
            first = first or (seconds, words)
            ratios = f"{seconds / first[0]:7.2f}{words / first[1]:13.2f}"
            print(f"{name:16}{words:8}{findings:10}{seconds:8.2f}{busy:8.2f}{ratios}{memory:6}", flush=True)


def _book(master: str, copies: int, fault: str) -> str:
    header, body = master.split("\n---\n", 1)
    parts = [f"{header}\n---\n"]
    for number in range(copies):
        part = re.sub(r"\[\^([\w-]+)\]", rf"[^\1-{number}]", body)
        if number:
            part = re.sub(r"^(#+)(.*)$", rf"\1#\2 {number}", part, flags=re.MULTILINE)
            part = part.replace("\n## ", f"\n## Bab {number} ", 1)
        if number and not fault:
            part = re.sub(r"^(?!#)(.{40,})(?=[.?]$)", rf"\1 ({number})", part, flags=re.MULTILINE)
        parts.append(part + fault)
    return "\n".join(parts)


def _measure(text: str) -> tuple[int, float, float, int]:
    """Findings, the best wall seconds of the command with its processor's, and the peak of memory in MB."""
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "source"
        shutil.copytree(ROOT / "source", source)
        (source / "suntingan.yaml").unlink()  # it tells of one article, not of many
        (source / "naskah.md").write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "terbit", "check", place]
        asked = [*command, "--format", "json"]
        told = subprocess.run(asked, capture_output=True, env=ENVIRONMENT, check=False).stdout
        seconds, busy = min(_time(command) for _ in range(RUNS))
        return len(json.loads(told)["findings"]), seconds, busy, _memory(command)


def _time(command: list[str]) -> tuple[float, float]:
    start, before = time.monotonic(), os.times()
    ended = subprocess.run(command, stdout=subprocess.DEVNULL, env=ENVIRONMENT, check=False).returncode
    if ended > 1:
        sys.exit(f"{' '.join(command[1:4])} … ended with {ended}")
    seconds, after = time.monotonic() - start, os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return seconds, spent


def _memory(command: list[str]) -> int:
    """The peak in MB of what the command and all below it hold, looked at fifty times a second (Linux)."""
    peak = 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=ENVIRONMENT) as process:
        while process.poll() is None:
            peak = max(peak, sum(map(_held, _family(process.pid))))
            time.sleep(0.02)
    return peak // 1024


def _family(pid: int) -> list[int]:
    try:
        tasks = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:  # it has just ended
        return []
    return [pid, *(one for task in tasks for child in task.split() for one in _family(int(child)))]


def _held(pid: int) -> int:
    """The proportional set size of a process in KiB: a page that three processes share is a third here."""
    try:
        rolled = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    return int(next((line.split()[1] for line in rolled.splitlines() if line.startswith("Pss:")), 0))


if __name__ == "__main__":
    main()
