"""One check per file: `ls` is the catalogue. Each states its RULE and runs on a Manuscript."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Protocol, cast

from terbit.model.findings import Finding, Rule
from terbit.model.manuscript import Manuscript


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
    """Every finding of every check."""
    for one in load_all():
        yield from one.run(manuscript)
