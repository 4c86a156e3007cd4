"""The master's own blocks, and the anchors of the whole book."""

from __future__ import annotations

from collections import Counter

import msgspec

from terbit.enrich._captions import Captions
from terbit.enrich._chapters import chapters
from terbit.enrich._draft import Draft
from terbit.model.book import Part, PartKind
from terbit.model.tree import (
    Attr,
    Block,
    Code,
    CodeBlock,
    Div,
    Figure,
    Header,
    Image,
    Inline,
    Link,
    RawBlock,
    Span,
    Table,
)
from terbit.model.walk import anchors, map_children, past_words, without_raw

_AUTHORED = frozenset({PartKind.HALF_TITLE, PartKind.FRONT, PartKind.BODY})


def add(draft: Draft) -> Draft:
    """The body: everything the author wrote but comments, one part or a book of chapters."""
    blocks = tuple(block for block in draft.blocks if not isinstance(block, RawBlock))
    title, profile = draft.metadata.title, draft.manuscript.profile
    divided = chapters(blocks, title, profile) if profile.has_chapters else ()
    half_title, rest = divided[:1], divided[1:]
    body = rest or (Part(PartKind.BODY, title, Captions().number(blocks)),)
    return msgspec.structs.replace(draft, parts=(*half_title, *draft.parts, *body))


def settle_anchors(draft: Draft) -> Draft:
    """Every anchor once, every link inside the book to an anchor that exists; both were reported before.

    The book's own anchors (part names, terms, references) win over an author's. `marks` come out in reading
    order.
    """
    own = {kind.value for kind in PartKind}
    settler = _Settler({a for part in draft.parts for a in anchors(part.blocks)}, own)
    parts = tuple(
        msgspec.structs.replace(part, blocks=settler.blocks(part.blocks, body=part.kind in _AUTHORED))
        for part in draft.parts
    )
    marks = {now: draft.marks[first] for now, first in settler.spans.items() if first in draft.marks}
    return msgspec.structs.replace(draft, parts=parts, marks=marks)


class _Settler:
    def __init__(self, known: set[str], own: set[str]) -> None:
        self._known, self._own = known, own
        self._seen: Counter[str] = Counter(own)
        self._body = False
        self.spans: dict[str, str] = {}

    def blocks(self, blocks: tuple[Block, ...], *, body: bool) -> tuple[Block, ...]:
        self._body = body
        return self._blocks(blocks)

    def _blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(self._node(block) for block in blocks)  # type: ignore[misc]  # _node keeps blocks blocks

    def _inlines(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return past_words(without_raw(inlines), self._node)

    def _node(self, node: Block | Inline) -> Block | Inline:
        node = map_children(node, self._blocks, self._inlines)
        match node:
            case Header(c=(level, attr, inlines)):
                return Header((level, self._attr(attr), inlines))
            case Div(c=(attr, blocks)):
                return Div((self._attr(attr), blocks))
            case Span(c=(attr, inlines)):
                settled = self._attr(attr)
                self.spans[settled[0]] = attr[0]
                return Span((settled, inlines))
            case Code(c=(attr, text)):
                return Code((self._attr(attr), text))
            case CodeBlock(c=(attr, text)):
                return CodeBlock((self._attr(attr), text))
            case Image(c=(attr, inlines, target)):
                return Image((self._attr(attr), inlines, target))
            case Figure(c=(attr, caption, blocks)):
                return Figure((self._attr(attr), caption, blocks))
            case Table(c=(attr, caption, columns, head, bodies, foot)):
                return Table((self._attr(attr), caption, columns, head, bodies, foot))
            case Link(c=(attr, inlines, (target, title))):
                if target.startswith("#") and target[1:] not in self._known:
                    return Span((self._attr(attr), inlines))
                return Link((self._attr(attr), inlines, (target, title)))
            case _:
                return node

    def _attr(self, attr: Attr) -> Attr:
        anchor, classes, pairs = attr
        if not anchor or (anchor in self._own and not self._body):
            return attr
        self._seen[anchor] += 1
        number = self._seen[anchor]
        return (anchor if number == 1 else f"{anchor}-{number}"), classes, pairs
