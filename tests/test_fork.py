"""Work in forked processes: in order, whole, and nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from terbit.adapters import fork


def _job(number: int) -> Callable[[], bytes]:
    return lambda: str(number).encode() * (number * 1000)


@pytest.mark.parametrize("workers", ["1", "2", "7"])
def test_results_come_in_order_however_many_work(workers: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than a pipe holds, from more jobs than workers."""
    monkeypatch.setenv("TERBIT_WORKERS", workers)
    jobs = [_job(number) for number in range(60)]
    assert fork.results(jobs, 6) == [job() for job in jobs]
    assert fork.results([], 6) == []


def test_the_work_is_done_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not in this process, and in no process for more than `size` jobs."""
    monkeypatch.setenv("TERBIT_WORKERS", "2")
    for size in (1, 2, 3):
        told = [int(data) for data in fork.results([lambda: str(os.getpid()).encode()] * 40, size)]
        assert os.getpid() not in told
        assert max(told.count(one) for one in told) == size


def test_two_jobs_are_done_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many a process may do: each worker has one, and none waits for the other."""
    monkeypatch.setenv("TERBIT_WORKERS", "2")
    told = fork.results([lambda: str(os.getpid()).encode()] * 2, 24)
    assert len(set(told)) == 2


def test_what_a_job_raises_is_raised_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are done first."""
    monkeypatch.setenv("TERBIT_WORKERS", "2")

    def fails() -> bytes:
        raise ArithmeticError("tidak dapat dihitung")

    with pytest.raises(ArithmeticError, match="tidak dapat dihitung"):
        fork.results([_job(1), fails, _job(2)], 1)


def test_a_killed_child_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it did not tell is done again."""
    monkeypatch.setenv("TERBIT_WORKERS", "2")
    first = tmp_path / "pertama"

    def dies() -> bytes:
        if not first.exists():
            first.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return b"selesai"

    assert fork.results([_job(1), dies, _job(2)], 3) == [_job(1)(), b"selesai", _job(2)()]


def test_an_interrupt_ends_the_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At once, and none is left."""
    monkeypatch.setenv("TERBIT_WORKERS", "2")
    pids = tmp_path / "pid"

    def sleeps() -> bytes:
        with pids.open("a") as file:
            file.write(f"{os.getpid()}\n")
        time.sleep(60)
        return b""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", time.sleep)
    before = signal.signal(signal.SIGALRM, interrupt)
    started = time.monotonic()
    signal.setitimer(signal.ITIMER_REAL, 1)
    try:
        with pytest.raises(KeyboardInterrupt):
            fork.results([sleeps] * 4, 2)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert time.monotonic() - started < 20
    for pid in pids.read_text().split():
        with pytest.raises(ProcessLookupError):
            os.kill(int(pid), 0)


ORPHANED = """
import os, time
from pathlib import Path
from terbit.adapters import fork

def begin(told):
    child = os.fork()
    if not child:
        os.write(told, f"{os.getpid()} ".encode())
        time.sleep(60)
    return child

fork.adopt()
read, write = os.pipe()
child = os.fork()
if not child:
    begin(write)  # it does not end with its parent
    begin(write)
    time.sleep(60)
begin(write)
told = b""
while told.count(b" ") < 3:
    told += os.read(read, 99)
fork.end_children()
living = [n for n in told.split() if "\\nState:\\tZ" not in Path(f"/proc/{int(n)}/status").read_text()]
print(living, os.waitpid(child, 0) == (child, 9))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")
def test_no_child_and_no_grandchild_is_left() -> None:
    """Who waits for a child still can."""
    done = subprocess.run(
        [sys.executable, "-c", ORPHANED], check=False, capture_output=True, text=True, timeout=30
    )
    assert (done.stdout.strip(), done.stderr) == ("[] True", "")
