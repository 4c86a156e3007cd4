"""How findings look. Each module prints a Report in one format."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import msgspec

from terbit.model.findings import Finding, Severity


class Failure(msgspec.Struct, frozen=True):
    """A tool error: `kind` is `usage` (exit 2) or `machine` (exit 3)."""

    kind: str
    message: str
    hint: str = ""


class Report(msgspec.Struct, frozen=True):
    """What a command has to say: findings, files written, or why it could not even begin.

    `fixed` counts the findings that were mended, and that `findings` therefore no longer holds.
    """

    findings: tuple[Finding, ...] = ()
    files: tuple[Path, ...] = ()
    failure: Failure | None = None
    notes: tuple[str, ...] = ()
    fixed: int = 0

    def count(self, severity: Severity) -> int:
        """How many findings are of a severity."""
        return Counter(finding.severity for finding in self.findings)[severity]

    @property
    def stopped(self) -> bool:
        """Whether a finding makes a true edition impossible."""
        return any(finding.stops for finding in self.findings)


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by file, line, column and code, each once; one code's at one place as its check says them."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda f: (str(f.span.path), f.span, f.code)))


def shown(path: Path) -> str:
    """A path as the user would type it: relative to the present folder where it lies below it."""
    return _shown(path, Path.cwd())


@functools.lru_cache(maxsize=64)
def _shown(path: Path, here: Path) -> str:
    try:
        return str(path.resolve().relative_to(here.resolve()))
    except (ValueError, OSError, RuntimeError):  # elsewhere, or links in a circle
        return str(path)
