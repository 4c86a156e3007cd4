"""pandoc, as bundled by pypandoc_binary: reads Markdown, runs citeproc, writes HTML and DOCX."""

from __future__ import annotations

import functools
import json
import os
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from terbit.model.findings import MachineFault


class Conversion(msgspec.Struct, frozen=True):
    """pandoc's output and its log: one mapping a message, `type` and `verbosity` in each."""

    data: bytes
    messages: tuple[dict[str, Any], ...]


@functools.cache
def _binary() -> str:
    # Debian's pandoc 2.17 lacks Indonesian strings: only that of the pinned wheel is used, never one on PATH.
    import pypandoc  # 30 ms that only a conversion needs

    binary = Path(pypandoc.__file__).parent / "files" / "pandoc"
    if not binary.is_file():
        raise MachineFault(
            "pandoc bawaan paket pypandoc_binary tidak ditemukan.",
            "Jalankan “make build” agar lingkungan dipasang ulang.",
        )
    return str(binary)


def convert(arguments: Sequence[str], data: bytes, *, epoch: int = 0, cwd: Path | None = None) -> Conversion:
    """Run pandoc with `arguments` on `data` (stdin) and return its stdout with its log.

    `epoch` is the SOURCE_DATE_EPOCH in seconds. Raises `MachineFault` when pandoc itself fails.
    """
    environment = {"SOURCE_DATE_EPOCH": str(epoch), "LC_ALL": "C.UTF-8", "PATH": os.defpath}
    with tempfile.NamedTemporaryFile(suffix=".json") as log:
        run = subprocess.run(
            [_binary(), f"--log={log.name}", "--quiet", *arguments],
            input=data,
            capture_output=True,
            env=environment,
            cwd=cwd,
            check=False,
        )
        messages = json.loads(log.read() or b"[]")
    if run.returncode in (-signal.SIGINT, 128 + signal.SIGINT):
        raise KeyboardInterrupt  # Ctrl-C reached pandoc before us
    if run.returncode:
        reason = run.stderr.decode("utf-8", "replace").strip().splitlines()
        raise MachineFault(
            f"pandoc gagal: {reason[-1] if reason else run.returncode}.",
            "Laporkan kepada pengembang; naskah tidak perlu diubah.",
        )
    return Conversion(run.stdout, tuple(messages))


def version() -> str:
    """The version of the bundled pandoc, such as `3.9`."""
    out = subprocess.run([_binary(), "--version"], capture_output=True, check=True).stdout  # the wheel's
    return out.decode().split("\n", 1)[0].removeprefix("pandoc ").strip()
