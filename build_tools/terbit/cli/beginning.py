"""Commands that make a book: `new`, `import`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from terbit.cli._options import FILE, PAGE_FORMAT, TIMEOUT
from terbit.cli.answers import ABOUT_THE_BOOK, show


@click.command("new", options_metavar="[PILIHAN]")
@click.argument("folder", type=FILE, metavar="FOLDER")
@click.option(
    "--profile",
    type=click.Choice(["artikel", "buku-ajar", "modul-ajar"]),
    help="Susunan buku: artikel (bawaan), buku-ajar, atau modul-ajar.",
)
@click.option("--title", metavar="JUDUL", help="Judul buku; bawaannya nama foldernya.")
@click.option("--author", metavar="NAMA", help="Nama penulis; boleh tidak disebut.")
@click.option(
    "--action",
    metavar="TINDAKAN",
    help="Tindakan GitHub yang dipakai alur kerja buku, misalnya akun/terbit/.github/actions/terbit@main.",
)
def new_command(
    folder: Path, profile: str | None, title: str | None, author: str | None, action: str | None
) -> None:
    """Buat buku baru di FOLDER, lengkap dengan contoh yang langsung dapat diterbitkan.

    Di terminal, yang belum disebut dengan pilihan ditanyakan, kecuali bila judulnya sudah disebut.
    """
    from terbit import _folder, starting

    _folder.refuse_taken(folder)
    if title is None and sys.stdin.isatty():
        title = click.prompt("Judul buku", default=_title_of(folder))
        author = author or click.prompt("Nama penulis (boleh kosong)", default="", show_default=False)
        choice = click.Choice(starting.PROFILES)
        profile = profile or click.prompt("Susunan", type=choice, default=starting.PROFILES[0])
    files = starting.new_book(
        title=_one_line("--title", _title_of(folder) if title is None else title),
        author=_one_line("--author", author or "", empty=True),
        profile=profile or starting.PROFILES[0],
        date=starting.today(),
        action=_one_line("--action", action or starting.ACTION),
    )
    for path in _folder.lay(folder, files):
        click.echo(f"ditulis: {path}")
    if action is None:
        flow = folder / ".github" / "workflows" / "terbit.yml"
        click.echo(f"Sebelum dikirim ke GitHub, ganti PEMILIK dalam {flow} dengan akun tempat Terbit berada.")
    click.echo(f"Lanjutkan: terbit check {folder}, lalu terbit build {folder}")


@click.command("import", options_metavar="[PILIHAN]")
@click.argument("sources", nargs=-1, required=True, type=FILE, metavar="BERKAS|FOLDER...")
@click.option(
    "-o", "--output", "book", type=FILE, required=True, metavar="BUKU", help="Folder buku yang dibuat."
)
@click.option("--title", metavar="JUDUL", default="", help="Judul buku; bawaannya judul dalam sumber.")
@click.option("--author", metavar="NAMA", default="", help="Nama penulis; bawaannya yang disebut sumber.")
@click.option(
    "--profile",
    type=click.Choice(["artikel", "buku-ajar", "modul-ajar"]),
    help="Susunan buku; bawaannya buku-ajar bila sumbernya berbab, selain itu artikel.",
)
@TIMEOUT
@PAGE_FORMAT
def import_command(
    sources: tuple[Path, ...],
    book: Path,
    title: str,
    author: str,
    profile: str | None,
    timeout: int,
    form: str,
) -> None:
    """Jadikan BERKAS (.txt, .docx, .odt, .html, .md) atau FOLDER berisi bab-bab sebuah buku baru.

    Sumber tidak diubah dan disalin ke source/asli/. Tidak ada kata yang dibuang: yang tidak dapat dicetak
    menjadi komentar dalam naskah, dan laporan-impor.md menyebut semua yang berubah atau tidak terbawa.
    """
    from terbit import _folder, _import, importing, pipeline
    from terbit._bounds import bounded
    from terbit.model.findings import BookFault, MachineFault
    from terbit.report import Failure, Report

    _folder.refuse_taken(book)
    title = _one_line("--title", title, empty=True)
    author = _one_line("--author", author, empty=True)
    with bounded(timeout):
        try:
            made = importing.import_sources(sources, title)
        except BookFault as fault:
            show(Report(fault.findings), form)
            sys.exit(ABOUT_THE_BOOK)
        _folder.lay(book, _import.files_of(made, profile or "", author))
    try:
        with bounded(timeout):
            checked = pipeline.check(book)
    except MachineFault as fault:  # the book is there all the same
        checked = Report(failure=Failure("machine", fault.message, fault.hint))
    if form == "json":
        click.echo(_import.json(made, book, checked))
    else:
        for line in _import.lines(made, book, checked):
            click.echo(line)


def _title_of(folder: Path) -> str:
    """What a folder's name says as a title."""
    from terbit.model.naming import title_of_name

    return title_of_name(folder.absolute().name) or "Buku Baru"


def _one_line(option: str, text: str, *, empty: bool = False) -> str:
    """The text of an option without outer spaces; what is empty, or of more lines, is refused."""
    from terbit.model.findings import UsageFault

    line = text.strip()
    if not (line.isprintable() and (line or empty)):
        raise UsageFault(f"Nilai {option} kosong atau lebih dari satu baris.", f'Contoh: {option} "Laut"')
    return line
