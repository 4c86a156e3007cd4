"""Ace by DAISY: whether an EPUB can be read by everybody. A Node package that drives Chromium."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any

from terbit.verify.judges import Judge, NotRunError, Objection, in_node, node, run

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


def report(path: Path, work: Path) -> dict[str, Any]:
    """Its whole report; raises `NotRunError` where it writes none."""
    out = work / "ace"
    command: list[str | Path] = [node(), in_node("@daisy/ace-cli", "bin/ace.js")]
    settings = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": _chrome(), "HOME": str(work)}
    written = out / "report.json"
    said = b""
    for _ in range(_TRIES):
        if not written.is_file():
            said = run([*command, "-s", "-f", "-o", out, path], env=settings).stderr
    if not written.is_file():  # the browser would not start, or the file not open: it does not say which
        told = " ".join(said.decode("utf-8", "replace").split())[-200:]
        raise NotRunError(f"Ace tidak menulis laporan (“{told}”)")
    found: dict[str, Any] = json.loads(written.read_text("utf-8"))
    return found


def violations(told: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What a report finds wrong, of any impact: the document's address in the EPUB, and the assertion."""
    for document in told["assertions"]:
        for one in document["assertions"]:
            if one["earl:result"]["earl:outcome"] != "pass":
                yield str(document["earl:testSubject"]["url"]), one


def _judge(path: Path, work: Path) -> list[Objection]:
    return [_objection(place, one) for place, one in violations(report(path, work))]


def _objection(place: str, one: Mapping[str, Any]) -> Objection:
    name = str(one["earl:test"]["dct:title"])
    sentence = _SENTENCES.get(name, "kendala akses")
    html = str(one["earl:result"].get("html", ""))
    words = unescape(re.sub(r"<[^>]*>", "", unescape(html))).strip()
    grave = one["earl:test"]["earl:impact"] in _GRAVE
    return Objection(f"{name}: {sentence} di {place}", words, name, grave)


JUDGE = Judge("Ace", ".epub", _version, _judge)
