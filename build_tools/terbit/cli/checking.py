"""Commands about what is written: `check`, `explain`, `hyphenate`."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from terbit.cli._options import BOOK, PAGE_FORMAT, PROFILE, REPORT_FORMAT, TIMEOUT
from terbit.cli.answers import ABOUT_THE_BOOK, GOOD, finish

if TYPE_CHECKING:
    from terbit.report import Report


@click.command("check", options_metavar="[PILIHAN]")
@BOOK
@PROFILE
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "advice"]),
    default="error",
    help="Kode keluar 1 bila ada temuan setingkat ini atau lebih berat; bawaannya error.",
)
@click.option("--fix", is_flag=True, help="Terapkan perbaikan yang aman, lalu laporkan sisanya.")
@click.option("--diff", is_flag=True, help="Tampilkan yang akan diubah oleh --fix, tanpa menulis apa pun.")
@TIMEOUT
@REPORT_FORMAT
def check_command(
    book: Path, profile: str | None, fail_on: str, fix: bool, diff: bool, timeout: int, form: str
) -> None:
    """Periksa naskah tanpa membuat edisi.

    BUKU adalah folder buku (yang memuat source/naskah.md) atau satu berkas Markdown; bawaannya folder ini.
    """
    from terbit import pipeline
    from terbit._bounds import bounded
    from terbit.model.findings import UsageFault

    gc.disable()  # a short life, millions of objects and no cycles: to look for some takes a fifth of it

    if diff and form != "text":
        raise UsageFault("“--diff” hanya berbentuk teks.", "Hapus “--format”, atau hapus “--diff”.")
    with bounded(timeout):
        if diff:
            report, changes = pipeline.mend(book, profile, write=False)
        else:
            report = pipeline.mend(book, profile, write=True)[0] if fix else pipeline.check(book, profile)
            changes = ""
    if diff:
        click.echo(changes, nl=False)
        sys.exit(ABOUT_THE_BOOK if _reaches(report, fail_on) else GOOD)
    finish(report, form, failed=_reaches(report, fail_on))


def _reaches(report: Report, level: str) -> bool:
    """Whether a finding is as grave as `level` or graver."""
    from terbit.model.findings import Severity

    severities = list(Severity)  # the gravest first
    return any(report.count(severity) for severity in severities[: severities.index(Severity(level)) + 1])


@click.command("explain", options_metavar="[PILIHAN]")
@click.argument("code", metavar="[KODE]", default="")
@click.option("--all", "every", is_flag=True, help="Jelaskan semua kode sebagai satu halaman Markdown.")
@PAGE_FORMAT
def explain_command(code: str, every: bool, form: str) -> None:
    """Jelaskan sebuah kode temuan, misalnya N001: apa artinya, mengapa penting, contoh salah dan benar."""
    from terbit import pipeline
    from terbit.model.findings import UsageFault
    from terbit.report import explain

    known = {rule.code: rule for rule in pipeline.rules()}
    if every:
        click.echo(explain.catalogue(known.values()), nl=False)
        return
    rule = known.get(code.upper())
    if rule is None:
        message = f"Kode “{code}” tidak dikenal." if code else "Kodenya belum disebut."
        raise UsageFault(message, "Semua kode beserta penjelasannya: terbit explain --all")
    click.echo(explain.json(rule) if form == "json" else explain.text(rule))


@click.command("hyphenate", options_metavar="[PILIHAN]")
@click.argument("words", nargs=-1, required=True, metavar="KATA...")
def hyphenate_command(words: tuple[str, ...]) -> None:
    """Tampilkan pemenggalan KATA, satu kata sebaris: “-” di setiap tempat baris boleh berakhir."""
    from terbit.adapters import pyphen

    for word in words:
        click.echo(pyphen.hyphenated(word))
