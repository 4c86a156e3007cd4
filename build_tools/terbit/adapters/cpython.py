"""CPython's stack of frames, in one piece.

CPython 3.11 to 3.13 keeps the frames of nested calls in chunks of 16 KiB, and gives a chunk back to the
system as soon as the call that began it returns (python/cpython #142183, mended in 2026). A loop that runs at
the edge of a chunk asks the system for memory at each call: laying out a chapter took up to a third longer.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import TypeVar

_SLOTS = 1 << 16
"""Slots of a frame that is not filled; as chunks are powers of two, nearly as many are left for calls."""
T = TypeVar("T")


def with_room(work: Callable[[], T]) -> T:
    """What `work()` gives; the frames of a thousand nested calls find room in the chunk it begins in."""

    def roomy() -> T:
        return work()

    code = roomy.__code__.replace(co_stacksize=_SLOTS)
    room: Callable[[], T] = types.FunctionType(code, {}, closure=roomy.__closure__)
    return room()
