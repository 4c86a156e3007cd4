"""pandoc, as bundled by pypandoc_binary: reads Markdown, runs citeproc, writes HTML and DOCX."""

from __future__ import annotations

import functools
import importlib.util
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from terbit.adapters import fork
from terbit.model.findings import MachineFault

_MEMORY = ("-A4m", "-O128m", "-M2g")
"""For GHC's run time: new data stay in the processor's cache, old data are seldom looked through, and a
runaway parse comes to an end (exit code 251)."""


_PATIENCE = 6
"""On a busy machine a process has to wait: how many times its seconds of work it may take by the clock."""
_VERSION_SECONDS = 60
_LINUX = sys.platform == "linux"
_running: set[subprocess.Popen[bytes]] = set()


class Conversion(msgspec.Struct, frozen=True):
    """pandoc's output and its log: one mapping a message, `type` and `verbosity` in each."""

    data: bytes
    messages: tuple[dict[str, Any], ...]


class PandocFault(MachineFault):
    """pandoc could not do with what it was given: `reason` is its own last line, or the seconds it had."""

    def __init__(self, reason: str) -> None:
        """The reason as a clause without a full stop."""
        super().__init__(f"pandoc gagal: {reason}.", "Laporkan kepada pengembang; naskah tidak perlu diubah.")
        self.args = (reason,)  # what a worker process hands on
        self.reason = reason


@functools.cache
def _binary() -> str:
    # Debian's pandoc 2.17 lacks Indonesian strings: only that of the pinned wheel is used, never one on PATH.
    package = importlib.util.find_spec("pypandoc")  # to import it takes 30 ms
    binary = Path(package.origin).parent / "files" / "pandoc" if package and package.origin else None
    if binary is None or not binary.is_file():
        raise MachineFault(
            "pandoc bawaan paket pypandoc_binary tidak ditemukan.",
            "Jalankan “make build” agar lingkungan dipasang ulang.",
        )
    return str(binary)


def convert(
    arguments: Sequence[str],
    data: bytes,
    *,
    epoch: int = 0,
    cwd: Path | None = None,
    seconds: int | None = None,
) -> Conversion:
    """Run pandoc with `arguments` on `data` (stdin) and return its stdout with its log.

    `epoch` is the SOURCE_DATE_EPOCH in seconds. Raises `PandocFault` when pandoc itself fails, or
    takes more than `seconds` of a processor, or more memory than any book needs.
    """
    with tempfile.NamedTemporaryFile(suffix=".json") as log:
        made = _run([f"--log={log.name}", *arguments], data, epoch, cwd, seconds)
        return Conversion(made, tuple(json.loads(log.read() or b"[]")))


def tree(arguments: Sequence[str], data: bytes, *, seconds: int) -> bytes:
    """As `convert`, without the log and its file."""
    return _run(arguments, data, 0, None, seconds)


def _run(arguments: Sequence[str], data: bytes, epoch: int, cwd: Path | None, seconds: int | None) -> bytes:
    environment = {"SOURCE_DATE_EPOCH": str(epoch), "LC_ALL": "C.UTF-8", "PATH": os.defpath}
    with subprocess.Popen(
        [_binary(), "+RTS", *_MEMORY, "-RTS", "--quiet", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        cwd=cwd,
        preexec_fn=functools.partial(_bound, seconds) if _LINUX else None,  # noqa: PLW1509  # system calls, no lock
    ) as process:
        _running.add(process)
        try:
            made, errors = process.communicate(data, seconds and seconds * (_PATIENCE if _LINUX else 1))
        except subprocess.TimeoutExpired as fault:
            raise PandocFault(f"belum selesai setelah {seconds} detik") from fault
        finally:
            process.kill()  # nothing is lost when it has ended
            _running.discard(process)
    if process.returncode in (-signal.SIGINT, 128 + signal.SIGINT):
        raise KeyboardInterrupt  # Ctrl-C reached pandoc before us
    if process.returncode == -signal.SIGXCPU:
        raise PandocFault(f"belum selesai setelah {seconds} detik")
    if process.returncode:
        reason = errors.decode("utf-8", "replace").strip().splitlines()
        raise PandocFault(reason[-1].rstrip(".") if reason else str(process.returncode))
    return made


def _bound(seconds: int | None) -> None:
    # A killed build cannot end the pandoc it started: the kernel does.
    fork.end_with_parent()
    if seconds:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


def stop() -> None:
    """End every pandoc that this process runs; who waits for one gets a `PandocFault`."""
    for process in tuple(_running):
        process.kill()


@functools.cache
def version() -> str:
    """The version of the bundled pandoc, such as `3.9`. Raises `PandocFault` when it does not run."""
    out = _run(("--version",), b"", 0, None, _VERSION_SECONDS)
    return out.decode().split("\n", 1)[0].removeprefix("pandoc ").strip()
