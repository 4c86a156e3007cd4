"""Calls cost the same however deep they are."""

from __future__ import annotations

import resource

from terbit.adapters.cpython import with_room

_CALLS = 1000
_DEPTH = 300


def _page_faults(calls: int) -> int:
    def call() -> None:
        pass

    call.__code__ = call.__code__.replace(co_stacksize=100)  # larger than the frames between two depths
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(calls):
        call()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def _at_each_depth(depth: int) -> list[int]:
    here = _page_faults(_CALLS)
    return [here, *_at_each_depth(depth - 1)] if depth else [here]


def test_no_depth_asks_the_system_for_memory_at_each_call() -> None:
    """Where CPython's stack of frames ends in the midst of a loop, each call costs a page fault."""
    assert max(with_room(lambda: _at_each_depth(_DEPTH))) < _CALLS / 2
