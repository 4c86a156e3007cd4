"""Where a node of the tree stands in the master.

pandoc's tree carries no source positions, so the tree's words are matched with the master's words in
reading order, once, when the first finding needs a place. Markup that holds words of its own (front
matter, comments, link targets, attributes, citations, footnote definitions) is blanked out beforehand.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from terbit.model.findings import Span
from terbit.model.tree import Block, Cite, Code, CodeBlock, Note, Str
from terbit.model.walk import Node, children, walk

_WORD = re.compile(r"\w+")
_LOOKAHEAD = 400
"""How many words of the master may be passed over to find the next word of the tree."""

FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?\r?\n)?(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CLUSTER = re.compile(r"\[[^\[\]]*(?<![\w.])-?@[^\[\]]*\]|(?<![\w.])-?@\{?[\w:.#$%&\-+?<>~/]+\}?")
_TARGET = re.compile(
    r"(?<=\])\([^()\s]*(?:\s+\"[^\"]*\")?\)|(?<=[\])`])\{[^{}]*\}|\{#[^{}]*\}|^\s*:::.*$", re.MULTILINE
)
_DEFINITION = re.compile(
    r"^\[\^([^\]\s]+)\]:[ \t]*((?:.*(?:\n|\Z))(?:(?:[ \t]*\n)*(?:[ ]{4}|\t).*(?:\n|\Z))*)", re.MULTILINE
)
_KEY = re.compile(r"(?<![\w.])-?@\{?([\w:.#$%&\-+?<>~/]*\w)\}?")
_CALL = re.compile(r"\[\^([^\]\s]+)\](?!:)")


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())


class Lines:
    """Offsets of a text to lines and columns, both from 1, in code points."""

    def __init__(self, path: Path, text: str) -> None:
        """`text` is the file's text as decoded."""
        self.path = path
        self._starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]

    def span(self, start: int, end: int) -> Span:
        """The span of `text[start:end]`."""
        line = bisect.bisect_right(self._starts, start)
        end_line = bisect.bisect_right(self._starts, end)
        return Span(
            self.path,
            line,
            start - self._starts[line - 1] + 1,
            end_line,
            end - self._starts[end_line - 1] + 1,
        )

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and column."""
        return self._starts[line - 1] + column - 1


class Places:
    """The places of a master's words, citations and footnotes."""

    def __init__(self, path: Path, text: str, blocks: tuple[Block, ...]) -> None:
        """`blocks` must be the very nodes read from `text`: places are kept by identity."""
        self.lines = Lines(path, text)
        self._text = text
        prose = _COMMENT.sub(_blank, FRONT_MATTER.sub(_blank, text))
        self._calls = list(_CALL.finditer(prose))
        self._definitions = {m.group(1): (m.start(2), m.end(2)) for m in _DEFINITION.finditer(prose)}
        self._starts: dict[int, tuple[int, int]] = {}
        self._nodes = list(blocks)
        self._labels: dict[int, str] = {}
        self._keys = [(m.group(1), m.start(1)) for m in _KEY.finditer(prose)]
        masked = _TARGET.sub(_blank, _CLUSTER.sub(_blank, _CALL.sub(_blank, prose)))
        flow = _DEFINITION.sub(_blank, masked)
        notes = self._match(blocks, [(m.group(), m.start()) for m in _WORD.finditer(flow)])
        for note, call in zip(notes, self._calls, strict=False):
            label = call.group(1)
            self._labels[id(note)] = label
            start, end = self._definitions.get(label, (0, 0))
            words = [(m.group(), m.start()) for m in _WORD.finditer(masked, start, end)]
            self._match(note.c, words)

    def _match(self, blocks: Iterable[Block], words: list[tuple[str, int]]) -> list[Note]:
        """Match the words of `blocks` (not of their notes) with `words`; return the notes passed by."""
        notes: list[Note] = []
        at = 0
        for node in _flow(blocks, notes):
            first = last = -1
            content = node.c if isinstance(node, Str) else node.c[1]
            for word in _WORD.findall(content):
                hit = next(
                    (i for i in range(at, min(at + _LOOKAHEAD, len(words))) if words[i][0] == word), None
                )
                if hit is None:
                    continue
                at = hit + 1
                first = words[hit][1] if first < 0 else first
                last = words[hit][1] + len(word)
            if first >= 0:
                # An opening quotation mark belongs to the word it stands before.
                lead = len(content) - len(content.lstrip("“‘(\"'"))
                self._starts[id(node)] = (
                    first - lead if self._text[first - lead : first] == content[:lead] else first,
                    last,
                )
        return notes

    def span(self, *nodes: Node) -> Span:
        """From the first to the last word of `nodes`; the start of the file when none has a place."""
        found = [self._starts[id(n)] for n in walk(nodes) if id(n) in self._starts]
        if not found:
            return self.lines.span(0, 0)
        return self.lines.span(min(start for start, _ in found), max(end for _, end in found))

    def word(self, node: Node) -> tuple[int, int] | None:
        """Start and end offsets of a `Str` or code node in the master, if known."""
        return self._starts.get(id(node))

    def citation(self, key: str, within: Node | None = None) -> Span:
        """The first place where `key` is cited, at or after the first word of `within`."""
        starts = [
            start
            for start, _ in (self._starts.get(id(n), (0, 0)) for n in walk([within] if within else []))
            if start
        ]
        after = min(starts, default=0)
        found = [start for cited, start in self._keys if cited == key]
        start = next((start for start in found if start >= after), found[0] if found else None)
        return self.text_span(f"@{key}") if start is None else self.lines.span(start, start + len(key))

    def label(self, note: Note) -> str:
        """The label of a footnote; empty for an inline note."""
        return self._labels.get(id(note), "")

    def call(self, label: str) -> Span:
        """The place where the footnote `label` is called."""
        match = next((call for call in self._calls if call.group(1) == label), None)
        return self.lines.span(*match.span()) if match else self.lines.span(0, 0)

    def text_span(self, words: str) -> Span:
        """The first place where exactly these characters stand."""
        start = max(self._text.find(words), 0)
        return self.lines.span(start, start + len(words) if self._text.startswith(words, start) else start)


def _flow(blocks: Iterable[Block], notes: list[Note]) -> Iterator[Str | Code | CodeBlock]:
    stack: list[Node] = [*blocks]
    stack.reverse()
    while stack:
        node = stack.pop()
        if isinstance(node, Note):
            notes.append(node)
        elif isinstance(node, Str | Code | CodeBlock):
            yield node
        elif not isinstance(node, Cite):
            stack.extend(children(node)[::-1])
