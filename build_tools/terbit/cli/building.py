"""Commands about finished editions: `build`, `verify`, `sign`."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from terbit.cli._options import FILE, PROFILE, REPORT_FORMAT, TIMEOUT
from terbit.cli.answers import finish, progress

if TYPE_CHECKING:
    from terbit.report import Report

_BLEED_LIMIT = 10
"""mm: no printer asks for more."""


class _Millimetres(click.ParamType[float]):
    """A length such as `3mm`, `3` or `2,5mm`, in mm."""

    name = "mm"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        text = str(value).strip().lower().removesuffix("mm").strip().replace(",", ".")
        try:
            length = float(text)
        except ValueError:
            length = -1
        if not 0 <= length <= _BLEED_LIMIT:
            self.fail(f"“{value}” bukan ukuran antara 0 dan {_BLEED_LIMIT} mm, misalnya 3mm.", param, ctx)
        return length


@click.command("build", options_metavar="[PILIHAN]")
@click.argument("arguments", nargs=-1, metavar="[BUKU] [EDISI]...")
@PROFILE
@click.option("--strict", is_flag=True, help="Berhenti pada setiap galat, bukan hanya yang merusak edisi.")
@click.option(
    "--bleed",
    type=_Millimetres(),
    default=0,
    metavar="UKURAN",
    help="Untuk percetakan: lebihan di luar garis potong pada cetak dan sampul, misalnya 3mm.",
)
@click.option("--marks", is_flag=True, help="Untuk percetakan: tanda potong di luar lebihan itu.")
@click.option("--no-cache", is_flag=True, help="Buat semuanya dari awal, tanpa simpanan dari pembuatan lalu.")
@TIMEOUT
@REPORT_FORMAT
def build_command(
    arguments: tuple[str, ...],
    profile: str | None,
    strict: bool,
    bleed: float,
    marks: bool,
    no_cache: bool,
    timeout: int,
    form: str,
) -> None:  # click passes flags by name
    """Buat edisi ke dist/: besar, cetak, docx, epub, layar, ringkas, sampul; tanpa nama edisi: semuanya.

    Hanya bila diminta: sunting, berkas Word dengan setiap suntingan sebagai perubahan terlacak.

    BUKU adalah folder buku atau satu berkas Markdown; bawaannya folder ini. Contoh: terbit build epub docx
    """
    from terbit import pipeline
    from terbit._bounds import bounded
    from terbit.model.book import Order

    if no_cache:
        os.environ["TERBIT_CACHE"] = "off"  # also for the processes that make the editions
    gc.disable()  # as in `check`, and in the processes that make the editions
    book, wanted = _split(arguments)
    order = Order(bleed=bleed, marks=marks)
    with bounded(timeout):
        report = pipeline.build(book, wanted, profile, order=order, strict=strict, say=progress())
    finish(report, form, failed=report.stopped or (strict and _has_errors(report)))


def _split(arguments: tuple[str, ...]) -> tuple[Path, tuple[str, ...]]:
    """The book comes first if the first word is no edition; a folder called like one is written `./layar`."""
    from terbit import editions

    known = editions.names()
    if arguments and arguments[0] not in known:
        return Path(arguments[0]), arguments[1:]
    return Path(), arguments


@click.command("verify", options_metavar="[PILIHAN]")
@click.argument("dist", type=FILE, default="dist", metavar="[DIST]")
@click.option("--strict", is_flag=True, help="Jalankan juga penguji dari luar; yang tidak ada menjadi galat.")
@click.option(
    "--record", is_flag=True, help="Bersama --strict: catat putusan penguji di proof.json dan bukti.html."
)
@click.option(
    "--signer", type=FILE, metavar="KUNCI", help="Manifesnya harus ditandatangani dengan kunci publik ini."
)
@TIMEOUT
@REPORT_FORMAT
def verify_command(
    dist: Path, strict: bool, record: bool, signer: Path | None, timeout: int, form: str
) -> None:
    """Buktikan bahwa berkas di DIST (bawaan: dist/) utuh dan memuat seluruh naskah.

    Penguji dari luar: EPUBCheck, Ace, veraPDF, Open XML SDK, qpdf, dan LibreOffice.
    """
    from terbit import pipeline
    from terbit._bounds import bounded
    from terbit.model.findings import UsageFault

    if not dist.is_dir():
        raise UsageFault(
            f"Folder “{dist}” tidak ada.", "Jalankan “terbit build” dahulu, atau sebutkan foldernya."
        )
    if record and not strict:
        raise UsageFault("“--record” mencatat putusan penguji dari luar.", "Tambahkan “--strict”.")
    os.environ["TERBIT_CACHE"] = "off"  # what is proved is read from the files, not from memory
    with bounded(timeout):
        report = pipeline.verify_dist(dist, signer, strict=strict, keep=record)
    finish(report, form, failed=_has_errors(report))


def _has_errors(report: Report) -> bool:
    from terbit.model.findings import Severity

    return report.count(Severity.ERROR) > 0


@click.command("sign", options_metavar="[PILIHAN]")
@click.argument("key", type=FILE, metavar="KUNCI")
@click.argument("dist", type=FILE, default="dist", metavar="[DIST]")
def sign_command(key: Path, dist: Path) -> None:
    """Tanda tangani manifes di DIST (bawaan: dist/), dan dengan itu semua edisi yang disebutnya.

    KUNCI adalah kunci pribadi OpenSSH (ssh-keygen -t ed25519 -f KUNCI).
    """
    from terbit import pipeline

    click.echo(f"ditulis: {pipeline.sign(dist, key)}")
