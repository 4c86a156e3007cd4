"""What reading a source gives: a tree as its writer meant it, not yet one that a master may hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import msgspec

from terbit.model.tree import Block


def _no_picture(_target: str) -> bytes | None:
    return None


class Draft(msgspec.Struct, frozen=True):
    """The blocks, the bytes behind the target of a picture, and what the file says of itself.

    `described` says what is seen on a picture, by its target, where the tree does not.
    `words` is the text of the source by a second way, for comparison with the master.
    """

    blocks: tuple[Block, ...]
    picture: Callable[[str], bytes | None] = _no_picture
    title: str = ""
    author: str = ""
    described: Mapping[str, str] = MappingProxyType({})
    words: str = ""
