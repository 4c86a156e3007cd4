"""The tracked edition: accept all changes for the master, reject all for the received text, word for word."""

from __future__ import annotations

import copy
import hashlib
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from tests import outside
from tests.conftest import ROOT

from terbit import editions, pipeline
from terbit.adapters import pandoc
from terbit.enrich import enrich
from terbit.model.book import Book, PartKind
from terbit.model.outline import outline_of
from terbit.read import read_manuscript

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = {"w": W[1:-1]}
AUTHORED = {PartKind.HALF_TITLE, PartKind.FRONT, PartKind.BODY}

RECEIVED = """Judul Kita

  1. Awal: Guru berkata "baik" -- lalu diam.
Kerjasama  itu *penting*... katanya.
Butir satu kerjasama.
"""
MASTER = """# Judul Kita

## Awal

Guru berkata "baik" -- lalu diam [@satu].[^n]

[^n]: Catatan [tautan](#judul) dan <https://example.org>.

- **Kerja** sama itu \\*penting\\*... katanya.

> Butir *satu kerja sama*.

```
kode = 1
```
"""
EDITS = """asli: asli.txt
struktur: {id: S01, perubahan: judul, alasan: susunan, dasar: konvensi, judul: 1, subjudul: [3]}
aturan:
  - id: E01
    perubahan: kerjasama → kerja sama
    alasan: Ditulis terpisah.
    dasar: EYD V II.B.3a
    kepastian: pasti
    suntingan:
      - {baris: 4, kolom: 1, asli: Kerjasama, koreksi: Kerja sama}
      - {baris: 5, kolom: 12, asli: kerjasama, koreksi: kerja sama}
catatan: [{label: n, baris: 3, alasan: perlu keterangan}]
sitasi: [{klaim: K01, baris: 3, kunci: [satu]}]
"""
SOURCES = '[{"id": "satu", "type": "book", "title": "Satu", "author": [{"family": "Rana", "given": "K"}], "issued": {"date-parts": [[2002]]}, "publisher": "P", "custom": {"verifikasi": "terverifikasi"}}]'  # noqa: E501  # one line of JSON


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's own book, its tracked edition built and proved."""
    folder = tmp_path_factory.mktemp("sunting") / "buku"
    shutil.copytree(ROOT / "source", folder / "source")
    report = pipeline.build(folder, ("sunting",))
    assert report.files, report.findings
    return folder


def small(folder: Path, profile: str) -> Path:
    """A small book in which every kind of change meets typography, emphasis, lists, quotations and code."""
    settings = f"id: kecil\njudul: Judul Kita\nbahasa: id\nprofil: {profile}\ntanggal: 2026-11-23\n"
    source = folder / "source"
    source.mkdir(parents=True)
    files = {
        "buku.yaml": settings,
        "naskah.md": MASTER,
        "asli.txt": RECEIVED,
        "suntingan.yaml": EDITS,
        "pustaka.json": SOURCES,
    }
    for name, text in files.items():
        (source / name).write_text(text, "utf-8")
    report = pipeline.build(folder, ("sunting",))
    assert report.files, report.findings
    return folder


def finished(home: Path) -> Path:
    """The tracked edition of a book."""
    return next((home / "dist").glob("*-sunting.docx"))


def part(path: Path, name: str) -> Any:  # noqa: ANN401  # an lxml element, for XPath
    """The root of one XML part."""
    with zipfile.ZipFile(path) as package:
        return etree.fromstring(package.read(f"word/{name}.xml"))


def decided(path: Path, *, accept: bool) -> list[str]:
    """The paragraphs after all changes are accepted or rejected (ECMA-376 part 1, 17.13.5)."""
    gone = "del" if accept else "ins"
    said, before = [], ""
    for paragraph in part(path, "document").iter(W + "p"):
        paragraph = copy.deepcopy(paragraph)  # noqa: PLW2901  # a copy to cut
        for change in paragraph.xpath(f"./w:{gone}|./w:hyperlink/w:{gone}", namespaces=NS):
            change.getparent().remove(change)
        texts = paragraph.xpath(".//w:t/text()|.//w:delText/text()", namespaces=NS)
        before += "".join(texts)
        if paragraph.find(f"w:pPr/w:rPr/w:{gone}", NS) is None:  # else it runs on into the next
            said.append(before)
            before = ""
    return [text for text in (*said, before) if text.strip()]


def plain(texts: list[str]) -> list[str]:
    """Texts with single spaces."""
    return [" ".join(text.split()) for text in texts]


def book_of(home: Path) -> Book:
    """The enriched book of a folder."""
    manuscript = read_manuscript(home, pipeline.styles_of(home).path("csl/terbit.csl"))
    return enrich(manuscript, pipeline.date_of(manuscript))


def master_of(home: Path) -> list[str]:
    """What the master says, passage by passage."""
    blocks = (block for each in book_of(home).parts if each.kind in AUTHORED for block in each.blocks)
    return plain([passage.text for passage in outline_of(blocks).passages])


def received_of(home: Path) -> list[str]:
    """The lines of the received text that say something, exactly."""
    edits = book_of(home).edits
    assert edits is not None
    return [line for line in edits.received.splitlines() if line.strip()]


def test_accepting_all_gives_the_master(home: Path) -> None:
    """Every word and space of the master, in its own paragraphs."""
    assert plain(decided(finished(home), accept=True)) == master_of(home)


def test_rejecting_all_gives_the_received_text(home: Path) -> None:
    """Every line as it was received, to the letter: numbers, colons, double spaces."""
    assert decided(finished(home), accept=False) == received_of(home)


@pytest.mark.parametrize("profile", ["artikel", "buku-ajar"])
def test_typography_emphasis_and_blocks_are_tracked_too(tmp_path: Path, profile: str) -> None:
    """Quotation marks, dashes, an edit inside emphasis, a list, a quotation, code, “Bab 1” come and go."""
    folder = small(tmp_path / "buku", profile)
    assert plain(decided(finished(folder), accept=True)) == master_of(folder)
    assert decided(finished(folder), accept=False) == received_of(folder)
    assert outside.open_xml(finished(folder)) == []
    assert outside.openxml_audit(finished(folder)) == []


def test_pandoc_decides_alike(home: Path) -> None:
    """Another program that knows tracked changes finds the same words on both sides."""
    for choice, expected in (("accept", master_of(home)), ("reject", received_of(home))):
        arguments = ("--from=docx", "--to=plain", "--wrap=none", f"--track-changes={choice}")
        text = pandoc.convert(arguments, finished(home).read_bytes()).data.decode()
        words = re.sub(r"\[\d\]", "", text.split("\n[1]")[0]).split()
        assert words == " ".join(expected).split(), choice


def test_libreoffice_decides_alike(home: Path, tmp_path: Path) -> None:
    """LibreOffice, told to accept or reject all changes, is left with the same words."""
    accepted, rejected = outside.decide_changes(finished(home), tmp_path)
    assert plain(rejected.splitlines()) == plain(received_of(home))
    unmarked = [re.sub(r"(?<=\.)[1-5](?= |$)", "", line) for line in accepted.splitlines()]
    assert plain(unmarked) == master_of(home)


def test_each_change_has_its_reason(home: Path) -> None:
    """One comment for each edit, each heading, each note and each citation; all are anchored, none twice."""
    document, comments = part(finished(home), "document"), part(finished(home), "comments")
    texts = {c.get(W + "id"): "".join(c.itertext(W + "t")) for c in comments.iter(W + "comment")}
    for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert sorted(mark.get(W + "id") for mark in document.iter(W + tag)) == sorted(texts)
    edits = book_of(home).edits
    assert edits is not None
    for rule in edits.rules:
        about = [text for text in texts.values() if text.startswith(f"{rule.identifier}: {rule.change}.")]
        assert len(about) == len(rule.edits), rule.identifier
        assert all(rule.reason in text and rule.certainty in text for text in about)
    assert sum(text.startswith("S01: ") for text in texts.values()) == 1 + len(edits.structure.headings)
    for note in edits.notes:
        assert sum(text.startswith(f"{note.label}: ") and note.reason in text for text in texts.values()) == 1
    claims = {claim.claim for claim in edits.citations}
    assert claims == {
        word.rstrip(",:")
        for text in texts.values()
        for word in text.split()
        if word[0] == "K" and word.rstrip(",:")[1:].isdigit()
    }  # one expression


def test_changes_are_signed_and_numbered(home: Path) -> None:
    """All bear the book's date and no other; no number twice; nothing tells of a machine or a session."""
    changes = [
        c
        for name in ("document", "footnotes")
        for c in part(finished(home), name).iter(W + "ins", W + "del", W + "pPrChange")
    ]  # one expression
    numbers = [change.get(W + "id") for change in changes]
    dated = [change for change in changes if change.get(W + "date")]
    assert {(c.get(W + "author"), c.get(W + "date")) for c in dated} == {
        ("Penyunting", "2026-11-23T00:00:00Z")
    }
    assert len(dated) == len(changes)
    assert len(numbers) == len(set(numbers))
    with zipfile.ZipFile(finished(home)) as package:
        assert all(b"rsid" not in package.read(name) for name in package.namelist())


def test_notes_are_numbered_by_the_program(home: Path) -> None:
    """A rejected note takes its mark along, and the others are numbered anew: no number is written out."""
    document, notes, settings = (part(finished(home), name) for name in ("document", "footnotes", "settings"))
    marks = list(document.iter(W + "footnoteReference"))
    assert [mark.get(W + "id") for mark in marks] == [str(number) for number in range(len(marks))]
    assert all(next(mark.iterancestors(W + "ins"), None) is not None for mark in marks)
    own = [note for note in notes if note.get(W + "type") is None]
    assert [note.get(W + "id") for note in own] == [mark.get(W + "id") for mark in marks]
    for note in own:
        assert len(note.xpath(".//w:ins//w:footnoteRef", namespaces=NS)) == 1
        assert note.xpath(".//w:r[not(ancestor::w:ins)]", namespaces=NS) == []
    separators = {note.get(W + "id") for note in notes if note.get(W + "type")}
    assert set(settings.xpath("w:footnotePr/w:footnote/@w:id", namespaces=NS)) == separators


def test_both_judges_accept_it(home: Path) -> None:
    """Microsoft's validator and its port find nothing."""
    assert outside.open_xml(finished(home)) == []
    assert outside.openxml_audit(finished(home)) == []


def test_libreoffice_shows_each_note_at_its_mark(home: Path, tmp_path: Path) -> None:
    """LibreOffice 7.4 mixes up notes in a file with comments unless they are numbered from 0."""
    text = " ".join(outside.pdftotext(outside.libreoffice(finished(home), tmp_path)).split())
    order = [
        text.index(words)
        for words in ("Naskah yang diterima menulis", "PBB dan WTO adalah", "Pada tahun 1945–1952")
    ]  # one list
    assert order == sorted(order)


def test_the_same_book_gives_the_same_bytes(home: Path, tmp_path: Path) -> None:
    """Built elsewhere, the file is the same."""
    again = tmp_path / "lain"
    shutil.copytree(home / "source", again / "source")
    pipeline.build(again, ("sunting",))
    first, second = (hashlib.sha256(finished(place).read_bytes()).hexdigest() for place in (home, again))
    assert first == second


def test_it_is_made_on_request_only(home: Path) -> None:
    """A build that names no edition leaves it out, and `verify` proves one that was made."""
    assert "sunting" in editions.names()
    assert "sunting" not in editions.usual()
    assert not pipeline.verify_dist(home / "dist").findings


def test_a_book_without_edits_is_told_so(tmp_path: Path) -> None:
    """One sentence, exit code 1, nothing written."""
    (tmp_path / "naskah.md").write_text("# Judul\n\nIsi.\n", "utf-8")
    command = [sys.executable, "-m", "terbit", "build", "naskah.md", "sunting"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "X025 Edisi sunting memerlukan suntingan.yaml" in run.stdout
    assert "Traceback" not in run.stderr
    assert not (tmp_path / "dist").exists()
