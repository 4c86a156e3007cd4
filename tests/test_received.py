"""Received text + listed changes = the words of the master."""

from __future__ import annotations

import dataclasses
import hashlib
import random
import unicodedata
from pathlib import Path

import pytest
from tests.conftest import ROOT

from terbit import checks, pipeline
from terbit.model.findings import BookFault, Finding
from terbit.model.manuscript import Manuscript
from terbit.read import read_manuscript
from terbit.read._edits import read_edits

RECEIVED_SHA256 = "8bb4337ded3eab81af1358c36abace586d7cdbd2fa9f163cadeb11456e0f1ebc"


@pytest.fixture(scope="module")
def manuscript() -> Manuscript:
    """This repository's own book."""
    return read_manuscript(ROOT, ROOT / "styles" / "csl" / "terbit.csl")


def test_the_received_text_is_kept_byte_for_byte() -> None:
    """The file under asli/ is the one that was received."""
    received = (ROOT / "source" / "asli" / "000_33c2792f2fe0ad6d.txt").read_bytes()
    assert hashlib.sha256(received).hexdigest() == RECEIVED_SHA256


def test_the_master_is_nfc(manuscript: Manuscript) -> None:
    """The master is in normal form C."""
    assert unicodedata.is_normalized("NFC", manuscript.text)


def test_our_own_book_has_no_findings() -> None:
    """The first book is a model: nothing to report."""
    assert pipeline.check(ROOT).findings == ()


def _findings_without(manuscript: Manuscript, article: Path, number: int) -> tuple[Finding, ...]:
    """What is found when line `number` (from 0) of suntingan.yaml is taken away."""
    path = article / "source" / "suntingan.yaml"
    lines = (ROOT / "source" / "suntingan.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:number] + lines[number + 1 :]), encoding="utf-8")
    try:
        edits = read_edits(path)
    except BookFault as fault:
        return fault.findings
    return tuple(checks.check(dataclasses.replace(manuscript, edits=edits)))


def _numbers() -> list[int]:
    """A seeded sample of all lines but comments; the whole file is taken line by line in `make soak`."""
    lines = (ROOT / "source" / "suntingan.yaml").read_text(encoding="utf-8").splitlines()
    numbers = [number for number, line in enumerate(lines) if not line.startswith("#")]
    return sorted(random.Random(2).sample(numbers, 60))  # noqa: S311  # a seeded sample, no secret


@pytest.mark.parametrize("number", _numbers())
def test_no_line_of_the_changes_can_be_removed(manuscript: Manuscript, article: Path, number: int) -> None:
    """Each line of suntingan.yaml carries part of the proof: without it the build stops, naming a place."""
    findings = _findings_without(manuscript, article, number)
    assert any(finding.stops for finding in findings)
    assert all(finding.span.line >= 1 and finding.span.column >= 1 for finding in findings)


@pytest.mark.soak
def test_no_line_at_all_can_be_removed(manuscript: Manuscript, article: Path) -> None:
    """The same for every line of the file."""
    lines = (ROOT / "source" / "suntingan.yaml").read_text(encoding="utf-8").splitlines()
    missed = [
        number + 1
        for number, line in enumerate(lines)
        if not line.startswith("#")
        and not any(f.stops for f in _findings_without(manuscript, article, number))
    ]
    assert missed == []


def test_a_changed_word_is_named_at_its_place(article: Path) -> None:
    """A word changed in the master alone is found at its line and column, with both forms."""
    master = article / "source" / "naskah.md"
    text = master.read_text(encoding="utf-8")
    at = text.index("kemakmuran di berbagai")
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    master.write_text(text.replace("kemakmuran di berbagai", "kesejahteraan di berbagai"), encoding="utf-8")
    (finding,) = pipeline.check(article).findings
    assert (finding.code, finding.span.line, finding.span.column) == ("N001", line, column)
    assert "“kemakmuran” menjadi “kesejahteraan”" in finding.message


def test_a_lost_paragraph_is_named(article: Path) -> None:
    """A paragraph left out of the master is found."""
    master = article / "source" / "naskah.md"
    kept = [
        line
        for line in master.read_text(encoding="utf-8").splitlines()
        if not line.startswith("Selain itu, kerja")
    ]
    master.write_text("\n".join(kept), encoding="utf-8")
    findings = pipeline.check(article).findings
    assert any(f.code == "N001" and "hilang dari naskah" in f.message for f in findings)


def test_an_added_sentence_is_named(article: Path) -> None:
    """A sentence nobody listed is found."""
    master = article / "source" / "naskah.md"
    text = master.read_text(encoding="utf-8").replace(
        "## Kesimpulan\n\n", "## Kesimpulan\n\nKalimat tambahan.\n\n"
    )
    master.write_text(text, encoding="utf-8")
    (finding,) = pipeline.check(article).findings
    assert "“Kalimat tambahan.” ditambahkan tanpa tercatat" in finding.message


def test_an_edit_out_of_place_is_named_in_the_yaml(article: Path) -> None:
    """An edit whose column is wrong is found at its own line in suntingan.yaml."""
    path = article / "source" / "suntingan.yaml"
    text = path.read_text(encoding="utf-8")
    old = "{baris: 1, kolom: 1, "
    path.write_text(text.replace(old, "{baris: 1, kolom: 2, "), encoding="utf-8")
    findings = [f for f in pipeline.check(article).findings if f.code == "N002"]
    assert [(f.span.path.name, f.span.line) for f in findings] == [
        ("suntingan.yaml", text[: text.index(old)].count("\n") + 1)
    ]
