"""Work in forked processes: several at once, and none for long, so that their memory is given back.

Each child is a copy of this process as it is now: nothing has to be loaded again. On other systems than
Linux, where a fork is not safe, the work is done here.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import itertools
import os
import selectors
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

_NUMBER = 4
"""Bytes of a number in what a child tells: which job, how long its result is."""
_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None  # before any fork: a child loads nothing
_SERIAL = "TERBIT_WORKERS"


def end_with_parent() -> None:
    """Have this process killed when the thread that began it ends (prctl(2), Linux): it may wait for ever."""
    if _libc:
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def adopt() -> None:
    """Have what a child of ours began become our child when that child ends (prctl(2), Linux)."""
    if _libc:
        _libc.prctl(_PR_SET_CHILD_SUBREAPER, 1)


def end_children() -> None:
    """Kill every child, and what it began; none of them lives on the return. Who waits for one still may."""
    if sys.platform != "linux":
        return
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return  # there is none: /proc need not be searched
    ended: set[int] = set()
    while left := _children() - ended:
        for child in left:
            with contextlib.suppress(ProcessLookupError):  # another thread was waiting for it
                os.kill(child, signal.SIGKILL)
        for child in left:
            with contextlib.suppress(ChildProcessError):  # as above
                os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
        ended |= left


def _children() -> set[int]:
    own, found = str(os.getpid()), set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it ended meanwhile
            _, parent, *_ = path.read_text("utf-8", "replace").rpartition(")")[2].split()
            if parent == own:
                found.add(int(path.parent.name))
    return found


def hands() -> int:
    """How many processes may work at once: the cores, or what TERBIT_WORKERS says."""
    asked = os.environ.get(_SERIAL, "")
    if asked.isdecimal():
        return max(1, int(asked))
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def can_share() -> bool:
    """Whether another process may work, and this one may be forked: it must have no other thread."""
    return sys.platform == "linux" and hands() > 1 and threading.active_count() == 1


@contextlib.contextmanager
def beside(job: Callable[[], bytes], *, nice: int = 0) -> Iterator[Callable[[], bytes]]:
    """Begin `job` in a child; the function given waits for its result. The child ends with this context.

    `nice` is how far it lets others go first (nice(2)). Raises what the job raises. Where nothing can be
    shared, the job is done when its result is asked for.
    """
    if not can_share():
        yield job
        return
    child, pipe = _start([job], range(1), nice)

    def result() -> bytes:
        told = bytearray()
        while data := os.read(pipe, 1 << 20):
            told += data
        # As in `results`: what failed fails where it can be reported.
        return next((data for _, data in _frames(told)), None) or job()

    try:
        yield result
    finally:
        os.kill(child, signal.SIGKILL)  # what it was not asked for, nobody wants
        _end(pipe, child)


class Queue:
    """Numbers that are each given to one process: that which asks first, of those forked from this one."""

    def __init__(self, file: io.FileIO, end: int) -> None:
        """The numbers in `file` from here to `end`, in bytes.

        Processes share the open file, and so the place in it: read(2) moves it on for all of them at once
        (POSIX, 2.9.7).
        """
        self._file, self._end = file, end

    def __iter__(self) -> Iterator[int]:
        """Those that are left."""
        while data := self._file.read(_NUMBER):
            yield int.from_bytes(data, "big")

    def __bool__(self) -> bool:
        """Whether any is left."""
        return self._file.tell() < self._end


@contextlib.contextmanager
def queue_of(length: int) -> Iterator[Queue]:
    """So many numbers, from 0. Only on Linux."""
    with os.fdopen(os.memfd_create("queue"), "r+b", buffering=0) as file:
        file.write(b"".join(number.to_bytes(_NUMBER, "big") for number in range(length)))
        file.seek(0)
        yield Queue(file, length * _NUMBER)


def results(jobs: Sequence[Callable[[], bytes]], size: int) -> list[bytes]:
    """What each job gives, in their order; a child does at most `size` jobs, `hands()` children work at once.

    Raises what a job raises.
    """
    done: dict[int, bytes] = {}
    if sys.platform == "linux" and len(jobs) > 1:
        with queue_of(len(jobs)) as queue:
            done |= dict(_told(jobs, queue, size))
    # A job that failed is done again, and fails, where it can be reported.
    return [done[number] if number in done else job() for number, job in enumerate(jobs)]


def _told(jobs: Sequence[Callable[[], bytes]], queue: Queue, size: int) -> Iterator[tuple[int, bytes]]:
    running: dict[int, tuple[int, bytearray]] = {}
    at_once = min(hands(), len(jobs))
    with selectors.DefaultSelector() as selector:
        try:
            while True:
                while queue and len(running) < at_once:
                    child, pipe = _start(jobs, itertools.islice(queue, size))
                    running[pipe] = child, bytearray()
                    selector.register(pipe, selectors.EVENT_READ)
                if not running:
                    return
                for key, _ in selector.select():
                    child, told = running[key.fd]
                    if data := os.read(key.fd, 1 << 20):
                        told += data
                        continue
                    selector.unregister(key.fd)
                    _end(key.fd, child)
                    del running[key.fd]
                    yield from _frames(told)
        finally:
            for pipe, (child, _) in running.items():
                os.kill(child, signal.SIGKILL)
                _end(pipe, child)


def _start(jobs: Sequence[Callable[[], bytes]], numbers: Iterable[int], nice: int = 0) -> tuple[int, int]:
    pipe, told = os.pipe()
    child = os.fork()
    if child:
        os.close(told)
        return child, pipe
    try:
        end_with_parent()
        os.nice(nice)
        with os.fdopen(told, "wb") as answer:
            for number in numbers:
                data = jobs[number]()
                answer.write(number.to_bytes(_NUMBER, "big") + len(data).to_bytes(_NUMBER, "big") + data)
    finally:
        os._exit(0)  # nothing of the parent's is flushed or cleaned up twice


def _end(pipe: int, child: int) -> None:
    os.close(pipe)
    os.waitpid(child, 0)


def _frames(told: bytearray) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place + 2 * _NUMBER <= len(told):
        number = int.from_bytes(told[place : place + _NUMBER], "big")
        start = place + 2 * _NUMBER
        place = start + int.from_bytes(told[place + _NUMBER : start], "big")
        if place <= len(told):
            yield number, bytes(told[start:place])
