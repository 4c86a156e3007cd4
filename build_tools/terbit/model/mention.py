"""Where the words stand that an edition speaks of: in the master, else in a file beside it.

In: words as printed, or a path or anchor as written. Out: the place of the very words. What an edition prints
has other white space than the master, and its nodes went through another process: it is found by its words.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from functools import cached_property

from terbit.model.book import Complaint, Sought
from terbit.model.findings import Span
from terbit.model.flow import Sequence, sequences
from terbit.model.manuscript import Manuscript
from terbit.model.outline import outline_of
from terbit.model.places import Lines
from terbit.model.tree import Block, Note, Table


class Mentions:
    """Finds the places of complaints in one manuscript; what that takes is worked out when needed."""

    def __init__(self, manuscript: Manuscript) -> None:
        """`manuscript` is what the complaining edition was made from."""
        self._manuscript = manuscript

    def place(self, complaint: Complaint) -> Span:
        """The place a complaint is about; the beginning of the master when it is nowhere."""
        book, about = self._manuscript, complaint.about
        if not about:
            return Span(book.path)
        if complaint.sought is Sought.MARKUP:
            target = book.places.target(about)
            return book.places.lines.span(*target) if target else book.places.text_span(about)
        if complaint.sought is Sought.TABLE:
            printed = squeeze(about)  # its caption may begin with a number that the master does not have
            table = next((node for words, node in self._tables if words and printed.endswith(words)), None)
            return book.places.span(table) if table else Span(book.path)
        around = self._passages.get(squeeze(complaint.within))
        inside = self._said(about, sequences([around])) if around else None
        return inside or self._said(about, self._flows) or self._beside(about) or book.places.text_span(about)

    @cached_property
    def _flows(self) -> list[Sequence]:
        return sequences(self._manuscript.blocks)

    @cached_property
    def _passages(self) -> dict[str, Block]:
        notes = (outline_of(node.c) for node in self._manuscript.nodes if isinstance(node, Note))
        every = (outline_of(self._manuscript.blocks), *notes)
        said = ((squeeze(one.text), one.node) for outline in every for one in outline.passages)
        return {text: node for text, node in said if node is not None}

    @cached_property
    def _tables(self) -> list[tuple[str, Table]]:
        """Each table with its words, those of the most words first."""
        tables = (node for node in self._manuscript.nodes if isinstance(node, Table))
        said = [("".join(squeeze(one.text) for one in outline_of([it]).passages), it) for it in tables]
        return sorted(said, key=lambda entry: -len(entry[0]))

    def _said(self, words: str, flows: Iterable[Sequence]) -> Span | None:
        sought = squeeze(words)
        places = self._manuscript.places
        for flow in flows:
            if not sought or sought not in squeeze(flow.text):  # a space without a glyph says nothing
                continue
            kept = [at for at, character in enumerate(flow.text) if squeeze(character)]
            first = "".join(flow.text[at] for at in kept).find(sought)
            start, _ = self._piece(flow, kept[first])
            _, end = self._piece(flow, kept[first + len(sought) - 1])
            if start >= 0 and end >= 0:
                return places.lines.span(start, end)
            return places.span(*flow.leaves)
        return None

    def _piece(self, flow: Sequence, at: int) -> tuple[int, int]:
        leaf = bisect.bisect_right(flow.starts, at) - 1
        pieces = self._manuscript.places.pieces(flow.leaves[leaf])
        inner = at - flow.starts[leaf]
        return pieces[inner] if inner < len(pieces) else (-1, -1)

    def _beside(self, words: str) -> Span | None:
        """In the glossary, the references and the rest of what was written, in the order they are printed."""
        book = self._manuscript
        received = book.edits.received_path if book.edits else None
        for path in book.inputs:
            if path not in {book.path, received} and path.suffix in {".yaml", ".json"}:
                text = path.read_text("utf-8", errors="replace")
                if (start := text.find(words)) >= 0:
                    return Lines(path, text).span(start, start + len(words))
        for reference in book.references:  # JSON may write a letter as its number
            for key, value in reference.entry.items():
                if words in str(value):
                    return reference.spans.get(key, reference.span)
        return None


def squeeze(text: str) -> str:
    """`text` without white space and soft hyphens, which a page may add and take away."""
    return "".join(text.replace("\u00ad", "").split())
