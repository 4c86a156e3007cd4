"""The words of a draft become those that a master may hold: each inline, down to its characters."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from terbit.importing._account import CLOSE, OPEN, Account
from terbit.importing._build import words as words_of
from terbit.model.tree import (
    NO_ATTR,
    Attr,
    Block,
    Cite,
    Code,
    Image,
    Inline,
    LineBreak,
    Link,
    Note,
    Para,
    Quoted,
    RawInline,
    SingleQuote,
    SoftBreak,
    Space,
    Span,
    Str,
)
from terbit.model.walk import map_children, text_of

Picture = Callable[[str, str], str | None]
"""From the target and the description of a picture to the path it has in the book, or None."""

_SAFE = re.compile(r"(?:https?|mailto|tel|ftp):", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")
_C1 = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0) if code != 0x85}  # noqa: PLR2004  # NEL is a line end
"""What the controls U+0080 to U+009F were meant as (HTML 13.2.5.80)."""
_GONE = dict.fromkeys([*range(9), 11, *range(14, 32), 0x7F, 0xFFFE, 0xFFFF, *map(ord, OPEN + CLOSE)], "")
_LETTERS = {**_C1, **_GONE, 9: " ", 10: " ", 12: " ", 13: " ", 0x85: " ", 0x2028: " ", 0x2029: " "}
_MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")


class Words:
    """Cleans the inlines of one draft."""

    def __init__(  # noqa: PLR0913, PLR0917  # one argument per thing that a node may name
        self,
        described: Mapping[str, str],
        picture: Picture,
        keys: frozenset[str],
        anchors: frozenset[str],
        account: Account,
        inner: Callable[[tuple[Block, ...]], tuple[Block, ...]],
    ) -> None:
        """`described` are pictures by their targets, `inner` cleans the blocks of a note."""
        self._described, self._picture = described, picture
        self._keys, self._anchors = keys, anchors
        self._account, self._inner = account, inner
        self._marks: list[int] = []

    def inlines(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """The cleaned inlines."""
        return tuple(one for inline in inlines for one in self._inline(inline))

    def _inline(self, inline: Inline) -> list[Inline]:
        match inline:
            case Str(c=text):
                words = self._taken(text).translate(_LETTERS)
                pieces = re.split(r"( +|(?=@))", words)  # the writer escapes an @ only where a word begins
                return [Space() if piece.isspace() else Str(piece) for piece in pieces if piece]
            case Code(c=(_, text)):
                return [Code((NO_ATTR, self.code(text)))]
            case RawInline(c=(_, text)):
                return [Code((NO_ATTR, text))]
            case Span(c=(attr, inner)):
                return self._span(attr, inner)
            case Quoted(c=(kind, inner)):
                marks = "‘’" if isinstance(kind, SingleQuote) else "“”"
                return [Str(marks[0]), *self.inlines(inner), Str(marks[1])]
            case Link():
                return self._link(inline)
            case Image():
                return self._image(inline)
            case Cite(c=(_, inner)):
                if set(inline.keys) <= self._keys:
                    return [inline]
                self._account.change(
                    "Rujukan seperti [@kunci] yang tidak ada dalam daftar pustaka menjadi teks."
                )
                return list(self.inlines(inner))
            case Note(c=blocks):
                return [Note(self._inner(blocks) or (Para((Str("…"),)),))]
            case _:
                return [map_children(inline, self._inner, self.inlines)]  # type: ignore[list-item]  # an inline stays one

    def _span(self, attr: Attr, inner: tuple[Inline, ...]) -> list[Inline]:
        words = self.inlines(inner)
        language = dict(attr[2]).get("lang", "")
        kept = (
            (("lang", language),) if _LANGUAGE.fullmatch(language) and not language.startswith("id") else ()
        )
        anchor = self.anchor(attr)[0]
        return [Span(((anchor, (), kept), words))] if (anchor or kept) and words else list(words)

    def _link(self, link: Link) -> list[Inline]:
        _, inner, (target, _) = link.c
        words = self.inlines(inner)
        if not words:
            return []
        if _SAFE.match(target) and not re.search(r"[\s<>]", target):
            return [Link((NO_ATTR, words, (target, "")))]
        if target.startswith("#"):
            if target[1:] in self._anchors:
                return [Link((NO_ATTR, words, (target, "")))]
            self._account.change("Tautan ke tempat yang tidak ada dalam naskah menjadi teks biasa.")
        else:
            self._account.lose(f"Tautan ke “{target[:80]}” dilepas; katanya tetap ada.")
        return list(words)

    def _image(self, image: Image) -> list[Inline]:
        _, inner, (target, title) = image.c
        described = words_of(self._described.get(target, "") or title)
        words = trimmed(self.inlines(inner)) or self.inlines(described)
        path = self._picture(target, text_of(words))
        if path is None:
            return list(words)
        return [Image((NO_ATTR, words, (path, "")))]

    def anchor(self, attr: Attr) -> Attr:
        """Of the attributes of a node its identifier, if a link leads there."""
        return (attr[0], (), ()) if attr[0] in self._anchors else NO_ATTR

    def code(self, text: str) -> str:
        """The text of code: its lines stay, characters that XML cannot hold do not."""
        return self._taken(text).translate(_GONE)

    def asides(self) -> list[int]:
        """The numbers of the asides whose marks were met since this was last asked."""
        met, self._marks = self._marks, []
        return met

    def _taken(self, text: str) -> str:
        """The text without the marks of asides, which are kept for the end of the block."""
        self._marks += [int(found[1]) for found in _MARK.finditer(text)]
        return _MARK.sub("", text)


def trimmed(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Without spaces and line ends at the edges: what is left of a mark alone is nothing."""
    every = list(inlines)
    while every and isinstance(every[0], Space | SoftBreak | LineBreak):
        every.pop(0)
    while every and isinstance(every[-1], Space | SoftBreak | LineBreak):
        every.pop()
    return tuple(every)
