"""After an edit of plain words, the trees of the last reading with these words put in.

pandoc reads the edited chapters alone, as they were and as they are: so it says itself that nothing but
words changed. Where they stand in the whole tree, the tokens of its masked copy tell. Whatever is not proved
so is not put in: who asks gets None, and reads the whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import msgspec

from terbit.model.mask import Change, Mask
from terbit.model.tree import (
    Block,
    BlockQuote,
    BulletList,
    Cite,
    Div,
    Inline,
    Note,
    OrderedList,
    Para,
    Plain,
    SoftBreak,
    Space,
    Str,
)
from terbit.model.walk import WORDS, Inlines, Node, children, map_children
from terbit.read._changes import Chapter

Blocks = tuple[Block, ...]
_HOLDERS = (BlockQuote, BulletList, OrderedList, Div)
"""What a paragraph may stand in: in a table the widths of words count, a note is called elsewhere."""


class Edit(msgspec.Struct, frozen=True):
    """Words of the paragraph `text` of a block, told by their numbers, from its inline `at` on."""

    block: int
    text: int
    at: int
    old: str
    new: str


class Edited(msgspec.Struct, frozen=True):
    """What the last reading said and the edits to it; the mask and the tree of its copy are as edited."""

    blocks: Blocks
    edits: tuple[Edit, ...]
    mask: Mask
    masked: Blocks

    def tree(self) -> Blocks:
        """The master as written."""
        return _put(self.blocks, self.edits)

    def cited(self, old: Blocks) -> Blocks | None:
        """The same for the last reading with formatted citations, if those left the words around alone."""
        if not _same_kinds(old[: len(self.blocks)], self.blocks):
            return None
        same = all(_stand_alike(old[edit.block], self.blocks[edit.block], edit.text) for edit in self.edits)
        return _put(old, self.edits) if same else None


def edited(
    blocks: Blocks,
    masked: tuple[Mask, Blocks],
    chapters: tuple[Chapter, ...],
    mask: Callable[[tuple[Change, ...]], Mask],
    read: Callable[[str], Blocks],
) -> Edited | None:
    """The last reading of a master and of its masked copy, with the changed chapters.

    `mask` gives the mask after the changes, `read` what pandoc reads from a text.
    """
    old_mask, tokens = masked
    if not _same_kinds(blocks, tokens):
        return None
    new_mask = mask(tuple(change for chapter in chapters for change in chapter.changes))
    if len(new_mask.letters) > len(new_mask.alphabet.singles):
        return None  # a word of one letter would no longer tell its place by itself
    edits: list[Edit] = []
    hidden: list[Edit] = []
    for chapter in chapters:
        alone = read(chapter.old)
        inside = _replaced(alone, read(chapter.new), chapter.changes)
        if inside is None:
            return None
        for edit, change in zip(inside, chapter.changes, strict=True):
            hide = _hidden(tokens, old_mask, new_mask, change)
            if hide is None or not _is_there(blocks, tokens, hide, alone, edit):
                return None
            hidden.append(hide)
            edits.append(msgspec.structs.replace(edit, block=hide.block))
    return Edited(blocks, tuple(edits), new_mask, _put(tokens, hidden))


def _put(blocks: Blocks, edits: Iterable[Edit]) -> Blocks:
    made = list(blocks)
    for edit in edits:
        text = list(_texts(made[edit.block]))[edit.text]
        after = edit.at + len(_words(edit.old))
        words = type(text)((*text.c[: edit.at], *_words(edit.new), *text.c[after:]))
        made[edit.block] = _with(made[edit.block], text, words)
    return tuple(made)


def _with(block: Block, old: Block, new: Block) -> Block:
    """A block with one of those in it, or itself, replaced."""
    if block is old:
        return new
    if not isinstance(block, _HOLDERS):
        return block
    return map_children(  # type: ignore[return-value]  # map_children keeps blocks blocks
        block, lambda blocks: tuple(_with(one, old, new) for one in blocks), lambda inlines: inlines
    )


def _texts(block: Node) -> Iterator[Para | Plain]:
    """The paragraphs in a block, or the one that it is."""
    if isinstance(block, Para | Plain):
        yield block
    elif isinstance(block, _HOLDERS):
        for one in children(block):
            yield from _texts(one)


def _words(text: str) -> Inlines:
    """What pandoc reads from plain words: new nodes each time, for places are looked up by identity."""
    spaces: dict[str, type[Space | SoftBreak]] = {" ": Space, "\n": SoftBreak}
    return tuple(spaces[one]() if one in spaces else Str(one) for one in re.findall(r"[^ \n]+|[ \n]", text))


def _replaced(old: Blocks, new: Blocks, changes: tuple[Change, ...]) -> list[Edit] | None:
    """The changes as edits of a chapter's tree, if they make of it the new one, node for node."""
    every = [(n, i, text) for n, block in enumerate(old) for i, text in enumerate(_texts(block))]
    made = [text for block in new for text in _texts(block)]
    differing = [(*one, two) for one, two in zip(every, made, strict=False) if one[2] != two]
    if len(differing) != len(changes):
        return None
    edits = []
    for (n, i, text, other), change in zip(differing, changes, strict=True):
        at = _at(text.c, other.c, change)
        if at is None:
            return None
        edits.append(Edit(n, i, at, change.old, change.new))
    return edits if _put(old, edits) == new else None


def _at(old: Inlines, new: Inlines, change: Change) -> int | None:
    """Where `old` becomes `new` by putting the change's new words in place of its old ones."""
    said, says = _words(change.old), _words(change.new)
    pairs = enumerate(zip(old, new, strict=False))
    alike = next((n for n, (one, two) in pairs if one != two), min(len(old), len(new)))
    for at in range(max(alike - len(said), 0), alike + 1):
        after = at + len(said)
        if old[at:after] == said and new == (*old[:at], *says, *old[after:]):
            return at
    return None


def _hidden(tokens: Blocks, old: Mask, new: Mask, change: Change) -> Edit | None:
    """The change as an edit of the masked tree: found by the token of a word, which is there once."""
    said = old.text[change.start : change.start + len(change.old)]
    says = new.text[change.at : change.at + len(change.new)]
    words = _words(said)
    sure = next((n for n, one in enumerate(words) if isinstance(one, Str) and old.is_sure(one.c)), None)
    if sure is None:
        return None
    for number, block in enumerate(tokens):
        for i, text in enumerate(_texts(block)):
            if words[sure] in text.c:
                at = text.c.index(words[sure]) - sure
                whole = at >= 0 and text.c[at : at + len(words)] == words
                return Edit(number, i, at, said, says) if whole else None
    return None


def _is_there(blocks: Blocks, tokens: Blocks, hidden: Edit, alone: Blocks, inside: Edit) -> bool:
    """Whether a chapter stands in the whole as it stands alone, and in it what is edited.

    Brackets that are no markup might become a link, should the words in them name a heading elsewhere.
    """
    first = hidden.block - inside.block
    if first < 0 or hidden.text != inside.text or not _same_kinds(blocks[first : first + len(alone)], alone):
        return False
    block = blocks[hidden.block]
    if not _same_kinds(_texts(block), _texts(tokens[hidden.block])):
        return False
    text = list(_texts(block))[hidden.text]
    brackets = any("[" in word or "]" in word for word in _said(text.c))
    return _stand_alike(block, alone[inside.block], inside.text) and not brackets


def _same_kinds(some: Iterable[Block], others: Iterable[Block]) -> bool:
    return list(map(type, some)) == list(map(type, others))


def _stand_alike(one: Block, two: Block, number: int) -> bool:
    """Whether two blocks hold paragraphs of the same kinds, and that of a number says the same in both.

    Citations, notes, links and the like may hold different things.
    """
    if not _same_kinds(_texts(one), _texts(two)):
        return False
    ours, theirs = (list(_texts(block))[number].c for block in (one, two))
    return len(ours) == len(theirs) and all(
        type(a) is type(b) and (type(a) not in WORDS or a == b) for a, b in zip(ours, theirs, strict=True)
    )


def _said(inlines: Iterable[Inline]) -> Iterator[str]:
    """The words of a paragraph, without its notes and its citations, whose brackets are markup."""
    stack: list[Node] = list(inlines)
    while stack:
        node = stack.pop()
        if isinstance(node, Str):
            yield node.c
        elif not isinstance(node, Cite | Note):
            stack.extend(children(node))
