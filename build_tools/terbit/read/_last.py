"""What was last read of a master, kept so that the next reading reads only what changed."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec

from terbit.adapters import ours, pandoc, store
from terbit.model.mask import Change, Mask, alphabet_of, names_labels
from terbit.model.tree import Block
from terbit.read._beside import Beside
from terbit.read._changes import Chapter, changed_chapters
from terbit.read._edited import Blocks, Edited, edited

LONG = 100_000
"""Characters of a master beyond which it pays to keep what was read."""

T = TypeVar("T")


class Tree(msgspec.Struct, frozen=True):
    """What pandoc read from the text whose hash is `of`, and its complaints."""

    of: bytes
    blocks: tuple[Block, ...]
    complaints: tuple[str, ...]


class _Tokens(msgspec.Struct, frozen=True):
    """What it read from the masked text, which began at `start`, and what makes the mask."""

    of: bytes
    start: int
    masked: str
    avoided: frozenset[str]
    words: list[tuple[int, int]]
    letters: list[tuple[int, int]]
    blocks: tuple[Block, ...]


K = TypeVar("K", Tree, _Tokens)


class Last:
    """What the last reading of a master said, and what becomes of it by an edit of plain words."""

    def __init__(self, path: Path, text: str, start: int, read: Callable[[str], Blocks]) -> None:
        """The master is `text` from `start` on; `read` is what pandoc reads from a text alone."""
        self._text, self._start, self._read = text, start, read
        self._edited: Beside[Edited | None] | None = None
        self._shelf = _Shelf(path) if len(text) - start > LONG and store.folder() else None
        if self._shelf is None:
            return
        written = text[start:]
        self._of = self._old = store.key(written)
        old = self._shelf.get(str, "text")
        chapters = None if old is None or names_labels(written) else changed_chapters(old, written)
        if old is not None and chapters is not None:
            self._old = store.key(old)
            self._edited = Beside(lambda: self._find(chapters))

    @property
    def is_likely(self) -> bool:
        """Whether the edit looks like one of plain words."""
        return self._edited is not None

    def edited(self) -> Edited | None:
        """The last reading with what has changed; None where the whole is to be read."""
        return self._edited() if self._edited else None

    def cited(self, style: bytes) -> Tree | None:
        """The same with the citations formatted, by the style whose hash this is."""
        now = self.edited()
        last = self._recall(Tree, "cited", style) if now else None
        if now is None or last is None or (blocks := now.cited(last.blocks)) is None:
            return None
        if self._of != self._old:
            self.keep_cited(style, blocks, last.complaints)
        return Tree(self._of, blocks, last.complaints)

    def _find(self, chapters: tuple[Chapter, ...]) -> Edited | None:
        tree, tokens = self._recall(Tree, "tree"), self._recall(_Tokens, "tokens")
        if tree is None or tokens is None or tree.complaints:  # they name lines, which move
            return None
        old = Mask(tokens.masked, alphabet_of(tokens.avoided), tokens.words, tokens.letters)
        start = tokens.start

        def mask(changes: tuple[Change, ...]) -> Mask:
            return old.edited(self._text, start, self._start, changes)

        try:
            return edited(tree.blocks, (old, tokens.blocks), chapters, mask, self._read)
        except (pandoc.PandocFault, RecursionError):
            return None

    def _recall(self, kind: type[K], *name: str | bytes) -> K | None:
        found = self._shelf.get(kind, *name) if self._shelf else None
        return found if found and found.of == self._old else None

    def keep_tree(self, blocks: Blocks, complaints: tuple[str, ...]) -> None:
        """Keep the master as written."""
        if self._shelf and not self._is_the_same:
            tree = Tree(self._of, blocks, complaints)
            self._shelf.put({("text",): self._text[self._start :], ("tree",): tree})

    def keep_tokens(self, mask: Mask, blocks: Blocks) -> None:
        """Keep its masked copy."""
        if self._shelf and not self._is_the_same:
            made = (mask.text, mask.alphabet.avoided, mask.words, mask.letters)
            self._shelf.put({("tokens",): _Tokens(self._of, self._start, *made, blocks)})

    def keep_cited(self, style: bytes, blocks: Blocks, complaints: tuple[str, ...]) -> None:
        """Keep it with the citations formatted."""
        if self._shelf:
            self._shelf.put({("cited", style): Tree(self._of, blocks, complaints)})

    @property
    def _is_the_same(self) -> bool:
        """Whether nothing has changed, and all is kept."""
        return self.edited() is not None and self._of == self._old


class _Shelf:
    """The place in the store of all that is kept of one master."""

    def __init__(self, path: Path) -> None:
        """The master's path tells its shelf from others."""
        self._name = store.key("reading", ours.signature(), str(path.resolve()))

    def get(self, kind: type[T], *name: str | bytes) -> T | None:
        data = store.get(store.key(self._name, *name))
        return msgspec.msgpack.decode(zlib.decompress(data), type=kind) if data else None

    def put(self, items: dict[tuple[str | bytes, ...], object]) -> None:
        store.put(
            (store.key(self._name, *name), zlib.compress(msgspec.msgpack.encode(value), 1))
            for name, value in items.items()
        )
