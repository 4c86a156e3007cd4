"""`terbit watch`: what an author saves is seen at once, in a page on this machine alone.

In: a book and the editions wanted. A watcher tells of saves, a builder makes the pages in processes of its
own, a server shows them. All ends with the command.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import watchfiles

from terbit import pipeline
from terbit._bounds import bounded
from terbit._dist import sweep
from terbit._remedies import remedy
from terbit.adapters import foliate
from terbit.model.findings import MachineFault
from terbit.watching.builder import Process, keep
from terbit.watching.jobs import Task
from terbit.watching.messages import Failed, Message, decode
from terbit.watching.server import Server
from terbit.watching.state import State

_STEP, _DEBOUNCE = 40, 400
"""Milliseconds: of silence after which a save is over, and at most until it is told."""
_ENDED = Failed("Proses pembuat edisi berhenti.", "Akhiri dengan Ctrl-C, lalu jalankan “terbit watch” lagi.")
_GRACE = 0.7
"""Seconds that the builders have to clean up."""
_POLL = 0.05
"""Seconds until the server hears that it should stop."""


Hear = Callable[[Message], None]


def watch(task: Task, port: int, editor: str, open_at: Callable[[str], None], hear: Hear) -> None:
    """Serve the preview of `task` on `port` (0: any that is free) until `KeyboardInterrupt`, which it raises.

    `editor` is an address as `editors.template` gives it. `open_at` is told the address of the page, `hear`
    what the processes that build have to say. Raises `MachineFault` where the port is taken.
    """
    with bounded(0):  # no stage ends here; its folder for temporary files is that of the builders
        book = task.place.absolute() if task.place.is_dir() else task.place.absolute().parent
        lacking = "" if foliate.version() else remedy("foliate-js")
        state = State(pipeline.dist_of(task.place).absolute(), book, editor, lacking)
        builder = Process(keep, task)  # before there are threads
        try:
            with _served(state, port) as server:
                open_at(server.address)
                listening = threading.Thread(target=_listen, args=(builder, state, hear), daemon=True)
                listening.start()
                _follow(task.place, lambda: _tell_of_save(builder))
        finally:
            builder.stop()
            builder.end(time.monotonic() + _GRACE)
            sweep(pipeline.dist_of(task.place))  # a build that took too long to clean up was killed


@contextlib.contextmanager
def _served(state: State, port: int) -> Iterator[Server]:
    try:
        server = Server(state, port)
    except OSError as fault:
        raise MachineFault(
            f"Porta {port} tidak dapat dipakai ({fault.strerror}).",
            "Sebutkan yang lain, atau hapus “--port”.",
        ) from fault
    threading.Thread(target=server.serve_forever, args=(_POLL,), daemon=True).start()
    try:
        yield server
    finally:
        state.end()
        server.shutdown()
        server.server_close()


def _tell_of_save(builder: Process) -> None:
    try:
        builder.pipe.send_bytes(b"")
    except OSError as fault:
        raise MachineFault(_ENDED.message, _ENDED.hint) from fault


def _listen(builder: Process, state: State, hear: Hear) -> None:
    """Pass on what the builder says until it ends."""
    while True:
        try:
            message = decode(builder.pipe.recv_bytes())
        except (EOFError, OSError):
            state.hear(_ENDED)
            return
        state.hear(message)
        hear(message)


def _follow(place: Path, saved: Callable[[], None]) -> None:
    folders = [place / name for name in ("source", "styles") if (place / name).is_dir()]
    folders = folders or [place if place.is_dir() else place.parent]  # a single file, or a book to be
    dist = pipeline.dist_of(place).absolute()
    kept = watchfiles.DefaultFilter()

    def counts(change: watchfiles.Change, path: str) -> bool:
        return kept(change, path) and not Path(path).is_relative_to(dist)

    recursive = folders[0].name in {"source", "styles"}
    for _ in watchfiles.watch(
        *folders,
        watch_filter=counts,
        step=_STEP,
        debounce=_DEBOUNCE,
        recursive=recursive,
        raise_interrupt=True,
    ):
        saved()
