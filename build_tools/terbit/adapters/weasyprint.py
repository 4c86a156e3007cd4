"""WeasyPrint: a page of HTML and a stylesheet become a tagged PDF, with every word it says about them.

In: XHTML, CSS, the fonts it may see, the folders it may read. Out: bytes that depend on nothing else, neither
the machine's fonts nor its clock nor the folder's path. No request leaves this machine.
"""

from __future__ import annotations

import contextlib
import gc
import importlib.metadata
import logging
import urllib.parse
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import msgspec

from terbit.adapters._weasyprint_machine import load, native_versions, only
from terbit.adapters._weasyprint_tags import completed, one_annotation_a_link

# A made-up address (RFC 2606) stands for the book: WeasyPrint writes a hash of an image's address into the
# PDF, and a file's path would make two clones differ.
_BOOK, _LOOK = "https://buku.invalid/", "https://gaya.invalid/"
_TYPES = {".svg": "image/svg+xml", ".css": "text/css"}


class Message(msgspec.Struct, frozen=True):
    """What WeasyPrint said: the sentence, the template it logs, and what stands in the template's places."""

    text: str
    template: str = ""
    arguments: tuple[str, ...] = ()


class Printed(msgspec.Struct, frozen=True):
    """A PDF, the font families in it, the pages (from 1) whose notes are taller than it, and messages."""

    data: bytes
    families: frozenset[str]
    overfull: tuple[int, ...]
    messages: tuple[Message, ...]


def print_pdf(  # noqa: PLR0913  # one argument per thing WeasyPrint may see
    page: bytes, stylesheet: Path, *, fonts: Sequence[str], looks: Sequence[Path], root: Path, claim: bool
) -> Printed:
    """Lay out `page` (well-formed XHTML) and return a tagged PDF; `claim` declares it PDF/UA-1 (ISO 14289-1).

    `fonts` are file names in the fonts folder, the only faces WeasyPrint sees. `root` is the folder that
    images are relative to, `looks` the folders of what the stylesheet mentions; no other file is read.
    Raises `MachineFault` when a library or a font is missing.
    """
    with only(fonts), _listening() as messages, _uncollected():
        library = load()
        fetcher = _fetcher({_BOOK: (root,), _LOOK: looks})
        css = library.CSS(string=stylesheet.read_text("utf-8"), base_url=_LOOK, url_fetcher=fetcher)
        variant = {"pdf_variant": "pdf/ua-1"} if claim else {"pdf_tags": True, "pdf_version": "1.7"}
        document = _page(library, page, fetcher).render(stylesheets=[css], **variant)
        overfull = tuple(
            number
            for number, sheet in enumerate(document.pages, 1)
            if _overfull(sheet._page_box)  # noqa: SLF001  # a note taller than the page is cut silently (#1833)
        )
        one_annotation_a_link(document)
        with completed():
            data = document.write_pdf(**variant)
        families = frozenset(font.family for font in document.fonts.values())
    return Printed(data, families, overfull, tuple(dict.fromkeys(messages)))


def prepare() -> None:
    """Load WeasyPrint: half a second (it parses C declarations) that can pass while the book is read."""
    load()


def versions() -> dict[str, str]:
    """WeasyPrint's version and those of the libraries that shape the bytes it writes."""
    return {"weasyprint": importlib.metadata.version("weasyprint"), **native_versions()}


class _Ear(logging.Handler):
    def __init__(self, messages: list[Message]) -> None:
        super().__init__(logging.WARNING)
        self.messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        arguments = record.args if isinstance(record.args, tuple) else (record.args,) if record.args else ()
        self.messages.append(Message(record.getMessage(), str(record.msg), tuple(map(str, arguments))))


@contextlib.contextmanager
def _listening() -> Iterator[list[Message]]:
    messages: list[Message] = []
    loggers = [logging.getLogger("weasyprint"), logging.getLogger("fontTools")]
    ear = _Ear(messages)
    kept = [(logger, logger.handlers, logger.propagate, logger.level) for logger in loggers]
    for logger in loggers:
        logger.handlers, logger.propagate = [ear], False
        logger.setLevel(logging.WARNING)
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            yield messages
    finally:
        for logger, handlers, propagate, level in kept:
            logger.handlers, logger.propagate = handlers, propagate
            logger.setLevel(level)
        messages.extend(
            Message(str(warning.message))
            for warning in caught
            # A library that uses an old name of another's is nothing an author can act on.
            if "weasyprint" in warning.filename or not issubclass(warning.category, DeprecationWarning)
        )


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    # Layout makes millions of objects that all live on: collecting costs a quarter of it and finds nothing.
    collecting = gc.isenabled()
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        if collecting:
            gc.enable()


def _page(library: Any, page: bytes, fetcher: object) -> Any:  # noqa: ANN401  # as load
    # WeasyPrint's own parser follows HTML5: it would tear a note's paragraphs out of the paragraph around it.
    import cssselect2

    document = library.HTML(string="<html></html>", base_url=_BOOK, url_fetcher=fetcher)
    document.etree_element = ET.fromstring(page)  # noqa: S314  # our own XHTML, without a DTD
    document.wrapper_element = cssselect2.ElementWrapper.from_html_root(
        document.etree_element, content_language=None
    )
    return document


def _overfull(page: Any) -> bool:  # noqa: ANN401  # as load
    top: float = page.content_box_y()
    areas = [child for child in page.children if type(child).__name__ == "FootnoteAreaBox"]
    return any(area.position_y < top - 1 for area in areas)


def _fetcher(folders: Mapping[str, Sequence[Path]]) -> object:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ANN401, ARG002  # WeasyPrint's signature
            address = urllib.parse.urlsplit(url)
            for folder in folders.get(f"{address.scheme}://{address.netloc}/", ()):
                file = (folder / urllib.parse.unquote(address.path).lstrip("/")).resolve()
                if file.is_relative_to(folder.resolve()) and file.is_file():
                    kind = _TYPES.get(file.suffix.lower(), "application/octet-stream")
                    return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": kind})
            raise ValueError(url)

    return Fetcher()
