"""How long this repository's own book takes, beside the barest chain of the same tools, in one run.

The bare chain is what anybody types: pandoc to HTML to WeasyPrint (PDF/UA-1), pandoc to EPUB, pandoc to DOCX,
one after the other, with no checks, no glossary, no references, no proof. Whole processes are timed in turns;
what counts is the ratio, because seconds depend on the machine. Prints one line a measurement, medians of
RUNS runs, and the memory of the largest process.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
RUNS = 5

BARE = """
import subprocess, sys
from pathlib import Path
import pypandoc, weasyprint
work, master = Path(sys.argv[1]), sys.argv[2]
pandoc = str(Path(pypandoc.__file__).parent / "files" / "pandoc")
common = [pandoc, master, "-f", "markdown", "-s", "-M", "lang=id", "-M", "title=Buku"]
subprocess.run([*common, "-t", "html5", "-o", work / "b.html"], check=True)
html = (work / "b.html").read_text().split("<style>")[0] + (work / "b.html").read_text().split("</style>")[-1]
weasyprint.HTML(string=html).write_pdf(work / "b.pdf", pdf_variant="pdf/ua-1")
subprocess.run([*common, "-o", work / "b.epub"], check=True)
subprocess.run([*common, "-o", work / "b.docx"], check=True)
"""


def main() -> None:
    """Time the runs in turns and print the table."""
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        book = work / "buku"
        shutil.copytree(ROOT / "source", book / "source")
        terbit = [sys.executable, "-m", "terbit"]
        master = str(book / "source" / "naskah.md")
        commands = {
            "bare chain (three files)": [sys.executable, "-W", "ignore", "-c", BARE, str(work), master],
            "terbit build": [*terbit, "build", str(book)],
            "terbit build layar": [*terbit, "build", str(book), "layar"],
            "terbit build epub": [*terbit, "build", str(book), "epub"],
            "terbit build docx": [*terbit, "build", str(book), "docx"],
            "terbit check": [*terbit, "check", str(book)],
            "terbit verify": [*terbit, "verify", str(book / "dist")],
            "terbit --help": [*terbit, "--help"],
        }
        seconds: dict[str, list[float]] = {name: [] for name in commands}
        memory: dict[str, int] = {}
        for _ in range(RUNS):
            for name, command in commands.items():
                elapsed, peak = _run(command, work)
                seconds[name].append(elapsed)
                memory[name] = max(peak, memory.get(name, 0))
    base = statistics.median(seconds["bare chain (three files)"])
    print(f"{'':28}{'median s':>9}{'best s':>8}{'ratio':>7}{'MB':>6}")
    for name, times in seconds.items():
        median = statistics.median(times)
        print(f"{name:28}{median:9.2f}{min(times):8.2f}{median / base:7.2f}{memory[name] // 1024:6}")


def _run(command: list[str], cwd: Path) -> tuple[float, int]:
    """Wall seconds of a process, and the peak memory in KiB of the largest one below it."""
    start = time.monotonic()
    with subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    elapsed = time.monotonic() - start
    if process.returncode:
        sys.exit(f"{' '.join(command[:4])} … ended with {process.returncode}")
    return elapsed, usage.ru_maxrss


if __name__ == "__main__":
    main()
