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

from terbit.adapters import pyphen
from terbit.adapters._weasyprint_lines import whole_lines, whole_steps
from terbit.adapters._weasyprint_machine import load, native_versions, only, part
from terbit.adapters._weasyprint_notes import kept_with_their_marks
from terbit.adapters._weasyprint_print import Marks, in_ink, set_boxes
from terbit.adapters._weasyprint_spills import Shown, Spill, Watch
from terbit.adapters._weasyprint_tags import tagged
from terbit.model.findings import MachineFault

# A made-up address (RFC 2606) stands for the book: WeasyPrint writes a hash of an image's address into the
# PDF, and a file's path would make two clones differ.
_BOOK, _LOOK = "https://buku.invalid/", "https://gaya.invalid/"
_SLACK = 0.5
"""CSS pixels that words may touch the edge of their box by."""
_TYPES = {".svg": "image/svg+xml", ".css": "text/css"}


class Message(msgspec.Struct, frozen=True):
    """What WeasyPrint said: the sentence, the template it logs, and what stands in the template's places."""

    text: str
    template: str = ""
    arguments: tuple[str, ...] = ()


class Laid(msgspec.Struct, frozen=True):
    """The pages of one piece of a book, laid out but not yet written.

    `anchors` tells on which of them (from 0) each anchor lies; `overfull` the anchors of the notes that are
    taller than the page they stand on, of which it shows only the beginning. `spills` is what sticks out, and
    `shown` the pictures as printed.
    """

    pages: tuple[Any, ...]
    anchors: dict[str, int]
    overfull: tuple[str, ...] = ()
    spills: tuple[Spill, ...] = ()
    shown: tuple[Shown, ...] = ()
    document: Any = None


class Printed(msgspec.Struct, frozen=True):
    """A PDF and the font families in it."""

    data: bytes
    families: frozenset[str]


class Press:
    """WeasyPrint with its fonts and stylesheets loaded: pieces are laid out one by one, then bound."""

    def __init__(self, rules: Sequence[str], looks: Sequence[Path], root: Path, heard: list[Message]) -> None:
        """As for `press`, which alone makes one; `heard` fills with what WeasyPrint says."""
        self._library, self._heard = load(), heard
        self._fetcher = _fetcher({_BOOK: (root,), _LOOK: looks})
        # One of each for all pieces: they share fonts, and an image is decoded once.
        self._shared: dict[str, Any] = {
            "font_config": part("weasyprint.text.fonts").FontConfiguration(),
            "counter_style": part("weasyprint.css.counters").CounterStyle(), "color_profiles": {},
        }  # fmt: skip
        self._images: dict[str, object] = {}
        self._sheets = [self._css(text) for text in rules]

    @property
    def messages(self) -> tuple[Message, ...]:
        """What WeasyPrint has said so far, each sentence once."""
        return tuple(dict.fromkeys(self._heard))

    def _css(self, text: str) -> Any:  # noqa: ANN401  # WeasyPrint has no types
        return self._library.CSS(string=text, base_url=_LOOK, url_fetcher=self._fetcher, **self._shared)

    def lay(self, page: bytes, rules: str = "") -> Laid:
        """Lay out `page` (well-formed XHTML) with the stylesheets, then `rules`, CSS of this piece alone."""
        sheets = [*self._sheets, *([self._css(rules)] if rules else [])]
        source = _page(self._library, page, self._fetcher)
        document = source.render(stylesheets=sheets, cache=self._images, pdf_tags=True, **self._shared)
        anchors: dict[str, int] = {}
        for number, sheet in enumerate(document.pages):
            for anchor in sheet.anchors:
                anchors.setdefault(anchor, number)
        boxes = [sheet._page_box for sheet in document.pages]  # noqa: SLF001  # it says nothing of what it cuts
        overfull = tuple(anchor for box in boxes for anchor in _overfull(box))  # WeasyPrint #1833
        watch = Watch(source.etree_element)
        for box in boxes:
            watch.look(box)
        return Laid(
            tuple(document.pages), anchors, overfull, tuple(watch.spills), tuple(watch.shown), document
        )

    def bind(
        self,
        pieces: Sequence[Laid],
        labels: Sequence[str],
        *,
        claim: bool = False,
        ink: bool = False,
        marks: Marks | None = None,
    ) -> Printed:
        """Write the pages of `pieces` as one tagged PDF; `claim` declares it PDF/UA-1 (ISO 14289-1).

        `labels` are the printed numbers of all pages (ISO 32000-1, 12.4.2); a blank page has one too. `ink`
        is for a printing press: neutral colours as black ink, true page boxes, `marks` where they are wanted.
        """
        pages = [page for piece in pieces for page in piece.pages]
        document = pieces[0].document.copy(pages)
        variant = {"pdf_variant": "pdf/ua-1"} if claim else {"pdf_tags": True, "pdf_version": "1.7"}

        def finish(_: object, pdf: object) -> None:
            _label_pages(pdf, labels)
            if ink:
                set_boxes(pdf, marks)

        with tagged(document), in_ink() if ink else contextlib.nullcontext():
            data = document.write_pdf(finisher=finish, **variant)
        return Printed(data, frozenset(font.family for font in document.fonts.values()))


def spilled(laid: Laid) -> tuple[str, ...]:
    """The ids of the elements with `data-muat` out of which words run; each has a size of its own."""
    boxes = (box for page in laid.pages for box in page._page_box.descendants(placeholders=True))  # noqa: SLF001  # as above
    holders = (box for box in boxes if box.element is not None and box.element_tag == box.element.tag)
    return tuple(
        dict.fromkeys(b.element.get("id") for b in holders if "data-muat" in b.element.attrib and _spills(b))
    )


@contextlib.contextmanager
def press(
    stylesheets: Sequence[Path], rules: str, *, fonts: Sequence[str], looks: Sequence[Path], root: Path
) -> Iterator[Press]:
    """A press that is open within this context; `rules` is CSS that follows the stylesheets.

    `fonts` are file names in the fonts folder, the only faces WeasyPrint sees. `root` is the folder that
    images are relative to, `looks` the folders of what the stylesheets mention; no other file is read.
    Raises `MachineFault` when a library or a font is missing.
    """
    with (
        only(fonts), _listening() as messages, _uncollected(),
        kept_with_their_marks(), whole_lines(), whole_steps(),
    ):  # fmt: skip
        pyphen.install()
        texts = [*(sheet.read_text("utf-8") for sheet in stylesheets), *([rules] if rules else [])]
        try:
            yield Press(texts, looks, root, messages)
        except ArithmeticError as fault:  # a length of nothing or without end divides nothing well
            raise MachineFault(
                "WeasyPrint tidak dapat menghitung halaman dengan gaya buku ini.",
                "Periksa ukuran huruf, kertas, dan kolom dalam styles/.",
            ) from fault


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


def _overfull(page: Any) -> Iterator[str]:  # noqa: ANN401  # as load
    top: float = page.content_box_y()
    for area in page.children:
        if type(area).__name__ == "FootnoteAreaBox" and area.position_y < top - 1:
            notes = (box.element for box in area.descendants() if box.element is not None)
            yield from dict.fromkeys(note.get("id") for note in notes if note.get("data-tag") == "Note")


def _spills(holder: Any) -> bool:  # noqa: ANN401  # as load
    holder = getattr(holder, "_box", holder)
    left, top = holder.content_box_x() - _SLACK, holder.content_box_y() - _SLACK
    right, bottom = left + holder.width + 2 * _SLACK, top + holder.height + 2 * _SLACK
    return any(
        box.position_x < left
        or box.position_x + box.width > right
        or box.position_y < top
        or box.position_y + box.height > bottom
        for box in holder.descendants()
        if type(box).__name__ == "TextBox"
    )


def _label_pages(pdf: Any, labels: Sequence[str]) -> None:  # noqa: ANN401  # as load
    from pydyf import Array, Dictionary, String  # type: ignore[import-untyped]  # pydyf has no types

    numbers = Array()
    for at, label in enumerate(labels):
        numbers += [at, Dictionary({"P": String(label)})]
    pdf.catalog["PageLabels"] = Dictionary({"Nums": numbers})


def _fetcher(folders: Mapping[str, Sequence[Path]]) -> object:
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
