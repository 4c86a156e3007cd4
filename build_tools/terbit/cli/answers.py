"""What a command answers: a line a stage while it works, then a report and an exit code."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from terbit.model.findings import Rule
    from terbit.report import Report

GOOD, ABOUT_THE_BOOK, COMMAND_LINE, MACHINE = 0, 1, 2, 3
"""The exit codes of every command."""
_PAGE_WIDTH = 100
"""Columns of a report that goes to no terminal."""


def progress() -> Callable[[str, float], None] | None:
    """A line a stage on a terminal, nothing in CI or into a file."""
    if not sys.stderr.isatty() or os.environ.get("CI"):
        return None

    def say(stage: str, seconds: float) -> None:
        click.echo(f"  {stage:<32}{seconds:6.2f} d".replace(".", ","), err=True)

    return say


def show(report: Report, form: str) -> None:
    """Print a report in a format; a refusal goes to stderr as text; a machine's format is all of stdout."""
    from terbit.report import github, json, sarif, text  # `terbit --help` must not wait for them

    match form:
        case "json":
            click.echo(json.text(report))
        case "sarif":
            click.echo(sarif.text(report, _rules() if report.findings else ()))
        case "github":
            for line in github.lines(report):
                click.echo(line)
        case _:
            screen = sys.stdout.isatty()
            width = shutil.get_terminal_size().columns if screen else _PAGE_WIDTH
            colour = screen and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
            # In one piece: to write each line costs as much as to make it.
            lines = "\n".join(text.lines(report, width, colour=colour))
            click.echo(lines, err=report.failure is not None)


def finish(report: Report, form: str, *, failed: bool) -> NoReturn:
    """Print a report and exit: 1 if it tells of a failure, else 0."""
    show(report, form)
    leave(ABOUT_THE_BOOK if failed else GOOD)


def leave(code: int) -> NoReturn:
    """End this process at once.

    `sys.exit` would wait for threads that feed, or listen to, a process that was ended; cut off others while
    they load a library, of which some then abort; and give back millions of objects one by one.
    """
    for stream in sys.stdout, sys.stderr:
        with contextlib.suppress(OSError):  # who printed has heard of it
            stream.flush()
    os._exit(code)


def _rules() -> tuple[Rule, ...]:
    from terbit import pipeline  # a refusal need not wait for it

    return pipeline.rules()
