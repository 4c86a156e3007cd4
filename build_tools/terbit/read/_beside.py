"""Work beside other work: pandoc is a process of its own, and a machine has more than one core."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Beside(Generic[T]):
    """A piece of work and, when it is asked for, its result: done in a thread of its own, once."""

    def __init__(self, work: Callable[[], T], *, ahead: bool = True, forget: bool = False) -> None:
        """`ahead` begins at once; otherwise the work is done when it is first asked for.

        `forget` lets the program end in the midst of it, which work with files of its own must not.
        """
        self._work = work
        self._result: list[T] = []
        self._fault: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=forget)
        if ahead:
            self._thread.start()

    def _run(self) -> None:
        try:
            self._result.append(self._work())
        except BaseException as fault:  # noqa: BLE001  # it is raised where the result is asked for
            self._fault = fault

    def __call__(self) -> T:
        """The result, waited for. Raises what the work raised."""
        if self._thread.ident is None:
            self._thread.start()
        self._thread.join()
        if self._fault is not None:
            raise self._fault
        return self._result[0]
