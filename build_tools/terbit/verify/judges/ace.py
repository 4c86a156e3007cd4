"""Ace by DAISY: whether an EPUB can be read by everybody. A Node package that drives Chromium."""

from __future__ import annotations

import json
import os
import re
import shutil
from html import unescape
from pathlib import Path

from terbit.verify.judges import Judge, NotRunError, Objection, in_node, program, run

_CHROMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_TRIES = 2
"""On a busy machine the browser may be too slow to start."""
_GRAVE = frozenset({"critical", "serious"})
_SENTENCES = {
    "image-alt": "gambar tidak berdeskripsi",
    "html-has-lang": "bahasa halaman tidak dinyatakan",
    "link-name": "tautan tidak berkata-kata",
    "color-contrast": "warna huruf terlalu dekat dengan latarnya",
    "heading-order": "tingkat judul terlompat",
    "epub-lang": "bahasa buku tidak dinyatakan",
    "epub-title": "judul buku tidak dinyatakan",
    "metadata-accessmode": "metadata “accessMode” tidak ada",
    "metadata-accessibilityfeature": "metadata “accessibilityFeature” tidak ada",
    "metadata-accessibilityhazard": "metadata “accessibilityHazard” tidak ada",
    "metadata-accessibilitysummary": "metadata “accessibilitySummary” tidak ada",
}


def _version() -> str:
    found = json.loads(in_node("@daisy/ace-cli", "package.json").read_text("utf-8"))
    return str(found["version"])


def _chrome() -> str:
    found = next((path for name in _CHROMES if (path := shutil.which(name))), None)
    if found is None:
        raise NotRunError("Chromium tidak ada")
    return found


def _judge(path: Path, work: Path) -> list[Objection]:
    out = work / "ace"
    command: list[str | Path] = [program("node"), in_node("@daisy/ace-cli", "bin/ace.js")]
    settings = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": _chrome(), "HOME": str(work)}
    report = out / "report.json"
    said = b""
    for _ in range(_TRIES):
        if not report.is_file():
            said = run([*command, "-s", "-f", "-o", out, path], env=settings).stderr
    if not report.is_file():  # the browser would not start, or the file not open: it does not say which
        told = " ".join(said.decode("utf-8", "replace").split())[-200:]
        raise NotRunError(f"Ace tidak menulis laporan (“{told}”)")
    found = []
    for document in json.loads(report.read_text("utf-8"))["assertions"]:
        for one in document["assertions"]:
            test = one["earl:test"]
            if test["earl:impact"] in _GRAVE:
                name = str(test["dct:title"])
                sentence = _SENTENCES.get(name, "kendala akses")
                place = document["earl:testSubject"]["url"]
                html = str(one.get("earl:result", {}).get("html", ""))
                words = unescape(re.sub(r"<[^>]*>", "", unescape(html))).strip()
                found.append(Objection(f"{name}: {sentence} di {place}", words))
    return found


JUDGE = Judge("Ace", ".epub", _version, _judge)
