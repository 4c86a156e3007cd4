"""The pages of the preview, which come with the package, and what each of them may load and run.

What is of the manuscript never runs. In the main page nothing of it becomes markup. In the reader it does, in
frames that inherit the reader's policy: what runs are the reader's scripts and those of foliate-js, by their
addresses, and nothing is fetched but the EPUB.
"""

from __future__ import annotations

import importlib.resources
from pathlib import PurePath

_FILES = {
    "": "index.html",
    "pratinjau.css": "pratinjau.css",
    "pratinjau.js": "pratinjau.js",
    "pembaca/": "pembaca.html",
    "pembaca/pembaca.css": "pembaca.css",
    **{f"pembaca/{name}.js": f"{name}.js" for name in ("pembaca", "aman", "catatan", "tempat")},
}
_KINDS = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
}
_NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'"
_MAIN = (
    _NOTHING + "; script-src {at}pratinjau.js; style-src {at}pratinjau.css; img-src {at}halaman/; "
    "connect-src {at}kejadian; frame-src {at}pembaca/ {at}epub/ {at}dist/bukti.html; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'"
)
# Nothing is fetched from 'self', the whole server: a book that knew its address would still get nothing.
# Styles stand in the documents of a book and in foliate-js; what they can fetch are files of the book.
_READER = (
    _NOTHING + "; script-src {at}pembaca/ {at}foliate-js/; style-src {at}pembaca/ blob: 'unsafe-inline'; "
    "img-src blob: data:; font-src blob: data:; connect-src {at}buku.epub; frame-src blob:; "
    "frame-ancestors 'self'"
)
OF_THE_BOOK = (
    _NOTHING + "; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "frame-ancestors 'self'; sandbox allow-same-origin"
)
"""For documents of the book. `allow-same-origin` without `allow-scripts`: pictures are had, nothing runs."""


def page(path: str, at: str) -> tuple[bytes, str, str] | None:
    """Bytes, media type and policy of what lies at `path` below the address `at`; None: nothing does."""
    name = _FILES.get(path)
    if name is None:
        return None
    data = (importlib.resources.files(__package__) / "page" / name).read_bytes()
    policy = _MAIN if name == "index.html" else _READER
    return data, _KINDS[PurePath(name).suffix], policy.format(at=at)
