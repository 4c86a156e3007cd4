"""Work shared with a forked process: a long book is checked on two cores."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

from terbit.adapters import fork

T = TypeVar("T")
_NUMBER = 2
"""Bytes of a job's number in the queue: a pipe that both processes read from."""


def can_share() -> bool:
    """Whether a second process may work, and this one may be forked: it must have no other thread."""
    return sys.platform == "linux" and fork.hands() > 1 and threading.active_count() == 1


def share(jobs: Sequence[Callable[[], T]]) -> list[T]:
    """The results of `jobs` in their order; each is done by whichever process comes to it first.

    Raises what a job raises, as if there were one process.
    """
    import pickle  # a short book does without

    queue, filled = os.pipe()
    results, told = os.pipe()
    with os.fdopen(filled, "wb") as numbers:
        numbers.write(b"".join(number.to_bytes(_NUMBER, "big") for number in range(len(jobs))))
    child = os.fork()
    if not child:
        status = 1
        try:
            fork.end_with_parent()
            with os.fdopen(told, "wb") as answer:
                pickle.dump(_work(jobs, queue), answer)
            status = 0
        finally:
            os._exit(status)  # a job that failed is done again, and fails, where it can be reported
    os.close(told)
    try:
        done = _work(jobs, queue)
    except BaseException:
        os.kill(child, signal.SIGKILL)  # told to stop: nobody wants what it still does
        raise
    finally:
        os.close(queue)
        with os.fdopen(results, "rb") as answer:
            data = answer.read()
        _, status = os.waitpid(child, 0)
    if status == 0:
        done |= pickle.loads(data)  # noqa: S301  # our own process wrote it
    return [done[number] if number in done else job() for number, job in enumerate(jobs)]


def _work(jobs: Sequence[Callable[[], T]], queue: int) -> dict[int, T]:
    done: dict[int, T] = {}
    while number := os.read(queue, _NUMBER):
        at = int.from_bytes(number, "big")
        done[at] = jobs[at]()
    return done
