"""After an edit of plain words, the trees of the last reading with these words put in.

pandoc reads the edited chapters alone, as they were and as they are: so it says itself that nothing but
words changed. Where they stand in the whole tree, the tokens of its masked copy tell. Whatever is not proved
so is not put in: who asks gets None, and reads the whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec

from terbit.model.mask import Change, Mask
from terbit.model.tree import Block, Cite, Inline, Note, Para, SoftBreak, Space, Str
from terbit.model.walk import WORDS, Node, children
from terbit.read._changes import Chapter

Blocks = tuple[Block, ...]
_FLAT = frozenset(WORDS)


class Edit(msgspec.Struct, frozen=True):
    """Words of a paragraph at the top level: `block` is its number, `at` that of the first of its inlines."""

    block: int
    at: int
    old: str
    new: str


class Edited(msgspec.Struct, frozen=True):
    """What the last reading said, and what is now to be put in: words, or in the masked tree their tokens."""

    blocks: Blocks
    edits: tuple[Edit, ...]
    mask: Mask
    masked: Blocks

    def tree(self) -> Blocks:
        """The master as written."""
        return _put(self.blocks, self.edits)

    def cited(self, old: Blocks) -> Blocks | None:
        """The same for the last reading with formatted citations, if those left the words around alone."""
        if list(map(type, old[: len(self.blocks)])) != list(map(type, self.blocks)):
            return None
        same = all(_are_alike(old[edit.block], self.blocks[edit.block]) for edit in self.edits)
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
    if list(map(type, blocks)) != list(map(type, tokens)):
        return None
    new_mask = mask(tuple(change for chapter in chapters for change in chapter.changes))
    if len(new_mask.letters) > len(new_mask.alphabet.singles):
        return None  # a word of one letter would no longer tell its place by itself
    edits: list[Edit] = []
    hidden: list[Edit] = []
    for chapter in chapters:
        alone = read(chapter.old)
        replaced = _replaced(alone, read(chapter.new), chapter.changes)
        if replaced is None:
            return None
        for (number, at), change in zip(replaced, chapter.changes, strict=True):
            hide = _hidden(tokens, old_mask, new_mask, change)
            if hide is None or not _is_there(blocks, hide.block, alone, number):
                return None
            hidden.append(hide)
            edits.append(Edit(hide.block, at, change.old, change.new))
    return Edited(blocks, tuple(edits), new_mask, _put(tokens, hidden))


def _put(blocks: Blocks, edits: tuple[Edit, ...] | list[Edit]) -> Blocks:
    made = list(blocks)
    for edit in edits:
        inlines = _inlines_of(made[edit.block])
        after = edit.at + len(_words(edit.old))
        made[edit.block] = Para((*inlines[: edit.at], *_words(edit.new), *inlines[after:]))
    return tuple(made)


def _words(text: str) -> tuple[Inline, ...]:
    """What pandoc reads from plain words: new nodes each time, for places are looked up by identity."""
    spaces: dict[str, type[Space | SoftBreak]] = {" ": Space, "\n": SoftBreak}
    return tuple(spaces[one]() if one in spaces else Str(one) for one in re.findall(r"[^ \n]+|[ \n]", text))


def _inlines_of(block: Block) -> tuple[Inline, ...]:
    return block.c if isinstance(block, Para) else ()


def _replaced(old: Blocks, new: Blocks, changes: tuple[Change, ...]) -> list[tuple[int, int]] | None:
    """Where in a chapter's tree each change stands (block, inline), if the two trees differ there alone."""
    differing = [n for n, (one, two) in enumerate(zip(old, new, strict=False)) if one != two]
    if len(old) != len(new) or len(differing) != len(changes):
        return None
    found = []
    for number, change in zip(differing, changes, strict=True):
        at = _at(_inlines_of(old[number]), _inlines_of(new[number]), change)
        if at is None:
            return None
        found.append((number, at))
    return found


def _at(old: tuple[Inline, ...], new: tuple[Inline, ...], change: Change) -> int | None:
    """Where `old` becomes `new` by putting the change's new words in place of its old ones."""
    said, says = _words(change.old), _words(change.new)
    pairs = enumerate(zip(old, new, strict=False))
    alike = next((n for n, (one, two) in pairs if one != two), min(len(old), len(new)))
    for at in range(max(alike - len(said), 0), alike + 1):
        rest = old[at + len(said) :]
        if old[at : at + len(said)] == said and new == (*old[:at], *says, *rest):
            return at
    return None


def _hidden(tokens: Blocks, old: Mask, new: Mask, change: Change) -> Edit | None:
    """The change as the masked tree shows it: found by the token of a word, which is there once."""
    said = old.text[change.start : change.start + len(change.old)]
    says = new.text[change.at : change.at + len(change.new)]
    words = _words(said)
    sure = next((n for n, one in enumerate(words) if isinstance(one, Str) and old.is_sure(one.c)), None)
    if sure is None:
        return None
    for number, block in enumerate(tokens):
        inlines = _inlines_of(block)
        if words[sure] in inlines:
            at = inlines.index(words[sure]) - sure
            whole = at >= 0 and inlines[at : at + len(words)] == words
            return Edit(number, at, said, says) if whole else None
    return None


def _is_there(blocks: Blocks, number: int, alone: Blocks, inside: int) -> bool:
    """Whether a chapter stands in the whole as it stands alone, around its paragraph `inside`.

    Brackets that are no markup might become a link, should the words in them name a heading elsewhere.
    """
    first = number - inside
    around = list(map(type, blocks[max(first, 0) : first + len(alone)]))
    return (
        first >= 0
        and around == list(map(type, alone))
        and _are_alike(blocks[number], alone[inside])
        and not any("[" in word or "]" in word for word in _said(_inlines_of(blocks[number])))
    )


def _are_alike(one: Block, two: Block) -> bool:
    """Whether two paragraphs differ at most within citations, notes, links and the like."""
    ours, theirs = _inlines_of(one), _inlines_of(two)
    return len(ours) == len(theirs) and all(
        type(a) is type(b) and (type(a) not in _FLAT or a == b) for a, b in zip(ours, theirs, strict=True)
    )


def _said(inlines: tuple[Inline, ...]) -> Iterator[str]:
    """The words of a paragraph, without its notes and its citations, whose brackets are markup."""
    stack: list[Node] = list(inlines)
    while stack:
        node = stack.pop()
        if isinstance(node, Str):
            yield node.c
        elif not isinstance(node, (Cite, Note)):
            stack.extend(children(node))
