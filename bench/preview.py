"""How soon a save is seen: `bench/preview.py BOOK [SAVES]` starts `terbit watch` on a copy of BOOK.

Each save adds a word to a paragraph of another chapter, from the last to the first. Printed are, for each,
the seconds until the picture of the changed page of the quick preview is there (a browser then draws it)
and until the editions are, and the medians. Nothing is kept from earlier runs.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_SAVES = 7
_PARAGRAPH = re.compile(r"^(?=[A-Z][^\n]{200,}$)", re.MULTILINE)


def main() -> None:
    """Measure and print."""
    saves = int(sys.argv[2]) if len(sys.argv) > 2 else _SAVES  # noqa: PLR2004  # the second word
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "buku"
        shutil.copytree(sys.argv[1], book, ignore=shutil.ignore_patterns("dist"))
        environment = {**os.environ, "TERBIT_CACHE": str(Path(folder) / "simpanan")}
        command = [sys.executable, "-u", "-m", "terbit", "watch", str(book)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
            assert process.stdout  # noqa: S101  # asked for
            address = process.stdout.readline().split()[1]
            try:
                _measure(book / "source" / "naskah.md", address, saves)
            finally:
                process.send_signal(signal.SIGINT)


def _measure(master: Path, address: str, saves: int) -> None:
    with urllib.request.urlopen(f"{address}kejadian", timeout=900) as stream:  # noqa: S310  # our own server
        states = _states(stream)
        began = time.monotonic()
        state = next(state for state in states if state["phase"] == "siap")
        print(
            f"first build {time.monotonic() - began:.1f} s, {len(state['pdfs'].get('layar', ()))} pages",
            flush=True,
        )
        pixels, builds = [], []
        for number in range(saves):
            text = master.read_text("utf-8")
            places = [found.start() for found in _PARAGRAPH.finditer(text)]
            place = places[-1 - number * len(places) // saves]
            turn, began = state["turn"], time.monotonic()
            master.write_text(f"{text[:place]}Kata {text[place:]}", "utf-8")
            state = next(state for state in states if state["turn"] > turn)
            leaf = state["quick"][state["changed"] - state["at"]]
            urllib.request.urlopen(f"{address}halaman/{leaf['digest']}/800.png", timeout=60).read()  # noqa: S310  # as above
            pixels.append(time.monotonic() - began)
            print(
                f"save {number + 1}: page {state['changed'] + 1}, first pixel {pixels[-1]:.2f} s", flush=True
            )
            state = next(state for state in states if state["phase"] == "siap")
            builds.append(time.monotonic() - began)
            print(f"    editions {builds[-1]:.2f} s", flush=True)
    print(
        f"median: first pixel {statistics.median(pixels):.2f} s, editions {statistics.median(builds):.2f} s"
    )


def _states(stream: Any) -> Iterator[Any]:  # noqa: ANN401  # urllib has no better type
    for line in stream:
        if line.startswith(b"data: "):
            yield json.loads(line.removeprefix(b"data: "))


if __name__ == "__main__":
    main()
