"""Commands about this computer: `doctor`, `completion`."""

from __future__ import annotations

import sys

import click

from terbit.cli._options import PAGE_FORMAT
from terbit.cli.answers import GOOD, MACHINE

_COMPLETION = {
    "bash": "terbit completion bash > ~/.local/share/bash-completion/completions/terbit",
    "zsh": "terbit completion zsh > ~/.terbit-zsh && echo 'source ~/.terbit-zsh' >> ~/.zshrc",
    "fish": "terbit completion fish > ~/.config/fish/completions/terbit.fish",
}
"""What puts the completion of each shell in its place."""


@click.command("doctor", options_metavar="[PILIHAN]")
@PAGE_FORMAT
def doctor_command(form: str) -> None:
    """Periksa komputer ini: apa yang belum ada, untuk apa, dan perintah yang memasangnya.

    Kode keluar 3 bila yang diperlukan untuk membuat edisi tidak ada; penguji dari luar boleh tidak ada.
    """
    from terbit import _doctor

    found = _doctor.examine()
    click.echo(_doctor.json(found) if form == "json" else _doctor.text(found))
    sys.exit(GOOD if _doctor.is_ready(found) else MACHINE)


@click.command("completion", options_metavar="[PILIHAN]")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]), metavar="bash|zsh|fish")
@click.pass_context
def completion_command(ctx: click.Context, shell: str) -> None:
    """Tulis naskah pelengkap perintah untuk bash, zsh, atau fish ke stdout; cara memasangnya ke stderr."""
    from click.shell_completion import get_completion_class

    maker = get_completion_class(shell)
    if maker is not None:
        click.echo(maker(ctx.find_root().command, {}, "terbit", "_TERBIT_COMPLETE").source())
        click.echo(f"Pasang sekali dengan: {_COMPLETION[shell]}", err=True)
