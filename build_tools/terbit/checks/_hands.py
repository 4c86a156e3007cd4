"""Work shared with a forked process: a long book is checked on two cores."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from terbit.adapters import fork

T = TypeVar("T")


def share(jobs: Sequence[Callable[[], T]]) -> list[T]:
    """The results of `jobs` in their order; each is done by whichever process comes to it first.

    Raises what a job raises, as if there were one process.
    """
    if not fork.can_share():
        return [job() for job in jobs]
    import pickle  # a short book does without

    with fork.queue_of(len(jobs)) as queue:

        def work() -> dict[int, T]:
            return {number: jobs[number]() for number in queue}

        with fork.beside(lambda: pickle.dumps(work())) as theirs:
            done = work()
            done |= pickle.loads(theirs())  # noqa: S301  # our own process wrote it
    return [done[number] if number in done else job() for number, job in enumerate(jobs)]
