"""Sheets: pages as WeasyPrint painted them, without its boxes.

In: laid-out pages. Out: plain data that another process can bind and a cache can keep: what each page shows,
where its links lead, which fonts it used and which glyphs of them, its structure. WeasyPrint writes the file
from them as from its own pages. Folios may be left open (see `_weasyprint_folios`).
"""

from __future__ import annotations

import contextlib
import hashlib
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from terbit.adapters._pydyf import COLOURS, LEVEL, frozen, thawed
from terbit.adapters._weasyprint_folios import (
    Figure,
    Folios,
    Locator,
    Place,
    fill,
    has_loose_numbers,
    set_number,
)
from terbit.adapters._weasyprint_machine import part
from terbit.adapters._weasyprint_tags import Tagged, tagging

_POINTS = 0.75
"""Points in a CSS pixel."""
_KINDS = ("ExtGState", "XObject", "Pattern", "Shading")
_OF_THE_PROCESS = frozenset({"hb_font", "hb_face", "file_content"})
_GLYPHS = 0x10000
"""How many glyphs a font may have (OpenType, maxp)."""
_MISSING = 0x4000
"""How many ids at their end stand for characters that no font has."""


class Area(msgspec.Struct, frozen=True, array_like=True):
    """A link: what it is to WeasyPrint, where it leads, its edges in CSS pixels from the top left."""

    kind: str
    target: str
    edges: tuple[float, float, float, float]


class Sheet(msgspec.Struct, frozen=True):
    """A painted page; lengths in CSS pixels. `bookmarks` are as in WeasyPrint's `Page`.

    `content` is its content stream in raw deflate (RFC 1951) with an open end, `check` its Adler-32 so far.
    """

    width: float
    height: float
    bleed: dict[str, float]
    content: bytes
    check: int
    anchors: dict[str, tuple[float, float]]
    links: tuple[Area, ...]
    bookmarks: tuple[tuple[int, str, tuple[float, float], str], ...]
    folios: tuple[Place, ...]


class Typeface(msgspec.Struct, frozen=True):
    """A font as far as it was used: what WeasyPrint knows of it, and the SHA-256 of its file."""

    file: bytes
    attributes: dict[str, Any]


class Painted(msgspec.Struct, frozen=True):
    """The sheets of a piece and what they share: fonts, figures, PDF objects, structure, metadata, locators.

    `loose` tells that a margin box shows page numbers among other words, which cannot be left open.
    """

    sheets: tuple[Sheet, ...]
    typefaces: tuple[Typeface, ...]
    figures: tuple[dict[str, Figure], ...]
    resources: dict[str, dict[str, Any]]
    images: dict[str, Any]
    tagged: Tagged
    metadata: dict[str, Any]
    locators: tuple[Locator, ...]
    loose: bool


def paint(document: Any, name: bytes, *, open_folios: bool) -> Painted:  # noqa: ANN401  # WeasyPrint has no types
    """Paint the pages of `document`. `name` is one that no other piece of the book has.

    With `open_folios` page numbers that stand alone in margin boxes are left out, for `write` to put in.
    """
    unlike = int.from_bytes(hashlib.sha256(name).digest()[:5], "big")
    resources: dict[str, Any] = {kind: _Numbered(unlike) for kind in _KINDS} | {"ColorSpace": COLOURS}
    images: dict[str, Any] = {}

    def stream(page: Any, tags: dict[Any, Any] | None) -> Any:  # noqa: ANN401  # as above
        left, top = page.bleed["left"], page.bleed["top"]
        box = (-left, -top, page.width + left + page.bleed["right"], page.height + top + page.bleed["bottom"])
        return part("weasyprint.pdf.stream").Stream(document.fonts, box, resources, images, tags, {}, None)

    loose = any(map(has_loose_numbers, document.pages))
    folios = Folios(stream(document.pages[0], None))
    sheets = []
    with tagging(document) as tagged, _lasting_glyphs(), folios.locators() as locators:
        for page in document.pages:
            taken = folios.take(page) if open_folios else ()
            painted = stream(page, {})
            painted.transform(d=-1, f=page.height * _POINTS)
            page.paint(painted, _POINTS)
            sheets.append(_sheet(page, painted, taken))
    return Painted(
        tuple(sheets),
        tuple(map(_typeface, document.fonts.values())),
        tuple(folios.faces),
        {kind: frozen(resources[kind]) for kind in _KINDS},
        {key: frozen(_picture(image)) for key, image in images.items()},
        tagged,
        {key: value for key, value in vars(document.metadata).items() if value and key != "custom"},
        tuple(locators),
        loose,
    )


def joined(
    pieces: Sequence[Painted],
    labels: Sequence[str],
    numbers: Mapping[str, str],
    fonts: dict[bytes, bytes],
    document: Callable[[list[Any], dict[str, Any]], Any],
) -> Any:  # noqa: ANN401  # as above
    """The document of all `pieces`, which WeasyPrint can write within `bound`.

    Folios are put in from `labels`, the printed numbers of all pages, locators from `numbers`, those of
    anchors. `fonts` are the font files by their SHA-256; `document` makes a document of pages and metadata.
    """
    label = iter(labels)
    pages = []
    for piece in pieces:
        found = [set_number(numbers[one.anchor], one.place, piece.figures) for one in piece.locators]
        pages.append([_Page(sheet, piece, next(label), found) for sheet in piece.sheets])
    whole = document([page for of_piece in pages for page in of_piece], pieces[0].metadata)
    whole.fonts |= _fonts(pieces, fonts)
    return whole


class _Page:
    """What WeasyPrint asks of a page that it writes, told from a sheet."""

    def __init__(self, sheet: Sheet, piece: Painted, label: str, locators: Sequence[bytes]) -> None:
        self.width, self.height, self.bleed, self.bookmarks = (
            sheet.width, sheet.height, sheet.bleed, sheet.bookmarks
        )  # fmt: skip
        self.anchors = {name: (x, y, 0, 0) for name, (x, y) in sheet.anchors.items()}
        self.links = [(area.kind, area.target, area.edges, _Link()) for area in sheet.links]
        self.forms: dict[None, list[object]] = {None: []}
        self._sheet, self._piece, self._label, self._locators = sheet, piece, label, locators

    def paint(self, stream: Any, scale: float) -> None:  # noqa: ANN401  # as above
        """Put the sheet's content and what it needs into the page's `stream`."""
        piece, sheet = self._piece, self._sheet
        folios = [set_number(self._label, place, piece.figures) for place in sheet.folios]
        more = b"\n/Artifact BMC q %g 0 0 %g 0 0 cm\n%b\nQ EMC" % (scale, scale, b"\n".join(folios))
        stream.stream = [_closed(sheet, more if folios else b"", self._locators)]
        stream.extra["Filter"] = "/FlateDecode"
        stream.compress = False
        groups = stream._resources["XObject"]  # noqa: SLF001  # WeasyPrint's own stream, whose place this is
        colours = stream._resources["ColorSpace"]  # noqa: SLF001  # as above
        for kind in ("XObject", "Pattern", "Shading", "ExtGState"):
            mine, every = piece.resources[kind], stream._resources[kind]  # noqa: SLF001  # as above
            every.update((n, thawed(o, colours, groups)) for n, o in mine.items() if n not in every)
        for key, image in piece.images.items():
            stream._images.setdefault(key, _as_image(image))  # noqa: SLF001  # as above


class _Link:
    """What WeasyPrint asks of the box of a link: a place for its annotation."""

    link_annotation: Any = None


class _Kept:
    """What WeasyPrint asks of an image."""

    def __init__(self, image: Any) -> None:  # noqa: ANN401  # as above
        self._image = image

    def get_x_object(self, _interpolate: bool, _ratio: float) -> Any:  # noqa: ANN401, FBT001  # WeasyPrint's signature
        return thawed(self._image, b"", {})


class _Numbered(dict[str, Any]):
    """Resources whose names, which WeasyPrint counts, are those of no other piece."""

    def __init__(self, first: int) -> None:
        super().__init__()
        self._first = first

    def __len__(self) -> int:
        return self._first + super().__len__()


def _sheet(page: Any, painted: Any, folios: tuple[Place, ...]) -> Sheet:  # noqa: ANN401  # as above
    from pydyf import _to_bytes  # type: ignore[import-untyped]  # pydyf has no types

    content = b"\n".join(map(_to_bytes, painted.stream))
    return Sheet(
        page.width,
        page.height,
        page.bleed,
        _deflated(content),
        zlib.adler32(content),
        {name: (x, y) for name, (x, y, *_) in page.anchors.items()},
        tuple(Area(kind, target, tuple(edges)) for kind, target, edges, _ in page.links),
        tuple((level, label, tuple(place), state) for level, label, place, state in page.bookmarks),
        folios,
    )


def _closed(sheet: Sheet, more: bytes, locators: Sequence[bytes]) -> bytes:
    """The content of `sheet`, its gaps filled, and `more` behind it as one zlib stream (RFC 1950)."""
    content, check = sheet.content, sheet.check
    if locators:
        whole = fill(zlib.decompressobj(-zlib.MAX_WBITS).decompress(content), locators)
        content, check = _deflated(whole), zlib.adler32(whole)
    deflate = zlib.compressobj(LEVEL, wbits=-zlib.MAX_WBITS)
    end = deflate.compress(more) + deflate.flush()
    return b"\x78\xda" + content + end + zlib.adler32(more, check).to_bytes(4, "big")


def _deflated(content: bytes) -> bytes:
    """Raw deflate (RFC 1951) with an open end."""
    deflate = zlib.compressobj(LEVEL, wbits=-zlib.MAX_WBITS)
    return deflate.compress(content) + deflate.flush(zlib.Z_FULL_FLUSH)


def _picture(image: dict[str, Any]) -> Any:  # noqa: ANN401  # as above
    return image["image"].get_x_object(image["interpolate"], max(image["dpi_ratios"]))


def _as_image(image: Any) -> dict[str, Any]:  # noqa: ANN401  # as above
    return {"image": _Kept(image), "interpolate": False, "dpi_ratios": {1}, "x_object": None}


@contextlib.contextmanager
def _lasting_glyphs() -> Iterator[None]:
    # WeasyPrint numbers the glyphs that a font lacks as they come, which differs from piece to piece.
    Font = part("weasyprint.pdf.fonts").Font  # noqa: N806  # a class
    original = Font.get_unused_glyph_id

    def lasting(font: Any, codepoint: int) -> int:  # noqa: ANN401  # as above
        return int(font.missing.setdefault(codepoint, _GLYPHS - 1 - codepoint % _MISSING))

    Font.get_unused_glyph_id = lasting
    try:
        yield
    finally:
        Font.get_unused_glyph_id = original


def _typeface(font: Any) -> Typeface:  # noqa: ANN401  # as above
    attributes = {name: value for name, value in vars(font).items() if name not in _OF_THE_PROCESS}
    return Typeface(hashlib.sha256(font.file_content).digest(), attributes)


def _fonts(pieces: Sequence[Painted], files: dict[bytes, bytes]) -> dict[tuple[str, bytes], Any]:
    """WeasyPrint's fonts as all pieces together used them; what they made of a glyph first holds."""
    fonts: dict[tuple[str, bytes], Any] = {}
    for face in (face for piece in pieces for face in piece.typefaces):
        key = face.attributes["hash"], face.file
        if key not in fonts:
            fonts[key] = _font(face, files[face.file])
        for name in ("widths", "to_unicode", "missing"):
            had = getattr(fonts[key], name)
            had.update((glyph, value) for glyph, value in face.attributes[name].items() if glyph not in had)
    return fonts


def _font(face: Typeface, file: bytes) -> Any:  # noqa: ANN401  # as above
    Font, bindings = part("weasyprint.pdf.fonts").Font, part("weasyprint.text.ffi")  # noqa: N806  # a class
    ffi, harfbuzz = bindings.ffi, bindings.harfbuzz
    font = Font.__new__(Font)
    vars(font).update(face.attributes)
    font.widths, font.to_unicode, font.missing = {}, {}, {}
    font.file_content = file
    font.kept = ffi.new("char[]", file)  # HarfBuzz reads it in place
    blob = harfbuzz.hb_blob_create(font.kept, len(file), 1, ffi.NULL, ffi.NULL)
    font.hb_face = ffi.gc(harfbuzz.hb_face_create(blob, font.index), harfbuzz.hb_face_destroy)
    harfbuzz.hb_blob_destroy(blob)
    return font
