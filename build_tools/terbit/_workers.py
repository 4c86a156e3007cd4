"""Editions side by side: each in a process of its own, which loads its libraries while the book is read."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import msgspec

from terbit import editions
from terbit.adapters import fork
from terbit.model.book import Book, Made, Order, Rendered, Styles
from terbit.model.findings import MachineFault
from terbit.model.outline import Reading

SERIAL = "TERBIT_WORKERS"
"""The environment variable that, when it is 1, has the editions made one after the other."""


def _process() -> ProcessPoolExecutor:
    # A forked process starts in milliseconds and has our modules; elsewhere than Linux it is not safe.
    method = "fork" if sys.platform == "linux" else "spawn"
    return ProcessPoolExecutor(1, multiprocessing.get_context(method), initializer=fork.end_with_parent)


class Worker:
    """One edition and the process that makes it."""

    def __init__(self, name: str, pool: ProcessPoolExecutor) -> None:
        """Start the process; it begins to load the edition's libraries at once."""
        self.edition, self._pool = editions.load(name), pool
        self._pool.submit(_prepare, name)

    def render(self, book: Book, styles: Styles, order: Order) -> Future[Rendered]:
        """Begin to make the edition."""
        return self._pool.submit(_render, self.edition.name, book, styles, order)

    def inspect(self, path: Path) -> Future[Reading]:
        """Begin to read the finished file back."""
        return self._pool.submit(_inspect, self.edition.name, path)

    def close(self) -> None:
        """Take no more work; what was not begun is dropped."""
        self._pool.shutdown(wait=False, cancel_futures=True)


@contextlib.contextmanager
def workers(names: tuple[str, ...]) -> Iterator[list[Worker]]:
    """A worker for each edition, in the order of the editions; their processes end with the context.

    Raises `MachineFault` when a process dies, for want of memory for example.
    """
    crew: list[Worker] = []
    try:
        with interrupts_held():
            shared = _process() if os.environ.get(SERIAL) == "1" else None
            crew += [Worker(name, shared or _process()) for name in names]
        yield sorted(crew, key=lambda worker: worker.edition.order)
    except BrokenProcessPool as fault:
        raise MachineFault(
            "Proses pembuat edisi berhenti tiba-tiba, mungkin memori habis. Edisi yang lama tetap ada.",
            "Tutup program lain, atau buat satu edisi saja, misalnya “terbit build epub”.",
        ) from fault
    finally:
        left = multiprocessing.active_children()  # nothing they still do is wanted, nor what they would say
        for process in left:
            process.kill()
        for worker in crew:
            worker.close()
        for process in left:
            process.join(1)


def rendered(
    crew: list[Worker], book: Book, styles: Styles, order: Order, made: dict[str, Made]
) -> Iterator[tuple[Worker, Rendered]]:
    """Begin to make all editions; each worker with what it made, the quick ones first.

    The caller puts each finished edition into `made` under the edition's name before it asks for the
    next: an edition that needs others begins when they are there.
    """
    waiting = list(crew)
    running: dict[Future[Rendered], Worker] = {}

    def begin() -> None:
        for worker in [worker for worker in waiting if made.keys() >= set(worker.edition.needs)]:
            waiting.remove(worker)
            needed = {name: made[name] for name in worker.edition.needs}
            running[worker.render(book, styles, msgspec.structs.replace(order, made=needed))] = worker

    def finished() -> Iterator[tuple[Worker, Rendered]]:
        while running:
            future = next(iter(wait(running, return_when=FIRST_COMPLETED).done))
            yield running.pop(future), future.result()
            begin()

    begin()
    return finished()


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


def _prepare(name: str) -> None:
    editions.load(name).prepare()


def _render(name: str, book: Book, styles: Styles, order: Order) -> Rendered:
    return editions.load(name).render(book, styles, order)


def _inspect(name: str, path: Path) -> Reading:
    return editions.load(name).inspect(path)
