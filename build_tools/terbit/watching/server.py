"""The page and what it shows, over HTTP on 127.0.0.1, for whoever knows the token in the address.

A page of another site can neither guess the token nor, by the names a request must bear (Host, Origin,
Sec-Fetch-Site), reach anything: not by DNS rebinding either. `pages.py` says what our own pages may do.
"""

from __future__ import annotations

import http.server
import os
import secrets
import shutil
import socket
import stat
import urllib.parse
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO

from terbit.adapters import foliate
from terbit.watching.epub import entry
from terbit.watching.pages import OF_THE_BOOK, page
from terbit.watching.state import State

_HOST = "127.0.0.1"
_TOKEN_BYTES = 24
_WIDTHS = frozenset({"800", "1600"})
"""Pixels across a picture of a page."""
_BEAT = 10.0
"""Seconds after which a silent stream of events says that it is alive."""
_IDLE = 60
"""Seconds that a connection may say nothing."""
_SAME = frozenset({"same-origin", "none"})


class Server(http.server.ThreadingHTTPServer):
    """Serves a state; `address` is where the page is. Raises `OSError` where the port is taken."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, state: State, port: int = 0) -> None:
        """Port 0: any that is free."""
        super().__init__((_HOST, port), _Handler)
        self.state, self.token = state, secrets.token_urlsafe(_TOKEN_BYTES)
        self.origin = f"http://{_HOST}:{self.server_address[1]}"
        self.address = f"{self.origin}/{self.token}/"

    def handle_error(
        self, request: socket.socket | tuple[bytes, socket.socket], client_address: object
    ) -> None:
        """A page that was closed is nothing to tell."""


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Server  # type: ignore[mutable-override]  # no other makes one
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "terbit", ""
    timeout = _IDLE  # type: ignore[mutable-override]  # of StreamRequestHandler: seconds

    def do_GET(self) -> None:
        path = self._asked()
        if path is None:
            self._refuse(HTTPStatus.FORBIDDEN)
            return
        kind, _, rest = path.partition("/")
        views: dict[str, Callable[[str], None]] = {
            "kejadian": self._events,
            "halaman": self._picture,
            "epub": self._epub,
            "buku.epub": self._whole_epub,
            "foliate-js": self._module,
            "dist": self._file,
        }
        if ours := page(path, self.server.address):
            self._send(*ours)
        elif kind in views:
            views[kind](rest)
        else:
            self._refuse(HTTPStatus.NOT_FOUND)

    do_HEAD = do_GET  # noqa: N815  # the name that http.server asks for

    def _asked(self) -> str | None:
        """What is asked for, below the token; None unless the request is our page's own."""
        server, told = self.server, self.headers
        token, slash, path = urllib.parse.urlsplit(self.path).path.lstrip("/").partition("/")
        if (
            told.get_all("Host") != [server.origin.removeprefix("http://")]
            or told.get("Origin", server.origin) != server.origin
            or told.get("Sec-Fetch-Site", "none") not in _SAME
            or not secrets.compare_digest(token.encode(), server.token.encode())
            or not slash
        ):
            return None
        return urllib.parse.unquote(path)

    def _events(self, _rest: str) -> None:
        self._head(HTTPStatus.OK, {"Content-Type": "text/event-stream", "Connection": "close"})
        self.close_connection = True
        if self.command == "HEAD":
            return
        for data in self.server.state.changes(_BEAT):
            self.wfile.write(b"data: " + data + b"\n\n" if data else b": masih di sini\n\n")
            self.wfile.flush()

    def _picture(self, rest: str) -> None:
        digest, _, name = rest.partition("/")
        width, _, suffix = name.partition(".")
        found = self.server.state.picture(digest)
        if found is None or width not in _WIDTHS or suffix != "png":
            self._refuse(HTTPStatus.NOT_FOUND)
            return
        sheets, number = found
        self._send(sheets.picture(number, int(width)), "image/png", keep=True)

    def _epub(self, rest: str) -> None:
        book = self.server.state.epub
        path = _within(self.server.state.dist, book.file) if book else None
        found = entry(path, rest) if path else None
        if found is None:
            self._refuse(HTTPStatus.NOT_FOUND)
            return
        self._send(*found, OF_THE_BOOK)

    def _whole_epub(self, rest: str) -> None:
        book = self.server.state.epub
        path = _within(self.server.state.dist, book.file) if book and not rest else None
        self._stream(path, {"Content-Type": "application/epub+zip"})

    def _module(self, rest: str) -> None:
        self._stream(foliate.module(rest), {"Content-Type": "text/javascript; charset=utf-8"})

    def _file(self, rest: str) -> None:
        shown = rest == "bukti.html"
        headers = {"Content-Type": "text/html; charset=utf-8" if shown else "application/octet-stream"}
        if not shown:
            headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{urllib.parse.quote(rest)}"
        self._stream(_within(self.server.state.dist, rest), headers)

    def _stream(self, path: Path | None, headers: dict[str, str]) -> None:
        file = _opened(path) if path else None
        if file is None:
            self._refuse(HTTPStatus.NOT_FOUND)
            return
        with file:
            size = str(os.fstat(file.fileno()).st_size)
            self._head(
                HTTPStatus.OK,
                {"Content-Length": size, "Content-Security-Policy": OF_THE_BOOK, **headers},
            )
            if self.command != "HEAD":
                shutil.copyfileobj(file, self.wfile)

    def _send(
        self, data: bytes, kind: str, policy: str = "default-src 'none'", *, keep: bool = False
    ) -> None:
        headers = {
            "Content-Type": kind,
            "Content-Length": str(len(data)),
            "Content-Security-Policy": policy,
        }
        if keep:  # its address is a hash of how it looks
            headers["Cache-Control"] = "private, max-age=86400, immutable"
        self._head(HTTPStatus.OK, headers)
        if self.command != "HEAD":
            self.wfile.write(data)

    def _refuse(self, status: HTTPStatus) -> None:
        self.close_connection = True
        self._head(status, {"Content-Length": "0", "Connection": "close"})

    def _head(self, status: HTTPStatus, headers: dict[str, str]) -> None:
        self.send_response(status)
        everywhere = {
            "Cache-Control": "no-store",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Referrer-Policy": "no-referrer",
            "X-DNS-Prefetch-Control": "off",  # no policy keeps a browser from looking up the hosts of links
            "X-Content-Type-Options": "nosniff",
        }
        for name, value in (everywhere | headers).items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Nothing: the terminal is the author's, and the address holds the token."""


def _within(dist: Path, name: str) -> Path | None:
    """The file `name` that lies in `dist` itself; None for a way out of it, a folder or a link."""
    path = dist / name
    if not name or "/" in name or "\\" in name or "\0" in name or name.startswith("."):
        return None
    try:
        return path if stat.S_ISREG(path.lstat().st_mode) else None
    except OSError:
        return None


def _opened(path: Path) -> BinaryIO | None:
    try:
        return os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb")
    except OSError:
        return None
