"""Editions side by side: each is made and read back in a process of its own, forked with the book in it."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import sys
import threading
import traceback
from collections.abc import Iterator
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

import msgspec

from terbit import editions
from terbit.adapters import fork
from terbit.editions import Edition
from terbit.model.book import Book, Made, Order, Rendered, Styles
from terbit.model.findings import MachineFault
from terbit.model.outline import Reading

# A forked process starts in milliseconds and has the book; elsewhere than Linux it is not safe.
_CONTEXT: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


class Worker:
    """One edition and the process that makes it, then reads it back."""

    def __init__(self, edition: Edition, book: Book, styles: Styles, order: Order) -> None:
        """Begin to make the edition."""
        self.edition = edition
        self.pipe, theirs = _CONTEXT.Pipe()
        with interrupts_held():
            _CONTEXT.Process(target=_serve, args=(theirs, edition.name, book, styles, order)).start()
        theirs.close()

    def rendered(self) -> Rendered:
        """What it made; waits for it. Raises what making it raised."""
        made: Rendered = self._answer()
        return made

    def inspect(self, path: Path) -> Reading:
        """What the finished file says. The process ends."""
        reading: Reading = self._answer(path)
        self.pipe.close()
        return reading

    def _answer(self, question: Path | None = None) -> Any:  # noqa: ANN401  # whatever it sends
        try:
            if question is not None:
                self.pipe.send(question)
            answer = self.pipe.recv()
        except (EOFError, ConnectionError) as fault:
            raise MachineFault(
                "Proses pembuat edisi berhenti tiba-tiba, mungkin memori habis. Edisi yang lama tetap ada.",
                "Tutup program lain, atau buat satu edisi saja, misalnya “terbit build epub”.",
            ) from fault
        if isinstance(answer, BaseException):
            raise answer
        return answer


class Crew:
    """The editions that are to be made."""

    def __init__(self, names: tuple[str, ...]) -> None:
        """Begin to load their libraries, which all their processes will have."""
        self._editions = sorted(map(editions.load, names), key=lambda edition: edition.order)
        self._loading = threading.Thread(target=self._load, daemon=True)
        self._loading.start()

    def _load(self) -> None:
        for edition in self._editions:
            with contextlib.suppress(Exception):  # raised again where the edition is made
                edition.prepare()

    def rendered(
        self, book: Book, styles: Styles, order: Order, made: dict[str, Made]
    ) -> Iterator[tuple[Worker, Rendered]]:
        """Make all editions, twice as many at once as there are hands; each worker with what it made.

        The caller has each file read back, and puts it into `made` under the edition's name, before it
        asks for the next: an edition that needs others begins when they are there.
        """
        self._loading.join()  # a process with threads must not be forked
        needed = {name for edition in self._editions for name in edition.needs}
        waiting = sorted(self._editions, key=lambda edition: edition.name not in needed)
        running: list[Worker] = []
        at_once = 1 if fork.hands() == 1 else 2 * fork.hands()  # they wait for each other and for us
        while waiting or running:
            for edition in [one for one in waiting if made.keys() >= set(one.needs)]:
                if len(running) < at_once:
                    waiting.remove(edition)
                    wanted = msgspec.structs.replace(order, made={name: made[name] for name in edition.needs})
                    running.append(Worker(edition, book, styles, wanted))
            ready = wait([worker.pipe for worker in running])
            worker = next(worker for worker in running if worker.pipe in ready)
            yield worker, worker.rendered()
            running.remove(worker)


@contextlib.contextmanager
def crew(names: tuple[str, ...]) -> Iterator[Crew]:
    """Those who make the editions; none of their processes outlives this context."""
    try:
        yield Crew(names)
    finally:
        left = multiprocessing.active_children()  # nothing they still do is wanted, nor what they would say
        for process in left:
            process.kill()
        for process in left:
            process.join(1)


@contextlib.contextmanager
def interrupts_held() -> Iterator[None]:
    """Processes started in here never hear Ctrl-C, which reaches the whole process group.

    The main process alone answers, and ends them.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def _serve(pipe: Connection, name: str, book: Book, styles: Styles, order: Order) -> None:
    fork.end_with_parent()
    try:
        edition = editions.load(name)
        edition.prepare()
        pipe.send(edition.render(book, styles, order))
        pipe.send(edition.inspect(pipe.recv()))
    except BaseException as fault:  # noqa: BLE001  # told to the main process, which answers for all
        fault.add_note(traceback.format_exc())
        pipe.send(fault)
