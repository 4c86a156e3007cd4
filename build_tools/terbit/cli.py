"""Words in, report out, exit code. Nothing else happens here, and nothing heavy is imported until it must."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

import terbit

if TYPE_CHECKING:
    from terbit.model.findings import Rule
    from terbit.report import Report

GOOD, ABOUT_THE_BOOK, COMMAND_LINE, MACHINE = 0, 1, 2, 3
"""The exit codes of every command."""

_FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="Bentuk laporan: teks atau JSON.",
)
_PROFILE = click.option("--profile", metavar="NAMA", help="Profil susunan naskah, misalnya artikel.")
_BOOK = click.Path(path_type=Path)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    options_metavar="[PILIHAN]",
    subcommand_metavar="PERINTAH [ARGUMEN]...",
)
@click.version_option(terbit.__version__, prog_name="terbit")
def terbit_command() -> None:
    """Terbit: satu naskah induk berbahasa Indonesia menjadi PDF, EPUB, dan DOCX yang terbukti sama isinya.

    Kode keluar: 0 baik, 1 ada masalah pada buku, 2 perintah keliru, 3 masalah pada komputer.
    """


@terbit_command.command("check", options_metavar="[PILIHAN]")
@click.argument("book", type=_BOOK, default=".", metavar="[BUKU]")
@_PROFILE
@_FORMAT
def check_command(book: Path, profile: str | None, form: str) -> None:
    """Periksa naskah tanpa membuat edisi.

    BUKU adalah folder buku (yang memuat source/naskah.md) atau satu berkas Markdown; bawaannya folder ini.
    """
    from terbit import pipeline  # `terbit --help` must not wait for it

    report = pipeline.check(book, profile)
    _finish(report, form, failed=_has_errors(report))


@terbit_command.command("build", options_metavar="[PILIHAN]")
@click.argument("arguments", nargs=-1, metavar="[BUKU] [EDISI]...")
@_PROFILE
@click.option("--strict", is_flag=True, help="Berhenti pada setiap galat, bukan hanya yang merusak edisi.")
@_FORMAT
def build_command(
    arguments: tuple[str, ...], profile: str | None, strict: bool, form: str
) -> None:  # click passes flags by name
    """Buat edisi (layar, epub, docx) ke folder dist/; tanpa nama edisi: semuanya.

    BUKU adalah folder buku atau satu berkas Markdown; bawaannya folder ini. Contoh: terbit build epub docx
    """
    from terbit import pipeline  # as above

    book, wanted = _split(arguments)
    report = pipeline.build(book, wanted, profile, strict=strict, say=_progress())
    _finish(report, form, failed=report.stopped or (strict and _has_errors(report)))


@terbit_command.command("verify", options_metavar="[PILIHAN]")
@click.argument("dist", type=_BOOK, default="dist", metavar="[DIST]")
@_FORMAT
def verify_command(dist: Path, form: str) -> None:
    """Buktikan bahwa berkas di DIST (bawaan: dist/) utuh dan memuat seluruh naskah."""
    from terbit import pipeline  # as above
    from terbit.model.findings import UsageFault

    if not dist.is_dir():
        raise UsageFault(
            f"Folder “{dist}” tidak ada.", "Jalankan “terbit build” dahulu, atau sebutkan foldernya."
        )
    report = pipeline.verify_dist(dist)
    _finish(report, form, failed=_has_errors(report))


@terbit_command.command("explain", options_metavar="[PILIHAN]")
@click.argument("code", metavar="KODE")
@_FORMAT
def explain_command(code: str, form: str) -> None:
    """Jelaskan sebuah kode temuan, misalnya N001: apa artinya, mengapa penting, contoh salah dan benar."""
    from terbit import pipeline  # as above
    from terbit.model.findings import UsageFault

    known = {rule.code: rule for rule in pipeline.rules()}
    rule = known.get(code.upper())
    if rule is None:
        raise UsageFault(f"Kode “{code}” tidak dikenal.", f"Kode yang ada: {', '.join(known)}.")
    click.echo(_rule_json(rule) if form == "json" else _rule_text(rule))


def _split(arguments: tuple[str, ...]) -> tuple[Path, tuple[str, ...]]:
    """The book comes first if the first word is no edition; a folder called like one is written `./layar`."""
    from terbit import editions  # as above

    known = editions.names()
    if arguments and arguments[0] not in known:
        return Path(arguments[0]), arguments[1:]
    return Path(), arguments


def _has_errors(report: Report) -> bool:
    from terbit.model.findings import Severity  # as above

    return report.count(Severity.ERROR) > 0


def _progress() -> Callable[[str, float], None] | None:
    """A line a stage on a terminal, nothing in CI or into a file."""
    if not sys.stderr.isatty() or os.environ.get("CI"):
        return None

    def say(stage: str, seconds: float) -> None:
        click.echo(f"  {stage:<32}{seconds:6.2f} d".replace(".", ","), err=True)

    return say


def _finish(report: Report, form: str, *, failed: bool) -> None:
    show(report, form)
    sys.exit(ABOUT_THE_BOOK if failed else GOOD)


def show(report: Report, form: str) -> None:
    """Print a report in a format; what failed goes to stderr as text, but JSON is always all of stdout."""
    if form == "json":
        from terbit.report import json  # as above

        click.echo(json.text(report))
        return
    from terbit.report import text  # as above

    for line in text.lines(report):
        click.echo(line, err=report.failure is not None)


def _rule_text(rule: Rule) -> str:
    from terbit.report.text import WORDS  # as above

    parts = [f"{rule.code} {rule.name} ({WORDS[rule.severity]})", rule.title, rule.why]
    if rule.stops:
        parts.append("Temuan ini menghentikan pembuatan edisi.")
    if rule.wrong:
        parts += [f"Salah:\n\n{_indent(rule.wrong)}", f"Benar:\n\n{_indent(rule.right)}"]
    return "\n\n".join(parts)


def _indent(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.splitlines())


def _rule_json(rule: Rule) -> str:
    import msgspec  # as above

    return msgspec.json.format(msgspec.json.encode(rule), indent=2).decode()
