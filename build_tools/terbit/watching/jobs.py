"""What the processes behind a preview do: the full build of a book, and the quick preview of a chapter.

Each runs in a process of its own, forked from one that has loaded the libraries (`warm`), within the bounds
of any other command.
"""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from terbit import pipeline
from terbit._bounds import bounded, out_of_memory
from terbit.adapters import store
from terbit.adapters.fork import end_with_parent
from terbit.adapters.pdfium import Sheets
from terbit.model.findings import MachineFault, UsageFault
from terbit.report import Report
from terbit.verify import manifest
from terbit.watching import galley
from terbit.watching.epub import documents
from terbit.watching.messages import Built, Epub, Failed, Found, Galley, Pdf, Stage, encode

_OURS = "Ini kesalahan Terbit, bukan naskah."
_REPORT = "Laporkan kepada pengembang dengan catatan di terminal; naskah tidak perlu diubah."
_MANY = 300
"""Quick previews after which a process gives its memory back."""


class Task(msgspec.Struct, frozen=True):
    """What is watched: a book, the editions wanted of it, its profile, and the seconds a stage may take."""

    place: Path
    wanted: tuple[str, ...]
    profile: str | None
    timeout: int


def build(pipe: Connection, task: Task) -> None:
    """Build the wanted editions into `dist/`; tell each stage, then `Built` or `Failed`."""
    with bound(pipe, task.timeout):
        report = pipeline.build(
            task.place,
            task.wanted,
            task.profile,
            say=lambda stage, seconds: pipe.send_bytes(encode(Stage(stage, seconds))),
        )
        pipe.send_bytes(encode(_built(report, pipeline.dist_of(task.place))))


def preview(pipe: Connection, task: Task) -> None:
    """Answer each request (a number) with a `Galley` of the chapter that changed since the one before."""
    os.environ[store.PLACE] = "off"  # nobody asks for a galley again
    with bound(pipe, 0):
        before = galley.Seen("", 0)
        for _ in range(_MANY):
            serial = int(pipe.recv_bytes())
            try:
                before, made = galley.galley(task.place, task.profile, before)
            except Exception:  # noqa: BLE001  # the full build, whose checks come first, says what is wrong
                made = Galley(0)
            pipe.send_bytes(encode(msgspec.structs.replace(made, serial=serial)))


@contextlib.contextmanager
def bound(pipe: Connection, seconds: int) -> Iterator[None]:
    """The limits of a process: it ends with who began it, each stage takes `seconds` at most (0: any time).

    What it cannot do is told as `Failed`. The process ends with this context.
    """
    end_with_parent()
    try:
        with bounded(seconds):
            yield
    except (KeyboardInterrupt, EOFError, BrokenPipeError):
        pass  # who asked has gone, or wants another
    except (MachineFault, UsageFault) as fault:
        pipe.send_bytes(encode(Failed(fault.message, fault.hint)))
    except Exception as fault:  # noqa: BLE001  # told to the author, and in full on the terminal
        spent = out_of_memory(fault)
        if spent is None:
            traceback.print_exc()
        pipe.send_bytes(encode(Failed(spent.message, spent.hint) if spent else Failed(_OURS, _REPORT)))
    sys.stderr.flush()
    os._exit(0)  # not by the interpreter's way: a thread may still listen to a process that was ended


def _built(report: Report, dist: Path) -> Built:
    findings = tuple(
        Found(
            finding.severity.value,
            finding.code,
            finding.message,
            finding.hint,
            str(finding.span.path.absolute()),
            finding.span.line,
            finding.span.column,
        )
        for finding in report.findings
    )
    known = manifest.load(dist)
    if known is None:
        return Built(report.stopped, findings)
    files = {name: output.edition for name, output in known.outputs.items() if (dist / name).is_file()}
    pdfs = tuple(_pdf(dist / name, edition) for name, edition in files.items() if name.endswith(".pdf"))
    epubs = [Epub(name, documents(dist / name)) for name in files if name.endswith(".epub")]
    return Built(report.stopped, findings, tuple(files), pdfs, next(iter(epubs), None))


def _pdf(path: Path, edition: str) -> Pdf:
    sheets = Sheets(path.read_bytes())
    return Pdf(edition, path.name, sheets.leaves(), sheets.outline())
