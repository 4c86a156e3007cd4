"""WeasyPrint: a page of HTML and a stylesheet become a tagged PDF, with every word it says about them.

In: XHTML, CSS, the fonts it may see, the folders it may read. Out: bytes that depend on nothing else, neither
the machine's fonts nor its clock nor the folder's path. No request leaves this machine.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import html
import importlib.metadata
import re
import types
import urllib.parse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import msgspec

from terbit.adapters import making, pyphen, store
from terbit.adapters._pdf_structure import Node
from terbit.adapters._weasyprint_fetching import BOOK, LOOK, fetcher
from terbit.adapters._weasyprint_folios import has_loose_numbers
from terbit.adapters._weasyprint_lines import whole_lines, whole_steps
from terbit.adapters._weasyprint_machine import font_files, load, native_versions, only, part
from terbit.adapters._weasyprint_margins import lighter_pages
from terbit.adapters._weasyprint_messages import Message, listening
from terbit.adapters._weasyprint_notes import kept_with_their_marks, lost_notes, overfull_notes
from terbit.adapters._weasyprint_print import Marks, in_ink, set_boxes
from terbit.adapters._weasyprint_sheets import Painted, Sheet, joined, paint
from terbit.adapters._weasyprint_spills import Shown, Spill, Watch, spilled_holders
from terbit.adapters._weasyprint_tags import bound, unpainted
from terbit.model.findings import MachineFault

_SOURCES = re.compile(rb'\bsrc="([^"]*)"')


class Laid(msgspec.Struct, frozen=True):
    """One piece of a book, laid out and painted but not yet bound.

    `overfull` are the anchors of the notes that are taller than the page they stand on, of which it shows
    only the beginning, or which no page shows, or more than once; `spills` what sticks out, `shown` the
    pictures as printed, `spilled` the ids of the elements with `data-muat` out of which words run. `messages`
    is what WeasyPrint said.
    """

    painted: Painted
    overfull: tuple[str, ...]
    spills: tuple[Spill, ...]
    shown: tuple[Shown, ...]
    spilled: tuple[str, ...]
    messages: tuple[Message, ...]

    @property
    def pages(self) -> tuple[Sheet, ...]:
        """Its pages in order."""
        return self.painted.sheets

    @property
    def anchors(self) -> dict[str, int]:
        """On which of its pages (from 0) each anchor lies."""
        return _first_pages(self.pages)


class Told(msgspec.Struct, frozen=True):
    """One piece of a book, laid out and not painted: its structure, and the words of each mark on each page.

    The words of a picture are empty. `loose`, `overfull` and `spills` are as of `Painted` and `Laid`.
    """

    root: Node
    words: list[list[str]]
    anchors: dict[str, int]
    loose: bool
    overfull: tuple[str, ...]
    spills: tuple[Spill, ...]


class _Rendered(NamedTuple):
    """A document of WeasyPrint's, the boxes of its pages, and what was seen in them."""

    document: Any
    boxes: list[Any]
    overfull: tuple[str, ...]
    spills: tuple[Spill, ...]
    shown: tuple[Shown, ...]


class Printed(msgspec.Struct, frozen=True):
    """A PDF and the font families in it."""

    data: bytes
    families: frozenset[str]


class Press:
    """WeasyPrint with its fonts and stylesheets loaded: pieces are laid out one by one, then bound."""

    def __init__(
        self, rules: Sequence[str], looks: Sequence[Path], root: Path, fonts: Sequence[str], *, ink: bool
    ) -> None:
        """As for `press`, which alone makes one."""
        self._library, self._fonts, self._ink = load(), fonts, ink
        self._heard: dict[Message, None] = {}
        self._fetcher = fetcher({BOOK: (root,), LOOK: looks})
        # One of each for all pieces: they share fonts, and an image is decoded once.
        self._shared: dict[str, Any] = {
            "font_config": part("weasyprint.text.fonts").FontConfiguration(),
            "counter_style": part("weasyprint.css.counters").CounterStyle(), "color_profiles": {},
        }  # fmt: skip
        self._images: dict[str, object] = {}
        self._rules, self._looks, self._root = rules, looks, root
        with listening() as said:
            self._sheets = [self._css(text) for text in rules]
        self.hear(said)

    @property
    def messages(self) -> tuple[Message, ...]:
        """What WeasyPrint has said so far, each sentence once."""
        return tuple(self._heard)

    def hear(self, messages: Iterable[Message]) -> None:
        """Add what was said where this press did not hear it."""
        self._heard |= dict.fromkeys(messages)

    @functools.cached_property
    def _font_files(self) -> dict[bytes, bytes]:
        return font_files(self._fonts)

    def _css(self, text: str) -> Any:  # noqa: ANN401  # WeasyPrint has no types
        return self._library.CSS(string=text, base_url=LOOK, url_fetcher=self._fetcher, **self._shared)

    def name(self, page: bytes, rules: str, *, open_folios: bool) -> bytes:
        """The hash of all that `lay` makes of these: the same name, the same bytes."""
        sources = sorted({html.unescape(found.decode()) for found in _SOURCES.findall(page)})
        root = self._root.resolve()
        files = [(root / urllib.parse.unquote(source)).resolve() for source in sources]
        images = [f.read_bytes() if f.is_relative_to(root) and f.is_file() else b"" for f in files]
        return store.key("piece", self._making, str(open_folios), rules, page, *images)

    @functools.cached_property
    def _making(self) -> bytes:
        looks = [file for folder in self._looks for file in sorted(folder.rglob("*")) if file.is_file()]
        return store.key(
            making.signature(),
            str(self._ink),
            *self._rules,
            *self._fonts,
            *(file.read_bytes() for file in looks),
        )

    def lay(self, page: bytes, rules: str = "", *, open_folios: bool = False) -> Laid:
        """Lay out `page` (well-formed XHTML) with the stylesheets, then `rules`, CSS of this piece alone.

        With `open_folios` page numbers are left out until the piece is bound.
        """
        with self._working() as said:
            found = self._rendered(page, rules)
            spilled = tuple(dict.fromkeys(spilled_holders(found.boxes))) if b"data-muat" in page else ()
            painted = paint(found.document, page + rules.encode(), open_folios=open_folios)
        return Laid(painted, found.overfull, found.spills, found.shown, spilled, tuple(said))

    def tell(self, page: bytes, rules: str = "") -> Told:
        """What `lay` would paint of these."""
        with self._working():
            found = self._rendered(page, rules)
            pages = found.document.pages
            loose = any(map(has_loose_numbers, pages))
            return Told(*unpainted(found.document), _first_pages(pages), loose, found.overfull, found.spills)

    @contextlib.contextmanager
    def _working(self) -> Iterator[list[Message]]:
        with listening() as said, in_ink() if self._ink else contextlib.nullcontext():
            yield said
        self.hear(said)

    def _rendered(self, page: bytes, rules: str) -> _Rendered:
        sheets = [*self._sheets, *([self._css(rules)] if rules else [])]
        source = _page(self._library, page, self._fetcher)
        document = source.render(stylesheets=sheets, cache=self._images, pdf_tags=True, **self._shared)
        boxes = [sheet._page_box for sheet in document.pages]  # noqa: SLF001  # it says nothing of what it cuts
        watch = Watch(source.etree_element)
        for box in boxes:
            watch.look(box)
        overfull = [anchor for box in boxes for anchor in overfull_notes(box)]
        overfull += lost_notes(source.etree_element, document.pages, boxes)
        return _Rendered(document, boxes, tuple(overfull), tuple(watch.spills), tuple(watch.shown))

    def bind(
        self,
        pieces: Sequence[Laid],
        labels: Sequence[str],
        numbers: Mapping[str, str] = types.MappingProxyType({}),
        *,
        claim: bool = False,
        marks: Marks | None = None,
    ) -> Printed:
        """Write the pages of `pieces` as one tagged PDF; `claim` declares it PDF/UA-1 (ISO 14289-1).

        `labels` are the printed numbers of all pages (ISO 32000-1, 12.4.2); a blank page has one too.
        `numbers` are those of the pages with the anchors that an element names in `data-locator`. `marks`
        are crop marks for a printing press.
        """
        options = {"pdf_variant": "pdf/ua-1"} if claim else {"pdf_tags": True, "pdf_version": "1.7"}

        def finish(pdf: object) -> None:
            _label_pages(pdf, labels)
            if self._ink:
                set_boxes(pdf, marks)

        painted = [piece.painted for piece in pieces]
        with listening() as said:
            document = joined(painted, labels, numbers, self._font_files, self._document)
            with bound(document, [(piece.tagged, len(piece.sheets)) for piece in painted]):
                data = document.write_pdf(finisher=lambda _, pdf: finish(pdf), **options)
        self.hear(said)
        faces = (face for piece in painted for face in piece.typefaces)
        return Printed(data, frozenset(face.attributes["family"] for face in faces))

    def _document(self, pages: list[Any], metadata: dict[str, Any]) -> Any:  # noqa: ANN401  # as above
        about = part("weasyprint.pdf.metadata").DocumentMetadata(**metadata)
        fonts = self._shared["font_config"]
        return part("weasyprint.document").Document(pages, about, self._fetcher, fonts, {}, None)


@contextlib.contextmanager
def press(  # noqa: PLR0913  # one argument per thing it needs
    stylesheets: Sequence[Path],
    rules: str,
    *,
    fonts: Sequence[str],
    looks: Sequence[Path],
    root: Path,
    ink: bool = False,
) -> Iterator[Press]:
    """A press that is open within this context; `rules` is CSS that follows the stylesheets.

    `fonts` are file names in the fonts folder, the only faces WeasyPrint sees. `root` is the folder that
    images are relative to, `looks` the folders of what the stylesheets mention; no other file is read. `ink`
    is for a printing press: neutral colours as black ink, true page boxes.
    Raises `MachineFault` when a library or a font is missing.
    """
    with (
        only(fonts), _uncollected(), kept_with_their_marks(), whole_lines(), whole_steps(),
        lighter_pages(),
    ):  # fmt: skip
        pyphen.install()
        texts = [*(sheet.read_text("utf-8") for sheet in stylesheets), *([rules] if rules else [])]
        try:
            yield Press(texts, looks, root, fonts, ink=ink)
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


def _first_pages(pages: Sequence[Any]) -> dict[str, int]:
    """On which page (from 0) each anchor first lies."""
    places = [(name, number) for number, page in enumerate(pages) for name in page.anchors]
    return dict(reversed(places))


def _page(library: Any, page: bytes, fetcher: object) -> Any:  # noqa: ANN401  # as load
    # WeasyPrint's own parser follows HTML5: it would tear a note's paragraphs out of the paragraph around it.
    import cssselect2

    document = library.HTML(string="<html></html>", base_url=BOOK, url_fetcher=fetcher)
    document.etree_element = ET.fromstring(page)  # noqa: S314  # our own XHTML, without a DTD
    document.wrapper_element = cssselect2.ElementWrapper.from_html_root(
        document.etree_element, content_language=None
    )
    return document


def _label_pages(pdf: Any, labels: Sequence[str]) -> None:  # noqa: ANN401  # as load
    from pydyf import Array, Dictionary, String  # type: ignore[import-untyped]  # pydyf has no types

    numbers = Array()
    for at, label in enumerate(labels):
        numbers += [at, Dictionary({"P": String(label)})]
    pdf.catalog["PageLabels"] = Dictionary({"Nums": numbers})
