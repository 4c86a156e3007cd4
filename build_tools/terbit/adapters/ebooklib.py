"""EbookLib: a Package becomes the bytes of an EPUB 3.3 file, the same bytes for the same Package.

EbookLib 0.20 (AGPL-3.0) writes the container, the package document and the NCX. Its traps, all met here:

- `write_epub` returns False for a failed write unless told to raise.
- `EpubHtml` and `EpubNav` rewrite what they are given and bring English headings ("Guide", "Pages"); plain
  items are written byte for byte, so the navigation document is one of those.
- Every element with `epub:type` and `id` becomes a "page" unless `epub3_pages` is off (issue 339).
- A metadata field it cannot write is only mentioned to `logging`, some at level INFO.
- The zip entries carry the time of the build: the archive is made again with fixed dates.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import logging
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from terbit.adapters._ebooklib_ncx import Ncx

_OPTIONS: Mapping[str, object] = {
    "raise_exceptions": True,
    "epub2_guide": False,
    "epub3_landmark": False,
    "epub3_pages": False,
    "play_order": {"enabled": True, "start_from": 1},
}
_LEVEL = 9
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Meta(msgspec.Struct, frozen=True):
    """A field of the package's metadata: `dc:…`, or a `meta` with `property` among its attributes."""

    name: str
    value: str
    attributes: tuple[tuple[str, str], ...] = ()


class Resource(msgspec.Struct, frozen=True):
    """A file of the publication, written byte for byte; `path` is relative to the package document."""

    identifier: str
    path: str
    media_type: str
    data: bytes
    properties: tuple[str, ...] = ()


class Entry(msgspec.Struct, frozen=True):
    """A line of the contents: where it leads, its words, and the lines below it."""

    href: str
    title: str
    children: tuple[Entry, ...] = ()

    @property
    def depth(self) -> int:
        """How many levels this line and those below it make."""
        return 1 + max((child.depth for child in self.children), default=0)


class Page(msgspec.Struct, frozen=True):
    """A page of the printed edition: its number as printed, and where in the publication it begins."""

    label: str
    href: str


class Listed(msgspec.Struct, frozen=True):
    """A list of figures or tables: its epub:type, its title, and a line for each."""

    kind: str
    title: str
    entries: tuple[Entry, ...]


class Package(msgspec.Struct, frozen=True):
    """Everything in an EPUB. `spine` holds resource identifiers in reading order."""

    identifier: str
    title: str
    language: str
    modified: dt.datetime
    metadata: tuple[Meta, ...]
    resources: tuple[Resource, ...]
    spine: tuple[str, ...]
    contents: tuple[Entry, ...]
    pages: tuple[Page, ...] = ()
    lists: tuple[Listed, ...] = ()


class Written(msgspec.Struct, frozen=True):
    """The finished file's bytes and what EbookLib had to say, in its own words."""

    data: bytes
    messages: tuple[str, ...]


def write(package: Package) -> Written:
    """`package` as an EPUB 3.3 file (OCF 3.3: mimetype first and stored, no extra fields)."""
    from ebooklib import epub

    raw = io.BytesIO()
    options = {**_OPTIONS, "mtime": package.modified}
    with _listening() as messages:
        epub.write_epub(raw, _book(package), options)
    return Written(_rebuilt(raw.getvalue(), package), tuple(messages))


def version() -> str:
    """The version of EbookLib, such as `0.20`."""
    from importlib import metadata  # only the manifest asks

    return metadata.version("EbookLib")


def _book(package: Package) -> Any:  # noqa: ANN401  # EbookLib has no types
    from ebooklib import epub  # imported already by the only caller

    book = epub.EpubBook()
    book.set_identifier(package.identifier)
    # set_title and set_language write a field without an id of its own; the NCX needs only the attributes.
    book.title, book.language = package.title, package.language
    for meta in package.metadata:
        space, _, name = meta.name.rpartition(":")
        book.add_metadata(space.upper() or None, name, meta.value, dict(meta.attributes))
    for resource in package.resources:
        item = epub.EpubItem(resource.identifier, resource.path, resource.media_type, resource.data)
        item.properties = list(resource.properties)
        book.add_item(item)
    book.add_item(epub.EpubNcx())
    book.spine = list(package.spine)
    book.toc = [_toc(entry) for entry in package.contents]
    return book


def _toc(entry: Entry) -> Any:  # noqa: ANN401  # EbookLib takes a Link, or a pair of a Section and a list
    from ebooklib import epub  # imported already by the only caller

    if entry.children:
        return epub.Section(entry.title, entry.href), [_toc(child) for child in entry.children]
    uid = "ncx-" + "".join(letter if letter.isalnum() else "-" for letter in entry.href)
    return epub.Link(entry.href, entry.title, uid)


@contextlib.contextmanager
def _listening() -> Iterator[list[str]]:
    """What is said to the root logger (from INFO) or through `warnings` meanwhile; nothing is printed."""
    heard: list[str] = []

    class _Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record.getMessage())

    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers[:] = [_Ear()]
    root.setLevel(logging.INFO)
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            yield heard
        heard.extend(str(warning.message) for warning in caught)
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)


def _rebuilt(data: bytes, package: Package) -> bytes:
    """The archive once more: dates of the book, one deflate level, the package's language."""
    # A zip entry cannot be older than 1980 (APPNOTE 4.4.6).
    moment = max(package.modified.timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, moment)
            info.create_system, info.external_attr = 3, 0o644 << 16  # the same on every platform
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(info, _amended(name, old.read(name), package), compresslevel=_LEVEL)
    return out.getvalue()


def _amended(name: str, data: bytes, package: Package) -> bytes:
    """Add what EbookLib cannot write: the language of package document and NCX, the NCX's depth and lists."""
    if not name.endswith((".opf", ".ncx")):
        return data
    from lxml import etree  # imported already by EbookLib

    root = etree.fromstring(data)
    root.set(_XML_LANG, package.language)
    if name.endswith(".opf"):
        root.attrib.pop("prefix", None)  # declares a vocabulary (rendition) that nothing uses
    for meta in root.iterfind(".//{*}head/{*}meta[@name='dtb:depth']"):
        meta.set("content", str(max((entry.depth for entry in package.contents), default=0)))
    if name.endswith(".ncx"):
        ncx = Ncx(root)
        ncx.list_pages([(page.label, page.href) for page in package.pages])
        for listed in package.lists:
            ncx.list_more(listed.kind, listed.title, [(one.title, one.href) for one in listed.entries])
    return etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True) + b"\n"
