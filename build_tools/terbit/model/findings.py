"""What a stage found wrong with the book: where, how grave, and what the author can do."""

from __future__ import annotations

import enum
from pathlib import Path

import msgspec


class Severity(enum.StrEnum):
    """How grave a finding is. An ERROR makes `check` exit 1; ADVICE is an opinion."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


class Span(msgspec.Struct, frozen=True, order=True):
    """A place in a file: lines and columns from 1, counted in code points, the end exclusive.

    A fault of the file as a whole stands at its beginning.
    """

    path: Path
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


class Fix(msgspec.Struct, frozen=True):
    """A replacement for the text at a finding's span; `safe` when no human needs to look."""

    replacement: str
    safe: bool


class Finding(msgspec.Struct, frozen=True):
    """One fact about the book. `stops` marks what makes a true edition impossible."""

    code: str
    name: str
    severity: Severity
    span: Span
    message: str
    hint: str = ""
    fix: Fix | None = None
    stops: bool = False


class Rule(msgspec.Struct, frozen=True):
    """What a code stands for: its own guide page (`terbit explain CODE`).

    `wrong` and `right` are Markdown that shows the fault and its remedy; empty where the fault is not in
    the master's words. `stops` marks what makes a true edition impossible.
    """

    code: str
    name: str
    severity: Severity
    title: str
    why: str
    wrong: str = ""
    right: str = ""
    stops: bool = False

    def at(self, span: Span, message: str, hint: str = "", fix: Fix | None = None) -> Finding:
        """A finding of this rule at a place."""
        return Finding(self.code, self.name, self.severity, span, message, hint, fix, self.stops)


class Silencer(msgspec.Struct, frozen=True):
    """An author's wish not to hear of a code: in the lines from `first` to `last`, or (0) in the whole book.

    `span` is the place of the code in the wish itself. Without a `reason` it silences nothing.
    """

    code: str
    reason: str
    span: Span
    first: int = 0
    last: int = 0


class BookFault(Exception):  # noqa: N818  # not a program error: it carries findings about the book
    """The book cannot be read on: carries the findings that say why (exit code 1)."""

    def __init__(self, *findings: Finding) -> None:
        """Keep the findings; the caller reports them."""
        super().__init__(*findings)
        self.findings = findings


class UsageFault(Exception):  # noqa: N818  # about the words on the command line, exit code 2
    """The command line asks for something that does not exist."""

    def __init__(self, message: str, hint: str = "") -> None:
        """`message` is one Indonesian sentence, `hint` what to type instead."""
        super().__init__(message, hint)  # all arguments, so that a worker process can hand it on
        self.message, self.hint = message, hint


class MachineFault(Exception):  # noqa: N818  # about the machine, exit code 3
    """The machine lacks something (a tool, a font, disk space, a permission)."""

    def __init__(self, message: str, hint: str = "") -> None:
        """`message` is one Indonesian sentence, `hint` what the user can do now."""
        super().__init__(message, hint)  # all arguments, so that a worker process can hand it on
        self.message, self.hint = message, hint
