"""One check per file: `ls` is the catalogue. Each states its RULE and runs on a Manuscript."""

from __future__ import annotations

import contextlib
import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from typing import Protocol, cast

from terbit.adapters import fork
from terbit.checks._hands import share
from terbit.model.findings import Finding, Rule
from terbit.model.manuscript import Manuscript

_LONG = 200_000
"""Characters of a master beyond which a second process gains more than it costs."""
_NICE = 10
"""How far checks let other work go first: an edition takes longer than they do."""


class Check(Protocol):
    """What each module of this folder offers."""

    RULE: Rule

    def run(self, manuscript: Manuscript) -> Iterator[Finding]:
        """Every place where the rule is broken."""


def load_all() -> tuple[Check, ...]:
    """All checks, in the order of their codes."""
    modules = (
        cast("Check", importlib.import_module(f"{__name__}.{module.name}"))
        for module in pkgutil.iter_modules(__path__)
        if not module.name.startswith("_")
    )
    return tuple(sorted(modules, key=lambda check: check.RULE.code))


def check(manuscript: Manuscript) -> list[Finding]:
    """Every finding of every check, in the order of the checks."""
    every = load_all()
    if len(manuscript.text) <= _LONG:
        return _found(every, manuscript)
    from terbit.checks._words import flow_of  # only here: pandoc is begun before the checks are loaded

    flow_of(manuscript)  # what most checks look at is made once, for both processes
    manuscript.places.prepare()
    return list(chain.from_iterable(share([partial(_found, [one], manuscript) for one in every])))


def stopping(manuscript: Manuscript) -> list[Finding]:
    """What makes a true edition impossible: a small part of the work."""
    return _found([one for one in load_all() if one.RULE.stops], manuscript)


@contextlib.contextmanager
def others(manuscript: Manuscript) -> Iterator[Callable[[], list[Finding]]]:
    """Begin to look for all that does not stop; the function given waits for what is found.

    A second process looks, where there may be one, whenever the caller's work leaves a core idle.
    """
    import pickle  # a check does without

    every = [one for one in load_all() if not one.RULE.stops]
    with fork.beside(lambda: pickle.dumps(_found(every, manuscript)), nice=_NICE) as found:
        yield lambda: pickle.loads(found())  # noqa: S301  # our own process wrote it


def _found(every: Iterable[Check], manuscript: Manuscript) -> list[Finding]:
    return [finding for one in every for finding in one.run(manuscript)]
