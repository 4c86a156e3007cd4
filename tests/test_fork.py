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


def test_two_jobs_are_done_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many a process may do: a worker that has none takes the next."""
    monkeypatch.setenv("TERBIT_WORKERS", "2")

    def meets(other: int) -> bytes:
        (tmp_path / str(1 - other)).touch()
        patience = time.monotonic() + 20
        while not (tmp_path / str(other)).exists() and time.monotonic() < patience:
            time.sleep(0.01)
        return str(os.getpid()).encode()

    told = fork.results([lambda: meets(1), lambda: meets(0)], 24)
    assert len({os.getpid(), *map(int, told)}) == 3


def test_no_more_processes_begin_than_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process costs more than a page: each does as many jobs as it may, and at the end what is left."""
    monkeypatch.setenv("TERBIT_WORKERS", "1")
    told = fork.results([lambda: str(os.getpid()).encode()] * 50, 24)
    assert sorted(map(told.count, set(told))) == [2, 24, 24]


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


BESIDE = """
import os, signal, sys
from pathlib import Path
from terbit.adapters import fork

def job():
    {before}
    return f"{{os.getpid()}} {{os.nice(0)}}".encode()

with fork.beside(job, nice=7) as told:
    process, nice = told().split()
print(int(process) == os.getpid(), int(nice))
try:
    os.waitpid(-1, 0)
except ChildProcessError:
    print("none is left")
"""


def _beside(before: str) -> tuple[list[str], str]:
    # A process of its own: pytest's has threads, and a process with threads must not be forked.
    command = [sys.executable, "-c", BESIDE.format(before=before)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=30)
    return done.stdout.splitlines(), done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")
@pytest.mark.parametrize(("workers", "said"), [("2", "False 7"), ("1", "True 0")])
def test_a_job_is_done_beside_where_another_may_work(
    workers: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It lets others go first; with one worker it is done here, when it is asked for."""
    monkeypatch.setenv("TERBIT_WORKERS", workers)
    assert _beside("pass") == ([said, "none is left"], "")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")
def test_a_job_beside_that_is_killed_is_done_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What the child did not tell is not lost."""
    monkeypatch.setenv("TERBIT_WORKERS", "2")
    first = f"first = Path({str(tmp_path / 'pertama')!r})\n    "
    kills = "if not first.exists(): first.touch(); os.kill(os.getpid(), signal.SIGKILL)"
    assert _beside(first + kills) == (["True 0", "none is left"], "")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")
def test_what_a_job_beside_raises_is_raised_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once."""
    monkeypatch.setenv("TERBIT_WORKERS", "2")
    _, said = _beside("raise ArithmeticError('tidak dapat dihitung')")
    assert said.count("ArithmeticError: tidak dapat dihitung") == 1


NOT_ASKED = """
import time
from terbit.adapters import fork
with fork.beside(lambda: time.sleep(60)):
    pass
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")
def test_a_job_beside_that_nobody_asks_for_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """At once, with the context."""
    monkeypatch.setenv("TERBIT_WORKERS", "2")
    started = time.monotonic()
    subprocess.run([sys.executable, "-c", NOT_ASKED], check=True, timeout=30)
    assert time.monotonic() - started < 20


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
