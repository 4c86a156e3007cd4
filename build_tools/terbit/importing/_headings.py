"""Headings as a master has them: one title, sections below it without gaps, no stop or colon at the end."""

from __future__ import annotations

from collections.abc import Sequence

from terbit.importing._account import Account
from terbit.importing._build import header
from terbit.model.tree import Block, Header, Inline, Para, Plain, RawBlock, Space, Str, Strong
from terbit.model.walk import text_of

_LONGEST = 15
"""Words of a bold line that may be a heading."""
_DEEPEST = 6
_ENDS = ":."


def with_bold_lines(blocks: Sequence[Block], account: Account) -> list[Block]:
    """Short paragraphs that are bold throughout become headings, one level below the heading above them."""
    made: list[Block] = []
    above, found = 0, 0
    for block in blocks:
        if isinstance(block, Header):
            above = block.level
        words = _bold(block)
        if words and made and isinstance(made[-1], Header) and not found and len(made) > 1:
            words = ()  # a subtitle below a heading
        if words:
            found += 1
            made.append(Header((min(above + 1, _DEEPEST), ("", (), ()), words)))
        else:
            made.append(block)
    if found:
        account.change(f"{found} baris tebal dianggap judul.")
    return made


def _bold(block: Block) -> tuple[Inline, ...]:
    match block:
        case Para(c=(Strong(c=words),)) | Plain(c=(Strong(c=words),)):
            text = text_of(words).strip()
            short = 0 < len(text.split()) <= _LONGEST and not text.endswith((".", ",", ";"))
            return words if short and any(map(str.isalpha, text)) else ()
        case _:
            return ()


def title_of(blocks: Sequence[Block]) -> Header | None:
    """The heading that is the title: the first one, where no other is as high.

    A heading that is the only one is a title if nothing stands before it, else that of a section.
    """
    headers = [block for block in blocks if isinstance(block, Header)]
    if not headers:
        return None
    first, top = headers[0], min(one.level for one in headers)
    opens = next((block for block in blocks if not isinstance(block, RawBlock)), None) is first
    alone = first.level == top and sum(one.level == top for one in headers) == 1
    return first if alone and (opens or len(headers) > 1) else None


def levelled(blocks: Sequence[Block], title: str, account: Account) -> list[Block]:
    """The blocks below a title of level 1: that of the text, or else `title`, which then opens it.

    What stood before the title of the text follows it.
    """
    own = title_of(blocks)
    return under(own or header(1, title), [block for block in blocks if block is not own], account)


def under(title: Header, blocks: list[Block], account: Account) -> list[Block]:
    """A title, and all headings of the blocks below it."""
    return [Header((1, title.c[1], _bare(title.inlines, account))), *_below(blocks, 1, account)]


def below(blocks: Sequence[Block], title: str, name: str, account: Account) -> list[Block]:
    """A chapter: its own title on level 2, or `title`, or `name`; the rest stands below it."""
    own = title_of(blocks)
    first = own or header(2, title or name)
    rest = [block for block in blocks if block is not own]
    return [Header((2, first.c[1], _bare(first.inlines, account))), *_below(rest, 2, account)]


def _below(blocks: list[Block], level: int, account: Account) -> list[Block]:
    """Headings shifted to stand below `level`; where one skips a level, it and those below it come up."""
    open_levels: list[int] = []
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, Header):
            while open_levels and open_levels[-1] >= block.level:
                open_levels.pop()
            open_levels.append(block.level)
            new = min(level + len(open_levels), _DEEPEST)
            made.append(Header((new, block.c[1], _bare(block.inlines, account))))
        else:
            made.append(block)
    return made


def _bare(inlines: tuple[Inline, ...], account: Account) -> tuple[Inline, ...]:
    """A heading's words without the colon or the stop at their end."""
    every = list(inlines)
    while every:
        last = every[-1]
        if isinstance(last, Space):
            every.pop()
        elif isinstance(last, Str) and last.c[-1:] in _ENDS and not last.c.endswith(("...", "dll.", "dsb.")):
            account.change("Titik dan titik dua di akhir judul dilepas.")
            every[-1:] = [Str(last.c[:-1])] if last.c[:-1] else []
        else:
            break
    return tuple(every) or inlines
