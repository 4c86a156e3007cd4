"""Processes that build while an author writes: one for quick previews, kept, and one for each full build.

A save breaks off the full build that runs and asks for a quick preview; when that is there, a full build
begins. All are forked from one process without threads, which has loaded the libraries: no save waits for an
import. Where a fork is not safe, on other systems than Linux, each loads its own.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection, wait

from terbit import checks, editions
from terbit._workers import interrupts_held
from terbit.model.findings import MachineFault
from terbit.watching import messages
from terbit.watching.jobs import Task, bound, build, preview
from terbit.watching.messages import Building, Built, Failed, Galley, Message, Saved, Stage

_PATIENCE = 20
"""Seconds that a quick preview may take before its process is ended."""
_GRACE = 0.5
"""Seconds that a process has to clean up when it is told to stop."""
_DIED = Failed("Proses pembuat edisi berhenti tiba-tiba, mungkin memori habis.", "Tutup program lain.")


class Process:
    """A process that does `work`, and the pipe to it."""

    def __init__(self, work: Callable[[Connection, Task], None], task: Task) -> None:
        """Start it."""
        context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=work, args=(theirs, task))  # type: ignore[attr-defined]  # both contexts have one
        with interrupts_held():
            self._process.start()
        theirs.close()

    def stop(self) -> None:
        """Ask it to end; it cleans up."""
        self._process.terminate()

    def end(self, until: float) -> None:
        """Wait for its end until a moment of `time.monotonic`, then insist."""
        self._process.join(max(0, until - time.monotonic()))
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self.pipe.close()


def keep(pipe: Connection, task: Task) -> None:
    """Keep the editions of `task` as the book's files are: whatever comes through `pipe` tells of a save.

    What happens is told as `messages`.
    """
    with bound(pipe, 0):
        with contextlib.suppress(MachineFault):  # the build says what this machine lacks
            checks.load_all()
            editions.load("layar").prepare()
        _Builder(pipe, task).run()


class _Builder:
    def __init__(self, pipe: Connection, task: Task) -> None:
        self._asker, self._task = pipe, task
        self._preview: Process | None = None
        self._build: Process | None = None
        self._leaving: list[Process] = []
        self._serial, self._deadline = 0, 0.0
        self._waiting = False  # for a quick preview, before the full build may begin
        self._fresh = False  # the editions are of the newest text

    def _tell(self, message: Message) -> None:
        self._asker.send_bytes(messages.encode(message))

    def run(self) -> None:
        """Answer saves until told to stop."""
        try:
            self._ask()
            self._begin()
            while True:
                self._step()
        finally:
            left = [one for one in (self._preview, self._build, *self._leaving) if one]
            for one in left:
                one.stop()
            until = time.monotonic() + _GRACE
            for one in left:
                one.end(until)

    def _step(self) -> None:
        """Wait for one thing to happen."""
        pipes = {one.pipe: one for one in (self._preview, self._build) if one}
        left = max(0.0, self._deadline - time.monotonic()) if self._waiting else None
        ready = wait([self._asker, *pipes], left)
        if self._asker in ready:
            self._asker.recv_bytes()
            self._saved()
        if not ready:
            self._lose_preview()
        for one in [pipes[pipe] for pipe in ready if isinstance(pipe, Connection) and pipe in pipes]:
            if one is self._build:
                self._listen_to_build(one)
            elif one is self._preview:
                self._listen_to_preview(one)

    def _saved(self) -> None:
        if self._build:
            self._build.stop()
            self._leaving.append(self._build)
            self._build = None
        self._fresh = False
        self._tell(Saved())
        self._ask()
        self._waiting, self._deadline = True, time.monotonic() + _PATIENCE

    def _ask(self) -> None:
        if self._preview is None:
            self._preview = Process(preview, self._task)
        self._serial += 1
        try:
            self._preview.pipe.send_bytes(str(self._serial).encode())
        except OSError:  # it has ended; its pipe says so next
            return

    def _begin(self) -> None:
        until = time.monotonic() + _GRACE
        while self._leaving:
            self._leaving.pop().end(until)
        self._waiting = False
        self._tell(Building())
        self._build = Process(build, self._task)

    def _lose_preview(self) -> None:
        if self._preview:
            self._preview.stop()
            self._leaving.append(self._preview)
            self._preview = None
        if self._waiting:
            self._begin()

    def _listen_to_preview(self, one: Process) -> None:
        message = _received(one)
        match message:
            case Galley():
                if message.serial == self._serial and not self._fresh and message.pdf:
                    self._tell(message)
                if message.serial == self._serial and self._waiting:
                    self._begin()
            case _:  # it has ended, by itself or for want of memory
                self._lose_preview()

    def _listen_to_build(self, one: Process) -> None:
        message = _received(one) or _DIED
        self._fresh = self._fresh or isinstance(message, Built)
        self._tell(message)
        if not isinstance(message, Stage):
            self._leaving.append(one)
            self._build = None


def _received(one: Process) -> messages.Message | None:
    try:
        return messages.decode(one.pipe.recv_bytes())
    except (EOFError, OSError):
        return None
