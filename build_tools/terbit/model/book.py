"""What can be printed: a book without a loose end, and the looks it is printed with."""

from __future__ import annotations

import datetime
import enum
import functools
from collections.abc import Container, Mapping
from pathlib import Path

import msgspec

from terbit.model.edits import Edits
from terbit.model.outline import Outline, PageStart, outline_of
from terbit.model.tree import Block


class PartKind(enum.StrEnum):
    """The kinds of parts of a book, in the order they stand; the value is the part's class.

    FRONT (such as a preface) and BODY may stand several times, one a chapter; every other kind stands once,
    and its value is also its anchor (but the half title's heading is the author's own, and so is its anchor).
    HALF_TITLE and FRONT stand only in a book of chapters.
    """

    HALF_TITLE = "halaman-prancis"
    TITLE_PAGE = "halaman-judul"
    COLOPHON = "kolofon"
    FRONT = "bagian-awal"
    BODY = "isi"
    GLOSSARY = "glosarium"
    BIBLIOGRAPHY = "daftar-pustaka"
    CHANGES = "catatan-suntingan"


_BEFORE_CONTENTS = (PartKind.HALF_TITLE, PartKind.TITLE_PAGE, PartKind.COLOPHON)


class Part(msgspec.Struct, frozen=True, eq=False, weakref=True):
    """A part of the book: finished blocks, the first of them a level-1 heading (but on the title page).

    Compared and hashed by identity, as a book is.

    The title page holds `Div`s of classes `judul`, `subjudul`, `penulis`, `penerbit` as far as known.
    `title` is the words of the part's heading, for navigation.
    """

    kind: PartKind
    title: str
    blocks: tuple[Block, ...]


CAPTION_LABEL = "label"
"""Class of the span that holds the number of a figure or table at the head of its caption."""
CHAPTER_LABEL = "nomor-bab"
"""Class of the span that holds the number of a chapter at the head of its title."""
INDEX_MARK = "indeks"
"""Class of the spans that mark words for the index, each with an anchor; an edition may drop them."""


class IndexEntry(msgspec.Struct, frozen=True):
    """A subject of the index, and the anchors of the places that treat it, in reading order."""

    subject: str
    anchors: tuple[str, ...]


_BULK = 1.25
"""cm³/g, of uncoated paper (HVS): 80 g/m² make 0.1 mm. Only the printer knows the true one."""


class Paper(msgspec.Struct, frozen=True, rename={"grammage": "gramatur", "thickness": "tebal"}):
    """The paper of a bound book: grammage in g/m², thickness of a leaf in mm (None: not known)."""

    grammage: float = 80
    thickness: float | None = None

    @property
    def leaf(self) -> float:
        """How thick a leaf is, in mm. Where it is not known, an assumption of ours: bulk 1.25 cm³/g."""
        return self.grammage * _BULK / 1000 if self.thickness is None else self.thickness


class Series(msgspec.Struct, frozen=True, rename={"title": "judul", "number": "nomor"}):
    """The series a book belongs to, and its number in it (None: it has none)."""

    title: str
    number: int | None = None


class Evaluation(msgspec.Struct, frozen=True, rename={"by": "penilai", "date": "tanggal"}):
    """Who found, and when, that the EPUB conforms to WCAG 2.2 level AA."""

    by: str
    date: datetime.date


class Metadata(msgspec.Struct, frozen=True):
    """What the book says of itself. Unknown things are empty, never made up."""

    identifier: str
    """The book's own id, also the stem of its file names."""
    uuid: str
    """A version-5 UUID made from `identifier`."""
    title: str
    date: datetime.date
    """The one date every edition carries."""
    language: str = "id"
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    isbn: str = ""
    """That of the printed edition."""
    epub_isbn: str = ""
    edition: str = ""
    rights: str = ""
    series: Series | None = None
    subjects: tuple[str, ...] = ()
    evaluation: Evaluation | None = None
    summary: str = ""
    """What the back cover says; paragraphs are parted by an empty line."""
    paper: Paper = Paper()
    format: str = ""
    """The paper of the printed edition: `b5`, `a5`, `a4`, `unesco`; empty where the book does not say."""

    @property
    def timestamp(self) -> int:
        """Midnight UTC of `date` in seconds since 1970: the SOURCE_DATE_EPOCH given to every tool."""
        return int(datetime.datetime(*self.date.timetuple()[:3], tzinfo=datetime.UTC).timestamp())


class Book(msgspec.Struct, frozen=True, eq=False):
    """Everything an edition prints, in order. Compared and hashed by identity: it is big and never changes.

    `root` is the folder that image paths are relative to; every image in it exists and lies inside it.
    `index` is in the order it prints; an edition that has page numbers sets it as furniture.
    `edits` are the changes to the received text; None where the text was not edited.
    """

    metadata: Metadata
    parts: tuple[Part, ...]
    root: Path
    index: tuple[IndexEntry, ...] = ()
    edits: Edits | None = None

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of all parts, in reading order."""
        return tuple(block for part in self.parts for block in part.blocks)

    @property
    def before_contents(self) -> int:
        """How many parts stand before the contents: the half title, the title page, its verso."""
        return sum(part.kind in _BEFORE_CONTENTS for part in self.parts)

    @property
    def has_chapters(self) -> bool:
        """Whether each part of the body is a chapter on pages of its own; else the body is one article."""
        return any(part.kind is PartKind.HALF_TITLE for part in self.parts)

    @property
    def outline(self) -> Outline:
        """The promise: what each edition must contain, in order. Worked out once."""
        return _outline(self)

    def without(self, kinds: Container[PartKind]) -> Book:
        """This book less the parts of these kinds; itself where it has none."""
        kept = tuple(part for part in self.parts if part.kind not in kinds)
        return self if kept == self.parts else msgspec.structs.replace(self, parts=kept)


@functools.lru_cache(maxsize=4)
def _outline(book: Book) -> Outline:
    return outline_of(book.blocks, book.metadata.language)


class Styles(msgspec.Struct, frozen=True):
    """The folders that hold styles, the book's own first: a book may override single files."""

    folders: tuple[Path, ...]

    def path(self, name: str) -> Path:
        """The file called `name` (such as `layar.css`) in the first folder that has it."""
        for folder in self.folders:
            if (folder / name).is_file():
                return folder / name
        raise FileNotFoundError(name)


class Order(msgspec.Struct, frozen=True):
    """What an edition is asked for beside a book and its looks.

    `bleed` (mm) is the band around the trimmed page that is cut off, `marks` draws crop marks outside it;
    only editions for a print shop heed them. `pages` are those of the editions it needs, by name.
    """

    bleed: float = 0
    marks: bool = False
    pages: Mapping[str, tuple[PageStart, ...]] = {}


PLAIN = Order()
"""Nothing in particular."""


class Rendered(msgspec.Struct, frozen=True):
    """A finished file's bytes and what its tools complained about."""

    data: bytes
    complaints: tuple[Complaint, ...] = ()


class Sought(enum.StrEnum):
    """What `Complaint.about` is: a path or anchor as written, words as printed, or all words of a table."""

    MARKUP = "markup"
    WORDS = "words"
    TABLE = "table"


class Complaint(msgspec.Struct, frozen=True):
    """A tool's own warning, in Indonesian, with what it is about to find its place.

    `code` is that of one of the edition's `RULES`; `within` is the passage that holds the words `about`.
    """

    code: str
    message: str
    about: str = ""
    hint: str = ""
    sought: Sought = Sought.MARKUP
    within: str = ""
