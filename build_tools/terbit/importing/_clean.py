"""A draft's tree becomes one that a master may hold: nothing raw, unsafe, remote, or unknown to Markdown.

What goes is told in the account; its words stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from terbit.importing._account import CLOSE, OPEN, Account
from terbit.importing._build import words as words_of
from terbit.importing._draft import Draft
from terbit.model.tree import (
    NO_ATTR,
    Attr,
    Block,
    BulletList,
    Caption,
    Cite,
    Code,
    CodeBlock,
    ColWidth,
    Div,
    Figure,
    Header,
    Image,
    Inline,
    LineBreak,
    Link,
    Note,
    OrderedList,
    Para,
    Plain,
    Quoted,
    RawBlock,
    RawInline,
    Row,
    SingleQuote,
    SoftBreak,
    Space,
    Span,
    Str,
    Strong,
    Table,
    TableBody,
    TableHead,
)
from terbit.model.walk import map_children, text_of, walk

Picture = Callable[[str, str], str | None]
"""From the target and the description of a picture to the path it has in the book, or None."""

_SAFE = re.compile(r"(?:https?|mailto|tel|ftp):", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")
_KIND = re.compile(r"[A-Za-z][A-Za-z0-9+#-]{0,20}")
"""The name of a programming language, as a class of code."""
_C1 = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0) if code != 0x85}  # noqa: PLR2004  # NEL is a line end
"""What the controls U+0080 to U+009F were meant as (HTML 13.2.5.80)."""
_GONE = dict.fromkeys([*range(9), 11, *range(14, 32), 0x7F, 0xFFFE, 0xFFFF, *map(ord, OPEN + CLOSE)], "")
_LETTERS = {**_C1, **_GONE, 9: " ", 10: " ", 12: " ", 13: " ", 0x85: " ", 0x2028: " ", 0x2029: " "}
_MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")


class Cleaner:
    """Cleans the blocks of one draft."""

    def __init__(  # one argument per thing that a node may name
        self, draft: Draft, picture: Picture, keys: frozenset[str], anchors: frozenset[str], account: Account
    ) -> None:
        """`keys` are those of references that citations may name, `anchors` those that links may lead to."""
        self._blocks, self._described = draft.blocks, draft.described
        self._picture, self._keys, self._anchors = picture, keys, anchors
        self._account = account
        self._marks: list[int] = []
        self._depth = 0

    def top(self) -> list[Block]:
        """The cleaned blocks; each aside stands as a comment behind the block that held it."""
        return self._sequence(self._blocks)

    def _sequence(self, blocks: tuple[Block, ...]) -> list[Block]:
        made: list[Block] = []
        for block in blocks:
            made += self._block(block)
            if self._depth == 0:
                made += [RawBlock(("html", self._account.comment(number))) for number in self._marks]
                self._marks = []
        return made

    def _inner(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        self._depth += 1
        made = [one for block in blocks for one in self._block(block)]
        self._depth -= 1
        return tuple(made)

    def _block(self, block: Block) -> list[Block]:
        match block:
            case RawBlock(c=(_, text)):
                return [CodeBlock((NO_ATTR, text))]
            case Div(c=(attr, inner)):
                return self._division(attr, inner)
            case Header(c=(level, attr, inlines)):
                words = self._inlines(tuple(self._flat(inlines)))
                if not text_of(words, formulas=True).strip():
                    return [Para(words)] if words else []
                anchor = self._anchor(attr)
                return [Header((level, anchor, words))] if self._depth == 0 else [Para((Strong(words),))]
            case CodeBlock(c=((_, classes, _), text)):
                kept = tuple(name for name in classes if _KIND.fullmatch(name))[:1]
                return [CodeBlock((("", kept, ()), self._taken(text).translate(_GONE)))]
            case BulletList(c=items):
                return [BulletList(_tight(tuple(map(self._inner, items))))]
            case OrderedList(c=(numbering, items)):
                return [OrderedList((numbering, _tight(tuple(map(self._inner, items)))))]
            case Figure():
                return self._figure(block)
            case Table():
                return self._table(block)
            case Para(c=inlines) | Plain(c=inlines):
                words = _trimmed(self._inlines(inlines))
                kind = Para if self._depth == 0 else type(block)
                return [kind(words)] if words else []
            case _:
                return [map_children(block, self._inner, self._inlines)]  # type: ignore[list-item]  # a block stays one

    def _division(self, attr: Attr, inner: tuple[Block, ...]) -> list[Block]:
        made = self._sequence(inner)
        anchor = self._anchor(attr)
        if anchor == NO_ATTR:
            return made
        first = next((number for number, one in enumerate(made) if isinstance(one, Header)), None)
        if first == 0 and isinstance(made[0], Header) and made[0].c[1] == NO_ATTR:
            return [Header((made[0].level, anchor, made[0].inlines)), *made[1:]]
        return made if first is not None else [Div((anchor, tuple(made)))]

    def _figure(self, figure: Figure) -> list[Block]:
        """A picture with its caption; anything else is what it holds, then the caption."""
        caption = self._inner(figure.c[1].blocks)
        inner = self._inner(figure.c[2])
        words = tuple(_joined(caption))
        match inner:
            case (Plain(c=(Image(),) as shown),) | (Para(c=(Image(),) as shown),) if words:
                return [Figure((self._anchor(figure.c[0]), Caption(None, (Plain(words),)), (Plain(shown),)))]
            case _:
                return [*inner, *caption]

    def _table(self, table: Table) -> list[Block]:
        attr, caption, columns, head, bodies, foot = table.c
        words = tuple(_joined(self._inner(caption.blocks)))
        rows = [*head.rows, *(row for body in bodies for row in (*body.head, *body.rows)), *foot.rows]
        if not any(row.cells for row in rows):
            return [Para(words)] if words else []
        free = tuple((alignment, ColWidth("ColWidthDefault")) for alignment, _ in columns)
        made = Table(
            (
                self._anchor(attr),
                Caption(None, (Plain(words),) if words else ()),
                free,
                TableHead(NO_ATTR, self._rows(head.rows)),
                tuple(TableBody(NO_ATTR, 0, (), self._rows((*body.head, *body.rows))) for body in bodies),
                TableHead(NO_ATTR, self._rows(foot.rows)),
            )
        )
        return [made]

    def _rows(self, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        from msgspec.structs import replace

        return tuple(
            Row(
                NO_ATTR,
                tuple(replace(cell, attr=NO_ATTR, blocks=self._inner(cell.blocks)) for cell in row.cells),
            )
            for row in rows
        )

    def _flat(self, inlines: tuple[Inline, ...]) -> list[Inline]:
        """The inlines of a heading: on one line, and not bold throughout."""
        every: list[Inline] = [Space() if isinstance(one, LineBreak) else one for one in inlines]
        while len(every) == 1 and isinstance(every[0], Strong):
            every = [Space() if isinstance(one, LineBreak) else one for one in every[0].c]
        return every

    def _inlines(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple(one for inline in inlines for one in self._inline(inline))

    def _inline(self, inline: Inline) -> list[Inline]:
        match inline:
            case Str(c=text):
                words = self._taken(text).translate(_LETTERS)
                pieces = re.split(r"( +|(?=@))", words)  # the writer escapes an @ only where a word begins
                return [Space() if piece.isspace() else Str(piece) for piece in pieces if piece]
            case Code(c=(_, text)):
                return [Code((NO_ATTR, self._taken(text).translate(_GONE)))]
            case RawInline(c=(_, text)):
                return [Code((NO_ATTR, text))]
            case Span(c=(attr, inner)):
                return self._span(attr, inner)
            case Quoted(c=(kind, inner)):
                marks = "‘’" if isinstance(kind, SingleQuote) else "“”"
                return [Str(marks[0]), *self._inlines(inner), Str(marks[1])]
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
                return list(self._inlines(inner))
            case Note(c=blocks):
                return [Note(self._inner(blocks) or (Para((Str("…"),)),))]
            case _:
                return [map_children(inline, self._inner, self._inlines)]  # type: ignore[list-item]  # an inline stays one

    def _span(self, attr: Attr, inner: tuple[Inline, ...]) -> list[Inline]:
        words = self._inlines(inner)
        language = dict(attr[2]).get("lang", "")
        kept = (
            (("lang", language),) if _LANGUAGE.fullmatch(language) and not language.startswith("id") else ()
        )
        anchor = self._anchor(attr)[0]
        return [Span(((anchor, (), kept), words))] if (anchor or kept) and words else list(words)

    def _link(self, link: Link) -> list[Inline]:
        _, inner, (target, _) = link.c
        words = self._inlines(inner)
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
        words = _trimmed(self._inlines(inner)) or self._inlines(described)
        path = self._picture(target, text_of(words))
        if path is None:
            return list(words)
        return [Image((NO_ATTR, words, (path, "")))]

    def _anchor(self, attr: Attr) -> Attr:
        return (attr[0], (), ()) if attr[0] in self._anchors else NO_ATTR

    def _taken(self, text: str) -> str:
        """The text without the marks of asides, which are kept for the end of the block."""
        self._marks += [int(found[1]) for found in _MARK.finditer(text)]
        return _MARK.sub("", text)


def _tight(items: tuple[tuple[Block, ...], ...]) -> tuple[tuple[Block, ...], ...]:
    """Items of one paragraph each, with lists below it, close together: Word knows no other."""
    if all(isinstance(one, BulletList | OrderedList) for item in items for one in item[1:]):
        return tuple(
            tuple(Plain(one.c) if isinstance(one, Para) else one for one in item) or (Plain(()),)
            for item in items
        )
    return items


def _joined(blocks: tuple[Block, ...]) -> list[Inline]:
    """The inlines of paragraphs as one line; what else stands in a caption is its words."""
    made: list[Inline] = []
    for block in blocks:
        words = block.c if isinstance(block, Para | Plain) else tuple(_strings(block))
        made += [Space(), *words] if made else words
    return [Space() if isinstance(one, LineBreak) else one for one in made]


def _strings(block: Block) -> Iterator[Inline]:
    for node in walk((block,)):
        if isinstance(node, Str):
            yield from (Space(), node)


def _trimmed(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Without spaces and line ends at the edges: what is left of a mark alone is nothing."""
    every = list(inlines)
    while every and isinstance(every[0], Space | SoftBreak | LineBreak):
        every.pop(0)
    while every and isinstance(every[-1], Space | SoftBreak | LineBreak):
        every.pop()
    return tuple(every)
