"""What the tests of `terbit watch` share: a small book, and the command while it runs."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import msgspec

MASTER = """# Kerja Sama

Alinea pembuka yang menjelaskan isi tulisan ini kepada pembaca.

## Bagian Pertama

Dua negara menandatangani perjanjian.[^satu]

## Bagian Kedua

Alinea terakhir membahas pelaksanaan perjanjian itu.

[^satu]: Catatan dari bagian pertama.
"""


class Watch(msgspec.Struct):
    """A running `terbit watch`: its process, the book, the page's address."""

    process: subprocess.Popen[str]
    book: Path
    address: str

    @property
    def port(self) -> int:
        """Where the page is served on this machine."""
        return urllib.parse.urlsplit(self.address).port or 0

    @property
    def token(self) -> str:
        """What a request must bear."""
        return urllib.parse.urlsplit(self.address).path.strip("/")


def laid(place: Path, master: str = MASTER) -> Path:
    """The book in a folder of its own, beside an empty one for temporary files."""
    (place / "buku" / "source").mkdir(parents=True)
    (place / "buku" / "source" / "naskah.md").write_text(master, "utf-8")
    (place / "sementara").mkdir()
    return place / "buku"


@contextlib.contextmanager
def begun(book: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """`terbit watch` in a session of its own, of which nothing outlives the test."""
    environment = {**os.environ, "TMPDIR": str(book.parent / "sementara"), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "terbit", "watch", str(book), *options]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=environment, start_new_session=True
    ) as process:
        try:
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def next_line(process: subprocess.Popen[str], start: str) -> str:
    """The next line of output that begins so."""
    assert process.stdout
    for line in process.stdout:
        if line.startswith(start):
            return line
    raise AssertionError(start)


def answer(watch: Watch, path: str, **headers: str) -> http.client.HTTPResponse:
    """What a request with such headers gets; `{token}` in the path stands for the token."""
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", watch.port, timeout=20)) as connection:
        connection.putrequest("GET", path.replace("{token}", watch.token), skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        with connection.getresponse() as told:
            told.read()
            return told
