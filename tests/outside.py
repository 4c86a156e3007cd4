"""The outside judges, each run as its own program. One that is missing skips its test as *not run*.

Those that `terbit verify --strict` asks too are asked through it.
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from terbit.verify.judges import NotRunError
from terbit.verify.judges import epubcheck as judge_epubcheck
from terbit.verify.judges import libreoffice as judge_libreoffice
from terbit.verify.judges import openxml as judge_openxml
from terbit.verify.judges import verapdf as judge_verapdf

ACCESSIBLE = ("layar", "besar", "ringkas")
"""The editions that declare PDF/UA-1, as far as this copy of Terbit has them."""


def epubcheck(path: Path, work: Path) -> list[str]:
    """What EPUBCheck 5.3 reports on an EPUB, advice on usage included."""
    with _skipping():
        found = judge_epubcheck.report(path, work)
    assert found["checker"]["checkerVersion"].startswith("5.3")
    return [f"{m['severity']} {m['ID']} {m['message']} {m['locations'][:1]}" for m in found["messages"]]


def verapdf(path: Path, flavour: str = "ua1") -> dict[str, Any]:
    """VeraPDF's verdict on a PDF: `compliant`, `checks`, `failures`."""
    with _skipping():
        return judge_verapdf.verdict(path, flavour)


def open_xml(path: Path) -> list[Any]:
    """The errors that Microsoft's Open XML SDK finds in a DOCX."""
    with _skipping():
        return judge_openxml.errors(path)


def libreoffice(path: Path, work: Path) -> Path:
    """The PDF that LibreOffice makes of a DOCX."""
    with _skipping():
        made = judge_libreoffice.pdf_of(path, work)
    assert made, "LibreOffice could not load the file"
    return made


def pdftotext(path: Path) -> str:
    """The words of a PDF as poppler gives them, page after page."""
    command = [_program("pdftotext", "poppler"), "-enc", "UTF-8", str(path), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def pdffonts(path: Path) -> list[tuple[str, bool, bool]]:
    """The fonts of a PDF as poppler tells them: name, whether it is embedded, whether it is a subset."""
    command = [_program("pdffonts", "poppler"), str(path)]
    lines = subprocess.run(command, capture_output=True, check=True).stdout.decode().splitlines()[2:]
    flags = [(line.split()[0], line.split()[-5:-2]) for line in lines]
    return [(name, embedded == "yes", subset == "yes") for name, (embedded, subset, _) in flags]


def qpdf(path: Path) -> int:
    """Qpdf's exit code on a PDF: 0 when its structure is sound."""
    command = [_program("qpdf", "qpdf"), "--check", str(path)]
    return subprocess.run(command, capture_output=True, check=False).returncode


def _program(name: str, judge: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"not run: {judge} ({name} is not on this machine)")
    return found


@contextlib.contextmanager
def _skipping() -> Iterator[None]:
    try:
        yield
    except NotRunError as missing:
        pytest.skip(f"not run: {missing}")
