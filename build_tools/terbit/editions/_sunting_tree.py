"""The master's blocks, with all that differs from the received text in pandoc's spans for tracked changes.

Every word of the master is there: kept, or inserted. Every word received is there: kept, or deleted.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator

import msgspec

from terbit.editions._sunting_script import Deed, Script, Step
from terbit.model.book import CAPTION_LABEL, CHAPTER_LABEL, INDEX_MARK
from terbit.model.edits import Edits
from terbit.model.revision import Revision, plain, revised
from terbit.model.tree import (
    Block,
    Cite,
    Code,
    CodeBlock,
    DefinitionList,
    Div,
    DoubleQuote,
    Header,
    Image,
    Inline,
    LineBlock,
    LineBreak,
    Link,
    Math,
    Note,
    Para,
    Plain,
    Quoted,
    SoftBreak,
    Space,
    Span,
    Str,
    Strong,
)
from terbit.model.walk import map_children, rewrite, text_of

EDITOR = "Penyunting"
"""The author of every change and comment; `suntingan.yaml` names nobody."""
_LABELS = {CAPTION_LABEL, CHAPTER_LABEL}
_CODE = (("custom-style", "Source Code"),)


class Tracked(msgspec.Struct, frozen=True):
    """The blocks, and for each heading among them, in order, whether its line went on as a paragraph."""

    blocks: tuple[Block, ...]
    cut: tuple[bool, ...]


def tracked(blocks: Iterable[Block], edits: Edits, date: datetime.date) -> Tracked:
    """`blocks` (authored parts of a book) with the changes of `edits`, dated `date`."""
    writer = _Writer(edits, date)
    return Tracked(writer.blocks(tuple(blocks)), tuple(writer.cut))


class _Writer:
    def __init__(self, edits: Edits, date: datetime.date) -> None:
        self._edits = edits
        self._pieces = list(revised(edits))[::-1]
        self._reasons = dict(_reasons(edits))
        self._signed = (("author", EDITOR), ("date", f"{date.isoformat()}T00:00:00Z"))
        self._comments = 0
        self._open: dict[int, str] = {}  # comments begun, by the change they are about
        self._notes = list(edits.notes)
        self.cut: list[bool] = []

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(new for block in blocks for new in self._block(block))

    def _block(self, block: Block) -> Iterator[Block]:
        match block:
            case Header(c=(level, attr, inlines)):
                words, cut = self._passage(inlines, heading=True)
                self.cut.append(cut)
                yield Header((level, attr, words))
            case Para(c=inlines) | Plain(c=inlines):
                yield type(block)(self._passage(inlines)[0])
            case CodeBlock(c=(_, code)):
                lines = [self._insert((Code((("", (), ()), line)),)) for line in code.splitlines()]
                broken = [part for line in lines for part in (line, LineBreak())][:-1]
                yield Div((("", (), _CODE), (Para(tuple(broken)),)))
            case LineBlock(c=lines):
                yield LineBlock(tuple((self._insert(_bare(line)),) for line in lines))
            case DefinitionList(c=entries):
                yield DefinitionList(
                    tuple(
                        ((self._insert(_bare(term)),), tuple(self.blocks(text) for text in texts))
                        for term, texts in entries
                    )
                )
            case _:
                yield map_children(block, self.blocks, lambda inlines: inlines)  # type: ignore[misc]  # a block stays a block

    def _passage(
        self, inlines: tuple[Inline, ...], *, heading: bool = False
    ) -> tuple[tuple[Inline, ...], bool]:
        """The words of a heading or paragraph with its changes, and whether its line goes on behind it."""
        label, own = _without_label(_bare(inlines))
        piece = self._piece(own, heading=heading)
        opening = (self._insert(label),) if label else ()
        if piece is None:
            return (*opening, *((self._insert(own),) if own else ())), False
        script = Script(piece)
        try:
            said = (*self._inlines(own, script, piece.line), *self._steps(script.rest()))
        except ValueError:
            self._open.clear()
            said = (self._span("deletion", (Str(piece.old),)), self._insert(own))
        if heading:
            said = (*self._comment(-1, self._edits.structure.identifier), *said, *self._end(-1))
        return (*opening, *said), piece.goes_on

    def _piece(self, own: tuple[Inline, ...], *, heading: bool) -> Revision | None:
        """The next received piece if these are its words; None for what nobody sent (a heading of ours)."""
        if not self._pieces:
            return None
        piece = self._pieces[-1]
        same = piece.is_heading is heading and plain(text_of(own, citations=False)) == plain(piece.new)
        return self._pieces.pop() if same else None

    def _inlines(self, inlines: tuple[Inline, ...], script: Script, line: int) -> tuple[Inline, ...]:
        return tuple(new for inline in inlines for new in self._inline(inline, script, line))

    def _inline(self, inline: Inline, script: Script, line: int) -> Iterator[Inline]:
        match inline:
            case Str(c=text):
                yield from self._steps(script.take(text))
            case Space() | SoftBreak() | LineBreak():
                yield from self._steps(script.take(" "))
            case Code(c=(attr, text)):
                yield from self._steps(script.take(text), lambda kept: Code((attr, kept)))
            case Cite(c=(_, words)):
                yield from self._remarked(words, self._about_citation(inline.keys, line))
            case Note():
                yield from self._remarked((inline,), self._about_note(line))
            case Math() | Image():
                yield self._insert((inline,))
            case _:
                yield map_children(inline, self.blocks, lambda inner: self._inlines(inner, script, line))  # type: ignore[misc]  # an inline stays one

    def _steps(self, steps: Iterable[Step], write: Callable[[str], Inline] = Str) -> Iterator[Inline]:
        for step in steps:
            if step.opens and step.rule in self._reasons and step.rule != self._edits.structure.identifier:
                yield from self._comment(step.change, step.rule)
            match step.deed:
                case Deed.KEPT:
                    yield write(step.text)
                case Deed.DELETED:
                    yield self._span("deletion", (write(step.text),))
                case Deed.INSERTED:
                    yield self._insert((write(step.text),))
            if step.closes:
                yield from self._end(step.change)

    def _insert(self, inlines: tuple[Inline, ...]) -> Inline:
        return self._span("insertion", inlines)

    def _span(self, kind: str, inlines: tuple[Inline, ...]) -> Span:
        return Span((("", (kind,), self._signed), inlines))

    def _remarked(self, inlines: tuple[Inline, ...], remark: tuple[Inline, ...]) -> Iterator[Inline]:
        yield from self._comment(-2, "", remark)
        yield self._insert(inlines)
        yield from self._end(-2)

    def _comment(self, change: int, rule: str, remark: tuple[Inline, ...] = ()) -> Iterator[Inline]:
        text = remark or self._reasons.get(rule, ())
        if text:
            self._open[change] = str(self._comments)
            pairs = (("id", str(self._comments)), *self._signed)
            self._comments += 1
            yield Span((("", ("comment-start",), pairs), text))

    def _end(self, change: int) -> Iterator[Inline]:
        if number := self._open.pop(change, ""):
            yield Span((("", ("comment-end",), (("id", number),)), ()))

    def _about_citation(self, keys: Iterable[str], line: int) -> tuple[Inline, ...]:
        cited = set(keys)
        claims = [e.claim for e in self._edits.citations if e.line == line and cited & set(e.keys)]
        reason = "Klaim ini diberi sumber yang sudah diperiksa."
        return _remark(", ".join(claims) or "Rujukan", "Rujukan ditambahkan", reason)

    def _about_note(self, line: int) -> tuple[Inline, ...]:
        note = next((note for note in self._notes if note.line == line), None)
        if note is None:
            return _remark("Catatan", "Catatan ditambahkan", "")
        self._notes.remove(note)
        return _remark(note.label, "Catatan editor ditambahkan", note.reason)


def _reasons(edits: Edits) -> Iterator[tuple[str, tuple[Inline, ...]]]:
    """The comment for each rule, by its identifier."""
    structure = edits.structure
    yield (
        structure.identifier,
        _remark(structure.identifier, structure.change, structure.reason, structure.authority),
    )
    for rule in edits.rules:
        said = _remark(rule.identifier, rule.change, rule.reason, rule.authority, rule.certainty)
        yield rule.identifier, said


def _remark(
    name: str, change: str, reason: str, authority: str = "", certainty: str = ""
) -> tuple[Inline, ...]:
    tail = [reason] if reason else []
    tail += [f"Dasar: {authority.removesuffix('.')}."] if authority else []
    tail += [f"Kepastian: {certainty}."] if certainty else []
    return (Strong((Str(f"{name}: {change}."),)), *((Str(" " + " ".join(tail)),) if tail else ()))


def _without_label(inlines: tuple[Inline, ...]) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
    """The label that Terbit puts before a caption or a chapter's title, with its space, and the rest."""
    match inlines:
        case (Span(c=((_, classes, _), _)), *_) if _LABELS & set(classes):
            return inlines[:2], inlines[2:]
    return (), inlines


def _bare(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The same words: quotation marks as letters, no links into parts that this edition lacks, no marks."""
    (block,) = rewrite((Para(inlines),), _loose)
    return block.c if isinstance(block, Para) else inlines


def _loose(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return tuple(new for inline in inlines for new in _free(inline))


def _free(inline: Inline) -> tuple[Inline, ...]:
    match inline:
        case Quoted(c=(marks, inner)):
            left, right = ("“", "”") if isinstance(marks, DoubleQuote) else ("‘", "’")
            return (Str(left), *inner, Str(right))
        case Link(c=(_, inner, _)):  # an insertion cannot hold a link (ECMA-376 part 1, 17.13.5.18)
            return inner
        case Span(c=((_, classes, _), inner)) if INDEX_MARK in classes:
            return inner
        case Span(c=((_, classes, pairs), inner)):
            return (Span((("", classes, pairs), inner)),)
        case _:
            return (inline,)
