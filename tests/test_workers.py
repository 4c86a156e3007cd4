"""The processes that make the editions: their order, and what becomes of their faults."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from tests.conftest import write_book

from terbit import editions
from terbit._workers import crew
from terbit.editions import Edition
from terbit.model.book import PLAIN, Book, Order, Rendered, Styles
from terbit.model.findings import MachineFault
from terbit.model.outline import PageStart, Reading

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="a spawned process knows no edition of a test"
)
Make = Callable[..., Rendered]


def _edition(name: str, make: Make, needs: tuple[str, ...] = ()) -> Edition:
    return Edition(
        name=name,
        title=name,
        suffix="",
        order=ord(name),
        render=make,
        inspect=lambda path: Reading((path.name,), (), (), (), "id", (PageStart("made"),)),
        tools=dict,
        needs=needs,
        starts=lambda *_: (PageStart("told"),),
    )


def _made(monkeypatch: pytest.MonkeyPatch, *kinds: Edition, wanted: tuple[str, ...] = ()) -> list[str]:
    """The wanted editions (all if none is named) in the order in which they were finished, each read back."""
    known = {edition.name: edition for edition in kinds}
    monkeypatch.setattr(editions, "load", known.__getitem__)
    finished: list[str] = []
    pages: dict[str, tuple[PageStart, ...]] = {}
    book, styles = cast("Any", None), Styles(())
    with crew(wanted or tuple(known)) as makers:
        for worker, rendered in makers.rendered(cast("Book", book), styles, PLAIN, pages):
            reading = worker.inspect(Path(rendered.data.decode()))
            assert reading.passages == (worker.edition.name,)
            finished.append(worker.edition.name)
            pages[worker.edition.name] = reading.pages
    return finished


ALONE = """
import sys, threading
from pathlib import Path
from terbit import _workers, pipeline
from terbit.adapters import fork

def counted(begin):
    def begun(*arguments, **named):
        print(threading.active_count())
        return begin(*arguments, **named)
    return begun

_workers.Worker.__init__, fork.beside = counted(_workers.Worker.__init__), counted(fork.beside)
assert pipeline.build(Path(sys.argv[1]), ("layar",)).files
"""


EDITS = """
asli: asli.txt
struktur: {id: S1, perubahan: a, alasan: b, dasar: c, judul: 1, subjudul: []}
aturan: []
catatan: []
sitasi: []
"""


@pytest.mark.parametrize(
    "beside", [{}, {"pustaka_json": "[]"}, {"asli_txt": "Judul\nIsi yang bersih.\n", "suntingan_yaml": EDITS}]
)
def test_no_thread_is_left_where_processes_begin(tmp_path: Path, beside: dict[str, str]) -> None:
    """A copy of a process with threads may wait for ever for a lock that one of them held."""
    write_book(tmp_path / "source", "# Judul\n\nIsi yang bersih.\n", **beside)
    command = [sys.executable, "-c", ALONE, str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=100)
    assert (run.stdout.split(), run.stderr) == (["1", "1"], "")


def _slowly(name: str, seconds: float = 0) -> Make:
    def make(*_: object) -> Rendered:
        time.sleep(seconds)
        return Rendered(name.encode())

    return make


def test_an_edition_waits_for_those_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    """What others need is begun first, and what is quick is told first."""
    a = _edition("a", _slowly("a"), needs=("c",))
    b = _edition("b", _slowly("b", 1.5))
    c = _edition("c", _slowly("c", 0.2))
    assert _made(monkeypatch, a, b, c) == ["c", "a", "b"]


@pytest.mark.parametrize(("wanted", "label"), [(("a",), "told"), (("a", "b"), "made")])
def test_what_is_only_needed_is_not_made(
    monkeypatch: pytest.MonkeyPatch, wanted: tuple[str, ...], label: str
) -> None:
    """Its pages are told; those of an edition that is made are the ones that are read in its file."""

    def make(_book: object, _styles: object, order: Order) -> Rendered:
        assert order.pages == {"b": (PageStart(label),)}
        return Rendered(b"a")

    a, b = _edition("a", make, needs=("b",)), _edition("b", _slowly("b"))
    assert sorted(_made(monkeypatch, a, b, wanted=wanted)) == list(wanted)


def test_one_worker_makes_one_at_a_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With TERBIT_WORKERS=1 none begins before another is finished."""
    monkeypatch.setenv("TERBIT_WORKERS", "1")
    lock = tmp_path / "kunci"

    def alone(name: str) -> Make:
        def make(*_: object) -> Rendered:
            lock.touch(exist_ok=False)
            time.sleep(0.1)
            lock.unlink()
            return Rendered(name.encode())

        return make

    assert _made(monkeypatch, *(_edition(name, alone(name)) for name in "abc")) == ["a", "b", "c"]


def test_a_fault_is_raised_here_and_says_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """With its own message, and the traceback of the process as a note."""

    def fails(*_: object) -> Rendered:
        raise MachineFault("Rusak.", "Perbaiki.")

    with pytest.raises(MachineFault, match="Rusak") as fault:
        _made(monkeypatch, _edition("a", fails))
    assert "in fails" in "".join(fault.value.__notes__)
    assert fault.value.hint == "Perbaiki."


def test_a_process_that_dies_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """For want of memory, for example; the others end with it."""

    def dies(*_: object) -> Rendered:
        os.kill(os.getpid(), signal.SIGKILL)
        return Rendered(b"")

    started = time.monotonic()
    with pytest.raises(MachineFault, match="berhenti tiba-tiba"):
        _made(monkeypatch, _edition("a", dies), _edition("b", _slowly("b", 60)))
    assert time.monotonic() - started < 30


def test_a_process_that_dies_before_it_reads_back_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """It has made the edition, and is gone when it is asked what the file says."""
    monkeypatch.setattr(editions, "load", lambda _: _edition("a", _slowly("a")))
    book = cast("Any", None)
    with crew(("a",)) as makers:
        worker, _ = next(makers.rendered(cast("Book", book), Styles(()), PLAIN, {}))
        for process in multiprocessing.active_children():
            process.kill()
            process.join()
        with pytest.raises(MachineFault, match="berhenti tiba-tiba"):
            worker.inspect(Path())
