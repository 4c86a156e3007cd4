"""What one command may take: seconds for each stage, memory for each process, one folder for temporary files.

A manuscript may come from anyone, so whatever it makes a tool do comes to an end. Interrupted, timed out or
killed, a command leaves nothing behind: its temporary files lie in one folder, which it removes, or the next.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import NoReturn

from terbit.adapters import fork, pandoc
from terbit.model.findings import MachineFault, UsageFault

MEMORY = "TERBIT_MEMORY"
"""The environment variable that sets another limit of address space, in MB."""
_MEGABYTES = 6_000
_PREFIX = "terbit-"
_AGAIN = 0.25
"""Seconds until a stop that went unheard is repeated."""
_REMOVALS, _PAUSE = 20, 0.05
"""How often a folder is removed, and the seconds in between."""
_STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class _Stage:
    """How long the stage that runs may take, and the one that was done last."""

    seconds = 0
    last = ""
    fault: BaseException | None = None


@contextlib.contextmanager
def bounded(seconds: int) -> Iterator[None]:
    """Give each stage `seconds`, each process its memory, and all of them one folder for temporary files.

    No process that was begun in here outlives it. Raises `MachineFault` when a stage takes longer, and
    `KeyboardInterrupt` when the command is told to stop.
    """
    _limit_memory()
    fork.adopt()
    with _answering(), _temporary_folder():
        _Stage.seconds, _Stage.last, _Stage.fault = seconds, "", None
        signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            _Stage.seconds = 0
            fork.end_children()


def begin_anew(done: str) -> None:
    """A stage is done: the next has its seconds from now."""
    _Stage.last = done
    if _Stage.seconds and _Stage.fault is None:
        signal.setitimer(signal.ITIMER_REAL, _Stage.seconds, _AGAIN)


def out_of_memory(fault: Exception) -> MachineFault | None:
    """What is said when a process reached its limit; None when the fault is another."""
    told = str(fault)
    match fault:
        case MemoryError() | OSError(errno=errno.ENOMEM):
            pass
        case RuntimeError() if "can't start new thread" in told:  # there is no room for its stack
            pass
        case ImportError() if "failed to map" in told or "annot allocate" in told:  # dlopen(3)
            pass
        case _:
            return None
    return MachineFault(
        "Memori yang boleh dipakai habis. Edisi yang lama tetap ada.",
        f"Pecah naskah menjadi beberapa buku, atau naikkan batasnya (MB), misalnya {MEMORY}=12000.",
    )


def _limit_memory() -> None:
    # Inherited by the workers and by pandoc. A core file of theirs would be left in the author's folder.
    asked = os.environ.get(MEMORY, "")
    if asked and not asked.isdecimal():
        raise UsageFault(f"{MEMORY} “{asked}” bukan jumlah MB.", "Isi dengan bilangan bulat, atau hapus.")
    wanted = int(asked or _MEGABYTES) * 1_000_000
    for kind, most in ((resource.RLIMIT_AS, wanted), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(kind)[1]
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with contextlib.suppress(ValueError, OSError):  # a system without this limit
            resource.setrlimit(kind, (limit, hard))


@contextlib.contextmanager
def _answering() -> Iterator[None]:
    # `nohup` asks that a hang-up be ignored; a shell's background job asks it of Ctrl-C without being asked.
    unheard = {signal.SIGHUP} if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN else set()
    kept = {number: signal.signal(number, _stop) for number in _STOPS if number not in unheard}
    kept[signal.SIGALRM] = signal.signal(signal.SIGALRM, _time_is_up)
    before, sys.unraisablehook = sys.unraisablehook, _unraisable
    try:
        yield
    finally:
        sys.unraisablehook = before
        for number, handler in kept.items():
            signal.signal(number, handler)


def _stop(_number: int, _frame: FrameType | None) -> None:
    if _Stage.fault is None:
        signal.setitimer(signal.ITIMER_REAL, _AGAIN, _AGAIN)
        _end(KeyboardInterrupt())
    _insist()


def _time_is_up(_number: int, _frame: FrameType | None) -> None:
    if _Stage.fault is None:
        stage = f"Tahap sesudah “{_Stage.last}”" if _Stage.last else "Tahap pertama"
        _end(
            MachineFault(
                f"{stage} belum selesai setelah {_Stage.seconds} detik. Edisi yang lama tetap ada.",
                "Sederhanakan naskah, atau beri waktu lebih lama, misalnya “--timeout 3600”.",
            )
        )
    _insist()


def _end(fault: BaseException) -> NoReturn:
    _Stage.fault = fault
    pandoc.stop()  # a thread of ours may wait for it
    raise fault


def _unraisable(dropped: sys.UnraisableHookArgs) -> None:
    if _Stage.fault is None or dropped.exc_value is not _Stage.fault:  # else it is raised again
        sys.__unraisablehook__(dropped)


def _insist() -> None:
    # Python drops what is raised in a callback of its own, at a fork for one. Raised again, it would break
    # off the cleaning up: only when no exception is on its way was it dropped.
    if _Stage.fault is not None and sys.exc_info()[0] is None:
        _end(_Stage.fault)


@contextlib.contextmanager
def _temporary_folder() -> Iterator[None]:
    before, chosen, system = os.environ.get("TMPDIR"), tempfile.tempdir, _system_folder()
    _sweep(Path(system))
    # Named before it is made: whoever is told to stop in between finds nothing to remove, or this.
    folder = Path(system) / f"{_PREFIX}{os.getpid()}-{os.urandom(4).hex()}"
    lock = None
    try:
        folder.mkdir(0o700)
        lock = hold(folder)
        tempfile.tempdir = os.environ["TMPDIR"] = str(folder)
        yield
    finally:
        tempfile.tempdir = chosen
        os.environ.pop("TMPDIR", None)
        if before is not None:
            os.environ["TMPDIR"] = before
        _remove(folder)
        if lock is not None:
            os.close(lock)


def _remove(folder: Path) -> None:
    # A pandoc that was begun for a book which then turned out to be faulty may just be opening its log.
    for _ in range(_REMOVALS):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(_PAUSE)


def _system_folder() -> str:
    # tempfile tries a folder out with a file in it, which a kill at that moment would leave there.
    for folder in (tempfile.tempdir, os.environ.get("TMPDIR"), "/tmp"):  # noqa: S108  # as tempfile chooses
        if folder and os.access(folder, os.W_OK | os.X_OK):
            return folder
    return tempfile.gettempdir()


def hold(folder: Path, *, wait: bool = False) -> int | None:
    """A lock on a folder (flock(2)) that ends with the process, however that ends; None if another has it.

    None also where the file system knows no locks: nothing is then safe to remove.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        os.close(descriptor)
        return None
    except BaseException:  # told to stop while waiting
        os.close(descriptor)
        raise
    return descriptor


def _sweep(system: Path) -> None:
    """Remove what killed commands of the same user left behind."""
    for folder in system.glob(f"{_PREFIX}[0-9]*-*"):
        owner = folder.name.removeprefix(_PREFIX).partition("-")[0]
        with contextlib.suppress(OSError):  # another was quicker, or it is another user's
            if folder.lstat().st_uid == os.geteuid() and not Path(f"/proc/{owner}").exists():
                lock = hold(folder)
                if lock is not None:
                    shutil.rmtree(folder, ignore_errors=True)
                    os.close(lock)
