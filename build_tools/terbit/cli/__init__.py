"""The commands of `terbit`, a file a group: words in, report out, exit code.

Nothing else happens here. All of these files are loaded at every start, so that `--help` can tell what there
is; what a command needs to do its work is imported where it does it.
"""

from __future__ import annotations

import click

import terbit
from terbit.cli import beginning, building, checking, machine, writing

_COMMANDS = (
    beginning.new_command,
    beginning.import_command,
    writing.watch_command,
    writing.lsp_command,
    checking.check_command,
    checking.explain_command,
    checking.hyphenate_command,
    building.build_command,
    building.verify_command,
    building.sign_command,
    machine.doctor_command,
    machine.completion_command,
)
"""What there is, and where it lives."""


def _tell_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if not wanted:
        return
    from terbit.adapters import packages  # `terbit --help` must not wait for it

    click.echo(f"terbit {terbit.__version__}")
    for name, version in packages.tools():
        click.echo(f"{name} {version}")
    ctx.exit()


@click.group(
    commands=_COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    options_metavar="[PILIHAN]",
    subcommand_metavar="PERINTAH [ARGUMEN]...",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_tell_version,
    help="Tampilkan versi Terbit dan versi alat yang dipakainya.",
)
def terbit_command() -> None:
    """Terbit: satu naskah induk berbahasa Indonesia menjadi PDF, EPUB, dan DOCX yang terbukti sama isinya.

    Kode keluar: 0 baik, 1 ada masalah pada buku, 2 perintah keliru, 3 masalah pada komputer.
    """
