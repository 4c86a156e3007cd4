"""One check per file: `ls` is the catalogue. Each states its RULE and runs on a Manuscript."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import Protocol, cast

from terbit.checks._hands import can_share, share
from terbit.model.findings import Finding, Rule
from terbit.model.manuscript import Manuscript

_LONG = 200_000
"""Characters of a master beyond which a second process gains more than it costs."""


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


def check(manuscript: Manuscript) -> Iterator[Finding]:
    """Every finding of every check, in the order of the checks."""
    every = load_all()
    jobs = [partial(_findings, one, manuscript) for one in every]
    if len(manuscript.text) > _LONG:
        from terbit.checks._words import flow_of  # only here: pandoc is begun before the checks are loaded

        flow_of(manuscript)  # what most checks look at is made once, for both processes
        manuscript.places.prepare()
        if can_share():
            return chain.from_iterable(share(jobs))
    return chain.from_iterable(job() for job in jobs)


def _findings(one: Check, manuscript: Manuscript) -> list[Finding]:
    return list(one.run(manuscript))
