"""Commands that go along with writing: `watch`, `lsp`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from terbit.cli._options import BOOK, PROFILE, TIMEOUT
from terbit.cli.answers import GOOD, progress


@click.command("watch", options_metavar="[PILIHAN]")
@BOOK
@click.option(
    "--edition",
    "wanted",
    multiple=True,
    metavar="EDISI",
    help="Edisi yang dibuat, boleh berulang; bawaannya layar.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="PORTA",
    help="Porta di 127.0.0.1; bawaannya yang mana saja yang bebas.",
)
@click.option(
    "--editor",
    metavar="NAMA",
    help="Penyunting yang dibuka tautan temuan: cursor, idea, mate, pycharm, subl, vscode, vscodium, zed, "
    "atau alamat dengan {path}, {line}, {column}; bawaannya menurut $VISUAL dan $EDITOR, lalu vscode.",
)
@PROFILE
@TIMEOUT
def watch_command(
    book: Path, wanted: tuple[str, ...], port: int, editor: str | None, profile: str | None, timeout: int
) -> None:
    """Tampilkan pratinjau di peramban, dan buat ulang edisi setiap kali naskah disimpan.

    BUKU adalah folder buku atau satu berkas Markdown; bawaannya folder ini. Ctrl-C mengakhirinya.
    """
    from terbit import editions, watching
    from terbit.model.findings import UsageFault
    from terbit.watching import editors, terminal
    from terbit.watching.jobs import Task

    if not book.exists():
        raise UsageFault(f"“{book}” tidak ada.", "Periksa nama folder buku atau berkas Markdown-nya.")
    if unknown := [name for name in wanted if name not in editions.names()]:
        raise UsageFault(
            f"Edisi “{unknown[0]}” tidak dikenal.", f"Pilih di antara: {', '.join(editions.names())}."
        )
    task = Task(book, wanted or ("layar",), profile, timeout)
    hear = terminal.teller(click.echo, progress())
    try:
        watching.watch(
            task,
            port,
            editors.template(editor),
            lambda address: click.echo(f"Pratinjau: {address}\nCtrl-C mengakhirinya."),
            hear,
        )
    except KeyboardInterrupt:
        click.echo("Pratinjau diakhiri.")
        sys.stdout.flush()
        os._exit(GOOD)  # at once: a thread may still draw a page


@click.command("lsp", options_metavar="[PILIHAN]")
def lsp_command() -> None:
    """Layani penyunting (VS Code, Vim, Emacs) lewat stdin dan stdout: temuan langsung selagi menulis."""
    import importlib.util

    from terbit.model.findings import MachineFault

    if importlib.util.find_spec("pygls") is None:
        remedy = "Pasang dengan “pip install 'terbit[lsp]'”; di repositori ini, dengan “make check”."
        raise MachineFault("Paket pygls, yang berbicara dengan penyunting, belum terpasang.", remedy)
    from terbit import _lsp  # only here: it needs pygls

    _lsp.serve()
