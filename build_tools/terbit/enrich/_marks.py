"""Anchors in the master's text: for citations, which entries lead back to, and for the author's index."""

from __future__ import annotations

import msgspec

from terbit.enrich._draft import Draft, Use, span
from terbit.model.book import INDEX_MARK
from terbit.model.outline import BACK_REFERENCES
from terbit.model.tree import NO_ATTR, Attr, Block, Cite, Header, Image, Inline, Span
from terbit.model.walk import map_children, past_words, text_of


def mark(draft: Draft) -> Draft:
    """Anchors in body and notes; a class that is ours alone is taken from the author.

    The author marks a subject as `[teks]{.indeks}` or `[teks]{indeks="pokok"}`.
    """
    marker = _Marker()
    blocks = marker.blocks(draft.blocks)
    citations = {key: tuple(found) for key, found in marker.citations.items()}
    return msgspec.structs.replace(draft, blocks=blocks, citations=citations, marks=marker.marks)


class _Marker:
    """One walk through everything the author wrote, notes included, in reading order."""

    def __init__(self) -> None:
        self.citations: dict[str, list[Use]] = {}
        self.marks: dict[str, str] = {}
        self._section = ""
        self._cited = 0

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(self._node(block) for block in blocks)  # type: ignore[misc]  # _node keeps blocks blocks

    def _inlines(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return past_words(inlines, self._node)

    def _node(self, node: Block | Inline) -> Block | Inline:
        if isinstance(node, Image):  # a description is plain text: no anchor survives in it
            return node
        if isinstance(node, Header):
            self._section = text_of(node.inlines)
        node = map_children(node, self.blocks, self._inlines)
        match node:
            case Cite():
                return self._anchored(node)
            case Span(c=((_, classes, pairs), _)) if {*classes, *dict(pairs)} & {INDEX_MARK, BACK_REFERENCES}:
                return self._own(node)
            case _:
                return node

    def _anchored(self, cite: Cite) -> Span:
        self._cited += 1
        anchor = f"kutip-{self._cited}"
        for key in dict.fromkeys(cite.keys):
            self.citations.setdefault(key, []).append(Use(anchor, self._section))
        return span((anchor, (), ()), cite)

    def _own(self, node: Span) -> Span:
        """The author's span without our classes; words for the index get a span of their own inside it."""
        (anchor, classes, pairs), inlines = node.c
        kept: Attr = (
            anchor,
            tuple(name for name in classes if name not in {INDEX_MARK, BACK_REFERENCES}),
            tuple(pair for pair in pairs if pair[0] != INDEX_MARK),
        )
        subject = dict(pairs).get(INDEX_MARK, "") or (text_of(inlines) if INDEX_MARK in classes else "")
        if subject := " ".join(subject.split()):
            place = f"indeks-{len(self.marks) + 1}"
            self.marks[place] = subject
            node = span((place, (INDEX_MARK,), ()), *inlines)
            return node if kept == NO_ATTR else span(kept, node)
        return Span((kept, inlines))
