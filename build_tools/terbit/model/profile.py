"""What a text of its kind contains, as data, and which heading names which part of it."""

from __future__ import annotations

import re

import msgspec

_NUMBERING = re.compile(r"^(?:bab\s+[\divxlc]+|[\divxlc]+(?:\.\d+)*|[a-z])[.):]?\s+", re.IGNORECASE)
_TAIL = r"(?:$|\s*[:–—(]|\s+(?:dan|dengan|untuk|serta|atau|yang)\b)"
"""What may follow a part's name in a heading: “Kesimpulan dan Saran”, not “Pengantar Ilmu Politik”."""


class ProfilePart(msgspec.Struct, frozen=True, rename={
    "name": "nama", "titles": "judul", "kind": "jenis", "required": "wajib", "points": "butir",
    "parts": "isi", "source": "berkas", "place": "letak",
}):  # fmt: skip
    """A part that a profile asks for. `titles` are the headings that name it.

    `kind` is `bagian` (a section with one of the titles), `pembuka` (text before the first section, or such
    a section), `bebas` (every section that no other part names) or `tanya-jawab`. `points` is the least
    number of headings below it; `parts` stand one level deeper; `source` names the file that also makes it.
    `place` is `awal` for front matter of a book of chapters, else empty.
    """

    name: str
    titles: tuple[str, ...] = ()
    kind: str = "bagian"
    required: bool = True
    points: int = 0
    parts: tuple[ProfilePart, ...] = ()
    source: str = ""
    place: str = ""


class Profile(msgspec.Struct, frozen=True, rename={
    "name": "nama", "about": "uraian", "parts": "bagian", "introduces_terms": "istilah_tebal",
    "has_chapters": "bab",
}):  # fmt: skip
    """What a text of its kind contains, in order.

    `introduces_terms` says that a term stands in bold where it is introduced, `has_chapters` that each
    section is a chapter on pages of its own.
    """

    name: str
    about: str = ""
    parts: tuple[ProfilePart, ...] = ()
    introduces_terms: bool = False
    has_chapters: bool = False


NO_PROFILE = Profile("")
"""Asks for nothing."""


def place_of(title: str, parts: tuple[ProfilePart, ...]) -> int | None:
    """Which of `parts` a section called `title` is: the one it names, else the free one, if there is one."""
    words = bare(title)
    for number, part in enumerate(parts):
        if any(re.match(re.escape(name.casefold()) + _TAIL, words) for name in part.titles):
            return number
    return next((number for number, part in enumerate(parts) if part.kind == "bebas"), None)


def bare(title: str) -> str:
    """A title without its hand-written number (“Bab 2”, “1.3”, “A.”), in small letters."""
    return _NUMBERING.sub("", title).casefold().strip()
