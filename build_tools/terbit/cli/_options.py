"""The arguments and options that commands of several groups have."""

from __future__ import annotations

from pathlib import Path

import click

FILE = click.Path(path_type=Path)
BOOK = click.argument("book", type=FILE, default=".", metavar="[BUKU]")
PROFILE = click.option("--profile", metavar="NAMA", help="Profil susunan naskah, misalnya artikel.")
TIMEOUT = click.option(
    "--timeout",
    type=click.IntRange(1),
    default=600,
    metavar="DETIK",
    help="Batas waktu setiap tahap; bawaannya 600 detik.",
)
REPORT_FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    help="Bentuk laporan: teks, JSON, SARIF 2.1.0, atau perintah alur kerja GitHub.",
)
PAGE_FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="Bentuk: teks atau JSON."
)
