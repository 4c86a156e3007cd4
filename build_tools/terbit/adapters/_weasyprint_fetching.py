"""What WeasyPrint may read: the files of a book and of its looks. Nothing is fetched from anywhere else."""

from __future__ import annotations

import urllib.parse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from terbit.adapters._weasyprint_machine import part

# A made-up address (RFC 2606) stands for the book: WeasyPrint writes a hash of an image's address into the
# PDF, and a file's path would make two clones differ.
BOOK, LOOK = "https://buku.invalid/", "https://gaya.invalid/"
_TYPES = {".svg": "image/svg+xml", ".css": "text/css"}


def fetcher(folders: Mapping[str, Sequence[Path]]) -> object:
    """WeasyPrint's way to files of these folders, each under the address it stands for, and to no other."""
    urls = part("weasyprint.urls")
    base: Any = urls.URLFetcher

    class Fetcher(base):  # type: ignore[misc]  # WeasyPrint has no types
        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ANN401, ARG002  # WeasyPrint's signature
            address = urllib.parse.urlsplit(url)
            for folder in folders.get(f"{address.scheme}://{address.netloc}/", ()):
                file = (folder / urllib.parse.unquote(address.path).lstrip("/")).resolve()
                if file.is_relative_to(folder.resolve()) and file.is_file():
                    kind = _TYPES.get(file.suffix.lower(), "application/octet-stream")
                    return urls.URLFetcherResponse(url, file.read_bytes(), {"Content-Type": kind})
            raise ValueError(url)

    return Fetcher()
