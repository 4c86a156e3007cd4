"""The `terbit` command: every refusal is a sentence with its exit code, every traceback is a bug of ours."""

from __future__ import annotations

import contextlib
import errno
import gc
import itertools
import sys

from terbit import _indonesian

_indonesian.install()

import click  # noqa: E402  # after its words are in place

from terbit.adapters.cpython import with_room  # noqa: E402  # after the words
from terbit.cli import answers, terbit_command  # noqa: E402  # they import click

_MANY = 100_000
"""New objects before Python looks for cycles: a book makes millions that live on, and hardly a cycle."""
_FULL = "Disk penuh: keluaran atau berkas sementara tidak dapat ditulis."


def main() -> None:
    """Run the command line and exit: 0 good, 1 about the book, 2 command line, 3 machine."""
    gc.set_threshold(_MANY)
    with_room(_run)


def _run() -> None:
    arguments = sys.argv[1:]
    try:
        terbit_command.main(args=arguments, prog_name="terbit", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as fault:
        click.echo(fault.format_message())
        sys.exit(answers.COMMAND_LINE)
    except click.UsageError as fault:
        _refuse(arguments, "usage", fault.format_message(), _help_hint(fault))
    except (click.Abort, KeyboardInterrupt):
        _refuse(arguments, "usage", "Dihentikan. Edisi yang lama tetap seperti semula.", "")
    except BrokenPipeError:
        answers.leave(answers.GOOD)  # the reader of our output, such as `head`, has seen enough
    except Exception as fault:
        from terbit.model.findings import MachineFault, UsageFault  # only needed when refusing

        match fault:
            case UsageFault():
                _refuse(arguments, "usage", fault.message, fault.hint)
            case MachineFault():
                _refuse(arguments, "machine", fault.message, fault.hint)
            case OSError(errno=errno.ENOSPC | errno.EDQUOT):  # to stderr: stdout may be what is full
                _refuse([], "machine", _FULL, "Kosongkan ruang, lalu jalankan lagi.")
            case _:
                _refuse_if_starved(arguments, fault)
                raise


def _refuse_if_starved(arguments: list[str], fault: Exception) -> None:
    from terbit import _bounds  # only needed when refusing

    if spent := _bounds.out_of_memory(fault):
        _refuse(arguments, "machine", spent.message, spent.hint)


def _help_hint(fault: click.UsageError) -> str:
    return f"Bantuan: {fault.ctx.command_path} --help" if fault.ctx else "Bantuan: terbit --help"


def _refuse(arguments: list[str], kind: str, message: str, hint: str) -> None:
    from terbit.report import Failure, Report  # only needed when refusing

    with contextlib.suppress(OSError):  # nobody can be told: the exit code still says it
        answers.show(Report(failure=Failure(kind, message, hint)), _wanted_form(arguments))
    answers.leave(answers.MACHINE if kind == "machine" else answers.COMMAND_LINE)


def _wanted_form(arguments: list[str]) -> str:
    """The format the user asked for, even where click could not read the rest of the line."""
    pairs = itertools.pairwise([*arguments, ""])
    asked = [value for word, value in pairs if word == "--format"]
    asked += [word.removeprefix("--format=") for word in arguments if word.startswith("--format=")]
    return asked[-1] if asked else "text"


if __name__ == "__main__":
    main()
