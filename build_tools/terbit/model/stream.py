"""Text as one stream of characters, and what they are besides: the common measure of promise and file.

Normalisation, the same on both sides: canonical composition (NFC); white space and format characters (Cf,
the soft hyphen among them) do not count, since every edition breaks its lines elsewhere. A place is a number
of characters so counted. Languages count by their first subtag, link targets with their escapes undone,
anchors by the name that Word can hold.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import unquote

import msgspec

from terbit.model.tree import Image

_FORMAT = re.compile(
    "[\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
)
"""The category Cf."""
_BOOKMARK = 40
"""Characters in a bookmark's name."""


class Trait(msgspec.Struct, frozen=True):
    """What the characters from `start` to `end` are, besides characters; places count within the stream.

    `kind` is a key of `TRAITS`, `value` tells one of a kind from another (the level of a heading, the target
    of a link). Where only the beginning counts, `end` equals `start`. `node` is the picture that is promised.
    """

    kind: str
    value: str
    start: int
    end: int
    node: Image | None = None


TRAITS = {
    "heading": "judul",
    "item": "butir",
    "term": "istilah",
    "row": "baris tabel",
    "cell": "sel tabel",
    "caption": "keterangan",
    "link": "tautan",
    "image": "deskripsi gambar",
    "language": "bahasa",
    "call": "tanda catatan",
    "note": "catatan",
}
"""The kinds of traits, each with its name in findings."""


def squeeze(text: str) -> str:
    """`text` in NFC without white space and format characters (Cf)."""
    if text.isascii():
        return "".join(text.split())
    return _FORMAT.sub("", "".join(unicodedata.normalize("NFC", text).split()))


def language(tag: str) -> str:
    """The first subtag of a language tag (BCP 47): `id-ID` is Indonesian like `id`."""
    return tag.partition("-")[0].lower()


def anchor(name: str) -> str:
    """The anchor `name` as Word holds it: pandoc hashes what is no bookmark (ECMA-376, 17.13.6.2)."""
    if name[:1].isalpha() and len(name) <= _BOOKMARK:
        return name
    return "X" + hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest()[1:]


def target(address: str) -> str:
    """Where a link leads, in the form in which both sides are compared; empty for a file beside the book."""
    if address.startswith("#"):
        return f"#{anchor(unquote(address[1:]))}"
    return unquote(address).removesuffix("/") if ":" in address else ""


_Place = tuple[int, int]
"""A passage, and how many pieces of it come before."""


class Scribe:
    """Writes a stream down: words, ends of passages, and traits where they begin and end.

    `base` is the language of the book, which needs no mention. `broken` is the hyphen of a line breaker: at
    the end of what is said it is none of the text's, if more of the passage follows.
    """

    def __init__(self, base: str = "", broken: str = "") -> None:
        self.base, self.broken = language(base), broken
        self.language = self.base
        self.blocks: list[list[str]] = [[]]
        self._languages: list[list[str]] = [[]]
        self._traits: list[tuple[str, str, _Place, _Place, Image | None]] = []

    @property
    def here(self) -> _Place:
        """How many passages, and how many pieces of the next, have been said."""
        return len(self.blocks) - 1, len(self.blocks[-1])

    def say(self, text: str) -> None:
        """Words of the running passage."""
        if text:
            if self.broken and self.blocks[-1] and self.blocks[-1][-1].endswith(self.broken):
                self.blocks[-1][-1] = self.blocks[-1][-1].removesuffix(self.broken)
                text = text.lstrip()
            self.blocks[-1].append(text)
            self._languages[-1].append(self.language)

    def cut(self) -> None:
        """The running passage ends here."""
        if self.blocks[-1]:
            self.blocks.append([])
            self._languages.append([])

    def mark(self, kind: str, value: str = "", node: Image | None = None) -> None:
        """Something begins here, or stands here."""
        self._traits.append((kind, value, self.here, self.here, node))

    @contextmanager
    def marked(self, kind: str, value: str) -> Iterator[None]:
        """Everything said in this context is of this kind; nothing is noted where `value` is empty."""
        number = len(self._traits)
        if value:
            self._traits.append((kind, value, self.here, self.here, None))
        yield
        if value:
            self._traits[number] = (kind, value, self._traits[number][2], self.here, None)

    @contextmanager
    def speaking(self, tag: str) -> Iterator[None]:
        """Everything said in this context is in the language `tag`; an empty one changes nothing."""
        outer, self.language = self.language, language(tag) or self.language
        yield
        self.language = outer

    def named(self, kind: str) -> Iterator[str]:
        """The values of all traits of a kind."""
        return (trait[1] for trait in self._traits if trait[0] == kind)

    def passages(self) -> tuple[str, ...]:
        """The texts of all passages that say something."""
        texts = ("".join(block).strip() for block in self.blocks)
        return tuple(text for text in texts if squeeze(text))

    def traits(self) -> tuple[Trait, ...]:
        """All traits, in the order in which they begin; neighbours of one language are one."""
        places: list[list[int]] = []
        at = 0
        runs: list[tuple[str, int, int]] = []
        for block, tongues in zip(self.blocks, self._languages, strict=True):
            places.append([at])
            for text, tongue in zip(block, tongues, strict=True):
                end = at + len(squeeze(text))
                if runs and runs[-1][0] == tongue:
                    runs[-1] = (tongue, runs[-1][1], end)
                elif end > at:
                    runs.append((tongue, at, end))
                places[-1].append(end)
                at = end
        spoken = (Trait("language", tongue, start, end) for tongue, start, end in runs if tongue != self.base)
        marked = (
            Trait(k, v, places[a][b], places[c][d], node) for k, v, (a, b), (c, d), node in self._traits
        )
        return tuple(sorted((*marked, *spoken), key=lambda trait: (trait.start, trait.end)))


def identifiers(passages: Iterable[tuple[str, str]]) -> Iterator[str]:
    """A stable name for each (kind, text): what it says and which of its like it is, not where it stands."""
    seen: dict[str, int] = {}
    for kind, text in passages:
        said = f"{kind}\n{squeeze(text)}"
        seen[said] = seen.get(said, 0) + 1
        yield hashlib.sha256(f"{said}\n{seen[said]}".encode()).hexdigest()[:12]


def starts(passages: Iterable[str]) -> list[int]:
    """Where each of `passages` begins in their stream."""
    found, at = [], 0
    for text in passages:
        found.append(at)
        at += len(squeeze(text))
    return found
