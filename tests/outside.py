"""The outside judges, each run as its own program. One that is missing skips its test as *not run*.

Those that `terbit verify --strict` asks too are asked through it.
"""

from __future__ import annotations

import contextlib
import json
import os
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


JUDGES = Path(__file__).parent / "judges"


def epubcheck(path: Path, work: Path) -> list[str]:
    """What EPUBCheck 5.3 reports on an EPUB, advice on usage included."""
    with _skipping():
        found = judge_epubcheck.report(path, work)
    assert found["checker"]["checkerVersion"].startswith("5.3")
    return [f"{m['severity']} {m['ID']} {m['message']} {m['locations'][:1]}" for m in found["messages"]]


def ace(path: Path, work: Path) -> tuple[list[str], dict[str, Any]]:
    """What DAISY Ace finds wrong with an EPUB, of any impact, and its whole report."""
    program = JUDGES / "node_modules" / ".bin" / "ace-cli"
    if not program.exists():
        pytest.skip("not run: Ace (npm ci in tests/judges brings it)")
    environment = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": program_of("chromium", "Ace")}
    report = work / "ace"
    command = [str(program), "-s", "-f", "-o", str(report), str(path)]
    # It ends with 0 whatever it finds.
    run = subprocess.run(command, capture_output=True, check=False, env=environment, timeout=900)
    assert (report / "report.json").is_file(), run.stderr.decode()
    found: dict[str, Any] = json.loads((report / "report.json").read_text("utf-8"))
    wrong = [
        f"{file['earl:testSubject']['url']} {one['earl:test']['earl:impact']} {one['earl:test']['dct:title']}"
        for file in found["assertions"]
        for one in file["assertions"]
        if one["earl:result"]["earl:outcome"] != "pass"
    ]
    return wrong, found


def verapdf(path: Path, flavour: str = "ua1") -> dict[str, Any]:
    """VeraPDF's verdict on a PDF: `compliant`, `checks`, `failures`."""
    with _skipping():
        return judge_verapdf.verdict(path, flavour)


def open_xml(path: Path) -> list[Any]:
    """The errors that Microsoft's Open XML SDK finds in a DOCX."""
    with _skipping():
        return judge_openxml.errors(path)


def openxml_audit(path: Path) -> list[str]:
    """The errors that openxml-audit finds in a DOCX: it also follows references to styles."""
    audit = pytest.importorskip("openxml_audit", reason="not run: openxml-audit is not installed")
    found = audit.OpenXmlValidator().validate(path)
    return [f"{error.part_uri} {error.path} {error.description}" for error in found.errors]


def libreoffice(path: Path, work: Path) -> Path:
    """The PDF that LibreOffice makes of a DOCX."""
    with _skipping():
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


def qpdf(path: Path) -> int:
    """Qpdf's exit code on a PDF: 0 when its structure is sound."""
    command = [program_of("qpdf", "qpdf"), "--check", str(path)]
    return subprocess.run(command, capture_output=True, check=False).returncode


def program_of(name: str, judge: str) -> str:
    """Where a program is; the test is not run without it."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"not run: {judge} ({name} is not on this machine)")
    return found


def minibrowser() -> str:
    """Where WebKit's own small browser is; the test is not run without it, its driver and a screen."""
    program_of("WebKitWebDriver", "WebKit")
    program_of("Xvfb", "WebKit")
    for found in sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser")):
        return str(found)
    pytest.skip("not run: WebKit (MiniBrowser is not on this machine)")


@contextlib.contextmanager
def _skipping() -> Iterator[None]:
    try:
        yield
    except NotRunError as missing:
        # Who is here but does not end has not judged: that is no reason to go on.
        assert "tidak selesai" not in str(missing), missing
        pytest.skip(f"not run: {missing}")
