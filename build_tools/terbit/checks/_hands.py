"""Work shared with a forked process: a long book is checked on two cores."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TypeVar

from terbit.adapters import fork

T = TypeVar("T")
_NUMBER = 2
"""Bytes of a job's number in the queue: a pipe that both processes read from."""


def share(jobs: Sequence[Callable[[], T]]) -> list[T]:
    """The results of `jobs` in their order; each is done by whichever process comes to it first.

    Raises what a job raises, as if there were one process.
    """
    import pickle  # a short book does without

    queue, filled = os.pipe()
    with os.fdopen(filled, "wb") as numbers:
        numbers.write(b"".join(number.to_bytes(_NUMBER, "big") for number in range(len(jobs))))
    try:
        with fork.beside(lambda: pickle.dumps(_work(jobs, queue))) as theirs:
            done = _work(jobs, queue)
            done |= pickle.loads(theirs())  # noqa: S301  # our own process wrote it
    finally:
        os.close(queue)
    return [done[number] if number in done else job() for number, job in enumerate(jobs)]


def _work(jobs: Sequence[Callable[[], T]], queue: int) -> dict[int, T]:
    done: dict[int, T] = {}
    while number := os.read(queue, _NUMBER):
        at = int.from_bytes(number, "big")
        done[at] = jobs[at]()
    return done
