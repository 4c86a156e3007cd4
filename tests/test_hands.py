"""A long book is checked by two processes, and nobody can tell."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SHARED = """
import json, os, time
from terbit.checks._hands import share

def job(number):
    time.sleep(0.02)
    if number == {bad}:
        raise ValueError(number)
    return number, os.getpid()

print(json.dumps(share([lambda number=number: job(number) for number in range(300)])))
"""


def _python(code: str) -> subprocess.CompletedProcess[str]:
    # A process of its own: pytest's has threads, and a process with threads must not be forked.
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


@pytest.mark.skipif(sys.platform != "linux", reason="only there is work shared")
def test_jobs_are_shared_and_keep_their_order() -> None:
    """Each of 300 jobs is done once, by one of two processes, and stands in its place."""
    done = json.loads(_python(SHARED.format(bad=-1)).stdout)
    assert [number for number, _ in done] == list(range(300))
    assert len({process for _, process in done}) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="only there is work shared")
def test_a_job_that_fails_fails_for_the_caller() -> None:
    """Whichever process meets it, the caller hears of the fault, once."""
    run = _python(SHARED.format(bad=150))
    assert run.returncode == 1
    assert run.stderr.count("ValueError: 150") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only there is work shared")
def test_one_worker_shares_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """TERBIT_WORKERS says how many processes may work: one does all jobs, in their order."""
    monkeypatch.setenv("TERBIT_WORKERS", "1")
    done = json.loads(_python(SHARED.format(bad=-1)).stdout)
    assert [number for number, _ in done] == list(range(300))
    assert len({process for _, process in done}) == 1


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="one core")
def test_a_long_book_has_the_same_findings_on_one_core_and_on_two(tmp_path: Path) -> None:
    """The same report, byte by byte; one core shares nothing."""
    paragraph = (
        "Kerjasama itu  dirubah pada tahun 1950 oleh para ahli[^{0}], {0} kali.\n\n[^{0}]: Catatan {0}.\n\n"
    )
    master = tmp_path / "panjang.md"
    text = "# Judul\n\n" + "".join(paragraph.format(number) for number in range(3_000))
    master.write_text(text, encoding="utf-8")
    assert len(text) > 200_000
    core = min(os.sched_getaffinity(0))
    alone = f"import os; os.sched_setaffinity(0, {{{core}}}); "
    command = (
        f"from terbit.__main__ import main; import sys; sys.argv[1:] = ['check', {str(master)!r}]; main()"
    )
    one, two = _python(alone + command), _python(command)
    assert one.stdout.count("E001") >= 3_000
    assert (one.stdout, one.stderr) == (two.stdout, two.stderr)
