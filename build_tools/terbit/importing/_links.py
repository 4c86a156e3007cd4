"""Links among the files of an import become links within the master."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote

from terbit.importing._draft import Draft
from terbit.importing._sources import Source
from terbit.model.tree import NO_ATTR, Attr, Block, Header, Inline, Link, Span
from terbit.model.walk import ANCHORED, attributes, rewrite, walk

_CHAPTER = "berkas-{}"


def joined(sources: Sequence[Source], drafts: Sequence[Draft]) -> list[tuple[Block, ...]]:
    """The blocks of each draft, links to another source turned into links to its anchors or its beginning."""
    places = {source.path.resolve(): number for number, source in enumerate(sources, 1)}
    made = []
    for source, draft in zip(sources, drafts, strict=True):

        def within(inlines: tuple[Inline, ...], folder: Path = source.path.parent) -> tuple[Inline, ...]:
            return tuple(_joined(one, folder, places) if isinstance(one, Link) else one for one in inlines)

        made.append(rewrite(draft.blocks, within))
    return made


def _joined(link: Link, folder: Path, places: dict[Path, int]) -> Link:
    attr, words, (target, title) = link.c
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|#|/", target) or "\x00" in (name := unquote(target)):
        return link
    file, _, anchor = name.partition("#")
    try:
        number = places.get((folder / file).resolve())
    except (OSError, RuntimeError):
        return link
    return Link((attr, words, (f"#{anchor or _CHAPTER.format(number)}", title))) if number else link


def anchors(every: Sequence[tuple[Block, ...]]) -> frozenset[str]:
    """The anchors that links lead to and that stand once in all the blocks, beginnings of files included."""
    nodes = [node for blocks in every for node in walk(blocks)]
    wanted = {node.c[2][0][1:] for node in nodes if isinstance(node, Link) and node.c[2][0].startswith("#")}
    times = Counter((attributes(node) or NO_ATTR)[0] for node in nodes if type(node) in ANCHORED)
    beginnings = {_CHAPTER.format(number) for number in range(1, len(every) + 1)} if len(every) > 1 else set()
    return frozenset(name for name in wanted if name and (times[name] == 1 or name in beginnings))


def anchored(chapter: list[Block], number: int, known: frozenset[str]) -> list[Block]:
    """A chapter whose heading, which comes first, can be linked to where a link asks for it."""
    first, *rest = chapter
    name = _CHAPTER.format(number)
    if isinstance(first, Header) and name in known:
        anchor: Attr = (name, (), ())
        if first.identifier:  # a heading has one anchor; its words may have another
            first = Header((first.level, first.c[1], (Span((anchor, first.inlines)),)))
        else:
            first = Header((first.level, anchor, first.inlines))
    return [first, *rest]
