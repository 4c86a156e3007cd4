"""Processes that build while an author writes: one for quick previews, kept, and one for each full build.

A save breaks off the full build that runs and asks for a quick preview; when that is there,
a full build begins.
"""

from __future__ import annotations

import multiprocessing
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from terbit.watching import messages
from terbit.watching.jobs import Task, build, preview
from terbit.watching.messages import Built, Failed, Galley, Stage
from terbit.watching.state import State

_PATIENCE = 20
"""Seconds that a quick preview may take before its process is ended."""
_GRACE = 0.5
"""Seconds that a process has to clean up when it is told to stop."""
_DIED = Failed("Proses pembuat edisi berhenti tiba-tiba, mungkin memori habis.", "Tutup program lain.")

Hear = Callable[[messages.Message], None]


class _Process:
    """A process and the pipe to it."""

    def __init__(self, work: Callable[[Connection, Task], None], task: Task) -> None:
        # A fork server has no threads, so it may fork where we may not; what `warm` imports is loaded once.
        context = multiprocessing.get_context("forkserver" if sys.platform == "linux" else "spawn")
        if sys.platform == "linux":
            context.set_forkserver_preload(["terbit.watching.warm"])
        self.pipe, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(target=work, args=(theirs, task))  # type: ignore[attr-defined]  # both contexts have one
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


class Builder(threading.Thread):
    """Keeps the editions of a book as its files are; what it learns goes to `state` and to `hear`."""

    def __init__(self, task: Task, state: State, hear: Hear) -> None:
        """Nothing begins before `start`."""
        super().__init__(name="builder", daemon=True)
        self._task, self._state, self._hear = task, state, hear
        self._woken, self._waker = multiprocessing.Pipe(duplex=False)
        self._preview: _Process | None = None
        self._build: _Process | None = None
        self._leaving: list[_Process] = []
        self._serial, self._deadline = 0, 0.0
        self._waiting = False  # for a quick preview, before the full build may begin
        self._fresh = False  # the editions are of the newest text

    def save(self) -> None:
        """A file of the book was saved."""
        self._waker.send_bytes(b"save")

    def stop(self) -> None:
        """End all processes, within a second."""
        self._waker.send_bytes(b"stop")
        self.join(_GRACE + 0.2)  # it may wait for a process that still loads; that ends with this one

    def run(self) -> None:
        """Answer saves until `stop`."""
        try:
            self._ask()
            self._begin()
            while self._step():
                pass
        finally:
            left = [one for one in (self._preview, self._build, *self._leaving) if one]
            for one in left:
                one.stop()
            until = time.monotonic() + _GRACE
            for one in left:
                one.end(until)

    def _step(self) -> bool:
        """Wait for one thing to happen; False when told to stop."""
        pipes = {one.pipe: one for one in (self._preview, self._build) if one}
        left = max(0.0, self._deadline - time.monotonic()) if self._waiting else None
        ready = wait([self._woken, *pipes], left)
        if self._woken in ready:
            if self._woken.recv_bytes() == b"stop":
                return False
            self._saved()
        if not ready:
            self._lose_preview()
        for one in [pipes[pipe] for pipe in ready if isinstance(pipe, Connection) and pipe in pipes]:
            if one is self._build:
                self._listen_to_build(one)
            elif one is self._preview:
                self._listen_to_preview(one)
        return True

    def _saved(self) -> None:
        if self._build:
            self._build.stop()
            self._leaving.append(self._build)
            self._build = None
        self._fresh = False
        self._state.saved()
        self._ask()
        self._waiting, self._deadline = True, time.monotonic() + _PATIENCE

    def _ask(self) -> None:
        if self._preview is None:
            self._preview = _Process(preview, self._task)
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
        self._state.building()
        self._build = _Process(build, self._task)

    def _lose_preview(self) -> None:
        if self._preview:
            self._preview.stop()
            self._leaving.append(self._preview)
            self._preview = None
        if self._waiting:
            self._begin()

    def _listen_to_preview(self, one: _Process) -> None:
        message = _received(one)
        match message:
            case Galley():
                if message.serial == self._serial and not self._fresh and message.pdf:
                    self._state.galley(message)
                    self._hear(message)
                if message.serial == self._serial and self._waiting:
                    self._begin()
            case _:  # it has ended, by itself or for want of memory
                self._lose_preview()

    def _listen_to_build(self, one: _Process) -> None:
        message = _received(one) or _DIED
        match message:
            case Stage():
                self._state.stage(message.name, message.seconds)
            case Built():
                self._fresh = True
                self._state.built(message)
            case Failed():
                self._state.failed(message)
            case Galley():
                raise TypeError(message)
        self._hear(message)
        if not isinstance(message, Stage):
            self._leaving.append(one)
            self._build = None


def _received(one: _Process) -> messages.Message | None:
    try:
        return messages.decode(one.pipe.recv_bytes())
    except (EOFError, OSError):
        return None
