"""The outside judges, each run as its own program. One that is missing skips its test as *not run*.

In CI its test fails. Those that `terbit verify --strict` asks too are asked through it.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

from terbit.verify import judges
from terbit.verify.judges import NotRunError
from terbit.verify.judges import ace as judge_ace
from terbit.verify.judges import epubcheck as judge_epubcheck
from terbit.verify.judges import libreoffice as judge_libreoffice
from terbit.verify.judges import openxml as judge_openxml
from terbit.verify.judges import qpdf as judge_qpdf
from terbit.verify.judges import verapdf as judge_verapdf

ACCESSIBLE = ("layar", "besar", "ringkas")
"""The editions that declare PDF/UA-1, as far as this copy of Terbit has them."""


JUDGES = Path(__file__).parent / "judges"


def epubcheck(path: Path, work: Path) -> list[str]:
    """What EPUBCheck 5.3 reports on an EPUB, advice on usage included."""
    with _missing():
        found = judge_epubcheck.report(path, work)
    assert found["checker"]["checkerVersion"].startswith("5.3")
    return [f"{m['severity']} {m['ID']} {m['message']} {m['locations'][:1]}" for m in found["messages"]]


def ace(path: Path, work: Path) -> tuple[list[str], dict[str, Any]]:
    """What DAISY Ace finds wrong with an EPUB, of any impact, and its whole report."""
    with _missing():
        found = judge_ace.report(path, work)
    wrong = [
        f"{place} {one['earl:test']['earl:impact']} {one['earl:test']['dct:title']}"
        for place, one in judge_ace.violations(found)
    ]
    return wrong, found


def verapdf(path: Path, flavour: str = "ua1") -> dict[str, Any]:
    """VeraPDF's verdict on a PDF: `compliant`, `checks`, `failures`."""
    with _missing():
        return judge_verapdf.verdict(path, flavour)


def open_xml(path: Path) -> list[Any]:
    """The errors that Microsoft's Open XML SDK finds in a DOCX."""
    with _missing():
        return judge_openxml.errors(path)


def openxml_audit(path: Path) -> list[str]:
    """The errors that openxml-audit finds in a DOCX: it also follows references to styles."""
    try:
        audit = importlib.import_module("openxml_audit")
    except ModuleNotFoundError:
        not_run("openxml-audit is not installed")
    found = audit.OpenXmlValidator().validate(path)
    return [f"{error.part_uri} {error.path} {error.description}" for error in found.errors]


def objections(dist: Path, work: Path) -> list[str]:
    """What EPUBCheck, veraPDF and the Open XML SDK have against a `dist/`, advice left out."""
    found = [
        one
        for path in sorted(dist.glob("*.epub"))
        for one in epubcheck(path, work)
        if not one.startswith("USAGE")
    ]
    found += [str(one) for path in sorted(dist.glob("*.docx")) for one in open_xml(path)]
    for path in sorted(dist.glob("*.pdf")):
        if any(path.stem.endswith(f"-{name}") for name in ACCESSIBLE) and judge_verapdf.JUDGE.meant(path):
            verdict = verapdf(path)
            found += [] if verdict["compliant"] else [f"{path.name}: {verdict['failures']}"]
    return found


def libreoffice(path: Path, work: Path) -> Path:
    """The PDF that LibreOffice makes of a DOCX."""
    with _missing():
        made = judge_libreoffice.pdf_of(path, work)
    assert made, "LibreOffice could not load the file"
    return made


_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
  library:readonly="false" library:passwordprotected="false"><library:element library:name="Putusan"/>
</library:library>
"""
_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Putusan"
  script:language="StarBasic">
Sub Putuskan(source As String, target As String, order As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = &quot;Hidden&quot;
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(source, &quot;_blank&quot;, 0, hidden())
  helper = createUnoService(&quot;com.sun.star.frame.DispatchHelper&quot;)
  helper.executeDispatch(document.CurrentController.Frame, order, &quot;&quot;, 0, Array())
  Dim filter(0) As New com.sun.star.beans.PropertyValue
  filter(0).Name = &quot;FilterName&quot;
  filter(0).Value = &quot;Text (encoded)&quot;
  document.storeToURL(target, filter())
  document.close(True)
End Sub
</script:module>
"""


def decide_changes(path: Path, work: Path) -> tuple[str, str]:
    """The text of a DOCX after LibreOffice accepted all tracked changes, and after it rejected them."""
    libreoffice(path, work)  # the profile must be there before a macro can be put into it
    library = work / "profil" / "user" / "basic" / "Standard"
    library.mkdir(parents=True, exist_ok=True)
    (library / "script.xlb").write_text(_LIBRARY, "utf-8")
    (library / "Putusan.xba").write_text(_MACRO, "utf-8")
    return _decide(path, work, "Accept"), _decide(path, work, "Reject")


def _decide(path: Path, work: Path, choice: str) -> str:
    made = work / f"{choice}.txt"
    order = f".uno:{choice}AllTrackedChanges"
    call = f"macro:///Standard.Putusan.Putuskan({path.as_uri()},{made.as_uri()},{order})"
    profile = f"-env:UserInstallation={(work / 'profil').as_uri()}"
    command = [program_of("soffice", "LibreOffice"), profile, "--headless", call]
    subprocess.run(command, capture_output=True, check=False, timeout=120)
    return made.read_text("utf-8-sig")


def pdftotext(path: Path) -> str:
    """The words of a PDF as poppler gives them, page after page."""
    command = [program_of("pdftotext", "poppler"), "-enc", "UTF-8", str(path), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def pdffonts(path: Path) -> list[tuple[str, bool, bool]]:
    """The fonts of a PDF as poppler tells them: name, whether it is embedded, whether it is a subset."""
    command = [program_of("pdffonts", "poppler"), str(path)]
    lines = subprocess.run(command, capture_output=True, check=True).stdout.decode().splitlines()[2:]
    flags = [(line.split()[0], line.split()[-5:-2]) for line in lines]
    return [(name, embedded == "yes", subset == "yes") for name, (embedded, subset, _) in flags]


def qpdf(path: Path) -> str:
    """What qpdf finds damaged in a PDF: nothing when its structure is sound."""
    with _missing():
        return judge_qpdf.damage(path)


def program_of(name: str, judge: str) -> str:
    """Where a program is; the test is not run without it."""
    found = shutil.which(name)
    if found is None:
        not_run(f"{judge} ({name} is not on this machine)")
    return found


def node(judge: str) -> str:
    """Where Node is; the test is not run without it."""
    try:
        return judges.node()
    except NotRunError:
        not_run(f"{judge} (Node is not on this machine)")


def not_run(reason: str) -> NoReturn:
    """Skip a test whose judge is missing; in CI, where `make setup-test` brings all of them, it fails."""
    if os.environ.get("CI"):
        pytest.fail(f"not run: {reason}")
    pytest.skip(f"not run: {reason}")


def minibrowser() -> str:
    """Where WebKit's own small browser is; the test is not run without it, its driver and a screen."""
    program_of("WebKitWebDriver", "WebKit")
    program_of("Xvfb", "WebKit")
    for found in sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser")):
        return str(found)
    not_run("WebKit (MiniBrowser is not on this machine)")


@contextlib.contextmanager
def _missing() -> Iterator[None]:
    try:
        yield
    except NotRunError as missing:
        # Who is here but does not end has not judged: that is no reason to go on.
        if "tidak selesai" in str(missing):
            raise
        not_run(str(missing))
