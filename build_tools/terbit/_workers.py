"""Editions side by side: each is made and read back in a process of its own, forked with the book in it."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

import msgspec

from terbit import editions
from terbit.adapters import fork
from terbit.editions import Edition
from terbit.model.book import Book, Order, Rendered, Styles
from terbit.model.findings import MachineFault
from terbit.model.outline import PageStart, Reading

# A forked process starts in milliseconds and has the book; elsewhere than Linux it is not safe.
_CONTEXT: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


class Worker:
    """One edition and the process that makes it, then reads it back; or only tells where its pages begin."""

    def __init__(self, edition: Edition, book: Book, styles: Styles, order: Order, *, wanted: bool) -> None:
        """Begin to make the edition, if it is `wanted` itself."""
        self.edition, self.wanted = edition, wanted
        self.pipe, theirs = _CONTEXT.Pipe()
        with interrupts_held():
            _CONTEXT.Process(target=_serve, args=(theirs, edition.name, book, styles, order, wanted)).start()
        theirs.close()

    def starts(self) -> tuple[PageStart, ...]:
        """Where the pages of an edition that is not wanted begin; waits for it. The process ends."""
        told: tuple[PageStart, ...] = self._answer()
        self.pipe.close()
        return told

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
    """The editions that are to be made, and those that they need."""

    def __init__(self, wanted: tuple[str, ...]) -> None:
        """Begin to load their libraries, which all their processes will have."""
        self._wanted = wanted
        every = map(editions.load, (*wanted, *editions.needed(wanted)))
        self._editions = sorted(every, key=lambda edition: edition.order)
        self._loading = threading.Thread(target=self._load, daemon=True)
        self._loading.start()

    def _load(self) -> None:
        for edition in self._editions:
            with contextlib.suppress(Exception):  # raised again where the edition is made
                edition.prepare()

    def await_loading(self) -> None:
        """Wait until their libraries are there; no thread of ours is left then."""
        self._loading.join()

    def rendered(
        self,
        book: Book,
        styles: Styles,
        order: Order,
        pages: dict[str, tuple[PageStart, ...]],
        meanwhile: Callable[[Edition], object] = lambda _: None,
    ) -> Iterator[tuple[Worker, Rendered]]:
        """Make all wanted editions, twice as many at once as there are hands; each worker with what it made.

        The caller has each file read back, and puts its pages into `pages` under the edition's name, before
        it asks for the next: an edition that needs others begins when theirs are there. `meanwhile` is told
        each edition that is begun.
        """
        self.await_loading()  # a process with threads must not be forked
        others_need = {name for edition in self._editions for name in edition.needs}
        waiting = sorted(self._editions, key=lambda edition: edition.name not in others_need)
        running: list[Worker] = []
        at_once = 1 if fork.hands() == 1 else 2 * fork.hands()  # they wait for each other and for us
        while waiting or running:
            for edition in [one for one in waiting if pages.keys() >= set(one.needs)]:
                if len(running) < at_once:
                    waiting.remove(edition)
                    edition.ahead(book)
                    theirs = msgspec.structs.replace(
                        order, pages={name: pages[name] for name in edition.needs}
                    )
                    wanted = edition.name in self._wanted
                    running.append(Worker(edition, book, styles, theirs, wanted=wanted))
            for edition in waiting:
                edition.ahead(book)
            for worker in running:
                if worker.wanted:
                    meanwhile(worker.edition)
            ready = wait([worker.pipe for worker in running])
            worker = next(worker for worker in running if worker.pipe in ready)
            if worker.wanted:
                yield worker, worker.rendered()
            else:
                pages[worker.edition.name] = worker.starts()
            running.remove(worker)


@contextlib.contextmanager
def crew(wanted: tuple[str, ...]) -> Iterator[Crew]:
    """Those who make the editions; none of their processes outlives this context."""
    try:
        yield Crew(wanted)
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


def _serve(  # noqa: PLR0913, PLR0917  # what a worker is given
    pipe: Connection, name: str, book: Book, styles: Styles, order: Order, wanted: bool,  # noqa: FBT001  # as above
) -> None:  # fmt: skip
    fork.end_with_parent()
    try:
        edition = editions.load(name)
        edition.prepare()
        if wanted:
            pipe.send(edition.render(book, styles, order))
            pipe.send(edition.inspect(pipe.recv()))
        else:
            assert edition.starts is not None  # noqa: S101  # each edition that others need tells its pages
            pipe.send(edition.starts(book, styles, order))
    except BaseException as fault:  # noqa: BLE001  # told to the main process, which answers for all
        fault.add_note(traceback.format_exc())
        pipe.send(fault)
