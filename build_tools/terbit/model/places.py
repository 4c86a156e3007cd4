"""Where a node of the tree stands in the master.

pandoc's tree carries no source positions. It reads a second copy of the master beside the first, in which
every word is a token that says which word it is (`model/mask.py`); the two trees are alike, so the tokens
give each word of the first tree its place. A piece is looked at when a finding first asks for it.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from terbit.model.align import Aligned, Extent
from terbit.model.findings import Span
from terbit.model.mask import Mask
from terbit.model.tree import Block, Note
from terbit.model.walk import Node, walk

FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?\r?\n)?(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_DEFINITION = re.compile(r"^[ ]{0,3}\[\^([^\[\]\s]+)\]:", re.MULTILINE)
_KEY = re.compile(r"(?<![\w.])-?@\{?([\w:.#$%&\-+?<>~/]*\w)\}?")
_CALL = re.compile(r"\[\^([^\[\]\s]+)\](?!:)")

Echo = Callable[[], tuple[Mask, tuple[Block, ...]] | None]
"""Gives the masked master and its tree; None where pandoc could not read it."""


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\r\n]", " ", match.group())


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

    def __init__(self, path: Path, text: str, blocks: tuple[Block, ...], echo: Echo | None = None) -> None:
        """`blocks` must be the very nodes read from `text`: places are kept by identity."""
        self.lines = Lines(path, text)
        self.text = text
        self._blocks = blocks
        self._echo = echo

    @cached_property
    def _aligned(self) -> Aligned:
        echoed = self._echo() if self._echo else None
        return Aligned(self.text, self._blocks, *(echoed or (None, ())))

    @cached_property
    def _prose(self) -> str:
        return _COMMENT.sub(_blank, FRONT_MATTER.sub(_blank, self.text))

    @cached_property
    def _keys(self) -> list[tuple[str, int]]:
        return [(match.group(1), match.start(1)) for match in _KEY.finditer(self._prose)]

    @cached_property
    def _definitions(self) -> list[tuple[int, str]]:
        return [(match.start(), match.group(1)) for match in _DEFINITION.finditer(self._prose)]

    def prepare(self) -> None:
        """Wait for pandoc's second reading and pair it with the first: otherwise done when first needed."""
        _ = self._aligned

    def span(self, *nodes: Node) -> Span:
        """From the first to the last word of `nodes`; the start of the file when none has a place."""
        found = [place for node in walk(nodes) if (place := self._aligned.place(node))]
        if not found:
            return self.lines.span(0, 0)
        return self.lines.span(min(start for start, _ in found), max(end for _, end in found))

    def word(self, node: Node) -> tuple[int, int] | None:
        """Start and end offsets of a `Str` or code node in the master, if known."""
        return self._aligned.place(node)

    def pieces(self, node: Node) -> tuple[tuple[int, int], ...]:
        """Start and end offsets of what says each character of a `Str`, code or space; (-1, -1): unknown."""
        return self._aligned.pieces(node)

    def whole(self, node: Node, text: str) -> Extent | None:
        """The places of all the leaves around `node`, if these say exactly `text`."""
        return self._aligned.whole(node, text)

    def ends(self, node: Node, text: str) -> tuple[int, int] | None:
        """As `whole`, but only where they begin and end, and None also where that is not quickly told."""
        return self._aligned.ends(node, text)

    def citation(self, key: str, within: Node | None = None) -> Span:
        """The first place where `key` is cited, at or after the first word of `within`."""
        found = [start for cited, start in self._keys if cited == key]
        inside = (self._aligned.place(node) for node in walk([within] if within else []))
        after = next((place[0] for place in inside if place), 0) if len(found) > 1 else 0
        start = next((start for start in found if start >= after), found[0] if found else None)
        return self.text_span(f"@{key}") if start is None else self.lines.span(start, start + len(key))

    def label(self, note: Note) -> str:
        """The label of a footnote; empty for an inline note."""
        place = next((place for node in walk(note.c) if (place := self._aligned.place(node))), None)
        if place is None:
            return ""
        before = bisect.bisect_right(self._definitions, (place[0], "")) - 1
        if before < 0:
            return ""
        start, label = self._definitions[before]
        return label if _is_within(self.text, start, place[0]) else ""

    def call(self, label: str) -> Span:
        """The place where the footnote `label` is called."""
        calls = _CALL.finditer(self._prose)
        match = next((call for call in calls if call.group(1) == label), None)
        return self.lines.span(*match.span()) if match else self.lines.span(0, 0)

    def target(self, written: str, after: int = 0) -> tuple[int, int] | None:
        """Start and end of a link's or an image's target, as pandoc gives it, that begins after an offset."""
        # pandoc writes “%20” for a space; a link by name has its target in a definition, anywhere.
        spellings = "|".join(re.escape(one) for one in dict.fromkeys((written, unquote(written))))
        match = re.compile(rf"\]\(\s*<?({spellings})(?=[\s>)])").search(self._prose, after)
        if match is None:
            definition = rf"^ {{0,3}}\[[^\]\n]+\]:\s*<?({spellings})(?=[\s>]|\Z)"
            match = re.compile(definition, re.MULTILINE).search(self._prose)
        return match.span(1) if match else None

    def text_span(self, words: str) -> Span:
        """The first place where exactly these characters stand."""
        start = max(self.text.find(words), 0)
        return self.lines.span(start, start + len(words) if self.text.startswith(words, start) else start)


def _is_within(text: str, start: int, at: int) -> bool:
    """Whether the definition that begins at `start` still runs at `at`: its later paragraphs are indented."""
    is_blank = False
    for line in text[start:at].splitlines()[1:]:
        if is_blank and line.strip() and not line.startswith(("    ", "\t")):
            return False
        is_blank = not line.strip()
    last = text.rfind("\n", start, at) + 1
    return not is_blank or text.startswith(("    ", "\t"), last) or last <= start
