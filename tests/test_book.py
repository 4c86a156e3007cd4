"""This repository's own book, built for real: whole, the same every time, and good before every judge."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pikepdf
import pytest
from lxml import etree
from tests import outside
from tests.conftest import ROOT

from terbit import editions
from terbit.enrich import enrich
from terbit.model.book import PartKind
from terbit.model.outline import Passage
from terbit.model.stream import squeeze
from terbit.model.tree import BlockQuote, Header, Note, Para, Plain
from terbit.model.walk import text_of, walk
from terbit.read import read_manuscript

NAME = "kerja-sama-bilateral"
FILES = (f"{NAME}-layar.pdf", f"{NAME}.epub", f"{NAME}.docx")
EVERY = {name: f"{NAME}{editions.load(name).suffix}" for name in editions.usual()}
PDFS = {edition: name for edition, name in EVERY.items() if name.endswith(".pdf")}
WITH_TEXT = [name for edition, name in EVERY.items() if PartKind.BODY not in editions.load(edition).waives]
LEFTOVERS = (
    "Table of Contents", "Contents", "References", "Bibliography", "Glossary", "Guide", "Landmarks",
    "Title Page", "Cover", "Footnotes", "Figure", "Untitled",
)  # fmt: skip
"""English words of pandoc's, EbookLib's and Word's that no reader may see."""
RECORDS = ("bukti.html", "manifest.json", "proof.json", "sbom.json")


def build(folder: Path, **environment: str) -> Path:
    """Copy our own book to `folder`, build it there in a process of its own, return its dist/."""
    shutil.copytree(ROOT / "source", folder / "source")
    command = [sys.executable, "-m", "terbit", "build", "--strict"]
    run = subprocess.run(
        command, cwd=folder, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return folder / "dist"


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built book."""
    return build(tmp_path_factory.mktemp("buku") / "satu")


def test_the_editions_and_the_manifest_are_written(dist: Path) -> None:
    """All editions and the manifest, which holds their hashes, those of all inputs, and the tools."""
    assert {path.name for path in dist.iterdir()} == {*EVERY.values(), *RECORDS}
    manifest = json.loads((dist / "manifest.json").read_bytes())
    for name in EVERY.values():
        data = (dist / name).read_bytes()
        assert manifest["outputs"][name]["sha256"] == hashlib.sha256(data).hexdigest()
    master = manifest["inputs"]["source/naskah.md"]
    assert master == hashlib.sha256((ROOT / "source" / "naskah.md").read_bytes()).hexdigest()
    assert {"source/suntingan.yaml", "source/pustaka.json", "styles/layar.css"} <= manifest["inputs"].keys()
    assert {"terbit", "pandoc", "weasyprint"} <= manifest["tools"].keys()


def test_two_builds_are_byte_identical(dist: Path, tmp_path: Path) -> None:
    """Another folder, time zone, locale and hash seed: the same bytes in every file."""
    other = build(tmp_path / "dua", TZ="Asia/Jayapura", PYTHONHASHSEED="7", LC_ALL="C", USER="orang lain")
    for path in dist.iterdir():
        assert (other / path.name).read_bytes() == path.read_bytes(), path.name


def test_the_date_is_the_one_in_the_book(dist: Path, tmp_path: Path) -> None:
    """SOURCE_DATE_EPOCH goes before `tanggal`."""
    assert json.loads((dist / "manifest.json").read_bytes())["date"] == "2026-11-23"
    other = build(tmp_path / "tiga", SOURCE_DATE_EPOCH="86400")
    assert json.loads((other / "manifest.json").read_bytes())["date"] == "1970-01-02"


def _sentences() -> tuple[list[str], list[str]]:
    """Every sentence of the master, and of its notes, in order, as squeezed text."""
    manuscript = read_manuscript(ROOT, ROOT / "styles" / "csl" / "terbit.csl")
    body, notes = [], []
    for node in walk(manuscript.cited.blocks, into_notes=False):
        if isinstance(node, Header | Para | Plain):
            text = text_of(node.inlines if isinstance(node, Header) else node.c)
            body += [squeeze(sentence) for sentence in re.split(r"(?<=[.?!]) ", text)]
        elif isinstance(node, Note):
            notes += [squeeze(text_of(block.c)) for block in node.c if isinstance(block, Para | Plain)]
        assert not isinstance(node, BlockQuote)
    return [sentence for sentence in body if sentence], notes


def _epub_words(path: Path) -> tuple[str, str]:
    """All text of the spine, read with zipfile and lxml alone; notes apart, navigation and marks left out."""
    body, notes = "", ""
    with zipfile.ZipFile(path) as book:
        opf = etree.fromstring(book.read("EPUB/content.opf"))
        items = {item.get("id"): item.get("href") for item in opf.iterfind(".//{*}manifest/{*}item")}
        for ref in opf.iterfind(".//{*}spine/{*}itemref"):
            name = items[ref.get("idref")]
            if name == "nav.xhtml":
                continue
            page = etree.fromstring(book.read(f"EPUB/{name}"))
            for mark in page.xpath("//*[@role='doc-noteref' or @role='doc-backlink'][not(@class='balik')]"):
                mark.text = ""
            for aside in page.iterfind(".//{*}aside"):
                notes += "".join(aside.itertext())
                for child in list(aside):
                    aside.remove(child)
                aside.text = ""
            body += "".join(page.xpath("//*[local-name()='body']")[0].itertext())
    return squeeze(body), squeeze(notes)


def _docx_words(path: Path) -> tuple[str, str]:
    """All text of the body and of the footnotes, read with zipfile and lxml alone."""
    with zipfile.ZipFile(path) as book:
        words = [
            "".join(etree.fromstring(book.read(f"word/{part}.xml")).xpath("//*[local-name()='t']/text()"))
            for part in ("document", "footnotes")
        ]
    return squeeze(words[0]), squeeze(words[1])


@pytest.mark.parametrize("name", WITH_TEXT)
def test_every_sentence_stands_in_every_file_in_order(dist: Path, name: str) -> None:
    """Each sentence of the master, one after the other, in what an independent reader finds in the file."""
    if name.endswith(".pdf"):
        reading = editions.load("layar").inspect(dist / name)
        body, notes = squeeze("".join(reading.passages)), squeeze("".join(reading.notes))
    else:
        body, notes = (_epub_words if name.endswith(".epub") else _docx_words)(dist / name)
    sentences, promised_notes = _sentences()
    assert len(sentences) > 70
    assert len(promised_notes) == 5
    for wanted, found in ((sentences, body), (promised_notes, notes)):
        at = 0
        for sentence in wanted:
            start = found.find(sentence, at)
            assert start >= 0, (name, sentence)
            at = start + len(sentence)


def test_poppler_finds_every_word_of_the_pdf(dist: Path) -> None:
    """Another PDF reader than ours finds each word of the master in the PDF."""
    # poppler joins a word cut at its own hyphen, so hyphens are left out on both sides.
    found = squeeze(outside.pdftotext(dist / FILES[0])).replace("-", "")
    words = {squeeze(word).replace("-", "") for sentence in _plain_words() for word in sentence.split()}
    assert len(words) > 400
    assert [word for word in words if word not in found] == []


def _plain_words() -> list[str]:
    manuscript = read_manuscript(ROOT, ROOT / "styles" / "csl" / "terbit.csl")
    return [text_of(node.c) for node in walk(manuscript.cited.blocks) if isinstance(node, Para)]


def test_no_word_is_hyphenated(dist: Path) -> None:
    """A line of the PDF ends in a hyphen only where the master has one: no Indonesian word is broken."""
    words = " ".join(passage.text for passage in _promised())
    for line in outside.pdftotext(dist / FILES[0]).splitlines():
        if line.rstrip().endswith(("-", "\u2010", "\u00ad")):
            last = line.split()[-1]
            assert last in words, line


def _promised() -> tuple[Passage, ...]:
    manuscript = read_manuscript(ROOT, ROOT / "styles" / "csl" / "terbit.csl")
    return enrich(manuscript, datetime.date(2026, 11, 23)).outline.passages


def test_epubcheck_finds_nothing(dist: Path, tmp_path: Path) -> None:
    """EPUBCheck 5.3: no message at all."""
    assert outside.epubcheck(dist / FILES[1], tmp_path) == []


@pytest.mark.parametrize("edition", [name for name in outside.ACCESSIBLE if name in editions.names()])
def test_verapdf_finds_it_compliant(dist: Path, edition: str) -> None:
    """The accessible editions declare PDF/UA-1, and veraPDF agrees."""
    with pikepdf.open(dist / PDFS[edition]) as pdf, pdf.open_metadata() as xmp:
        assert xmp["pdfuaid:part"] == "1"
    verdict = outside.verapdf(dist / PDFS[edition])
    assert verdict["compliant"], verdict["failures"]


@pytest.mark.parametrize("name", PDFS.values())
def test_the_pdf_is_sound(dist: Path, name: str) -> None:
    """Another reader, qpdf, finds no damage."""
    assert outside.qpdf(dist / name) == ""


def test_what_is_waived_is_told_with_its_reason(dist: Path) -> None:
    """Manifest and report name each part that handout and cover do without; no other edition waives any."""
    outputs = json.loads((dist / "manifest.json").read_bytes())["outputs"]
    waived = {name: output["waives"] for name, output in outputs.items() if "waives" in output}
    assert waived.keys() == {PDFS["ringkas"], f"{NAME}-sampul.pdf"}
    reasons = waived[PDFS["ringkas"]]
    assert reasons.keys() == {"Halaman Judul", "Kolofon", "Glosarium", "Catatan Suntingan"}
    command = [sys.executable, "-m", "terbit", "verify"]
    report = subprocess.run(command, cwd=dist.parent, capture_output=True, text=True, check=True).stdout
    for title, reason in reasons.items():
        assert f"ringkas tanpa “{title}”: {reason}." in report
    assert "sampul tanpa 5 bagian: sampul hanya memuat yang tertulis pada halaman judul." in report


def test_the_open_xml_sdk_finds_nothing(dist: Path) -> None:
    """Microsoft's validator accepts the Word file."""
    assert outside.open_xml(dist / FILES[2]) == []


def test_word_processors_open_the_docx(dist: Path, tmp_path: Path) -> None:
    """LibreOffice prints it with its first and last words; python-docx reads its title."""
    assert docx.Document(str(dist / FILES[2])).core_properties.title.startswith("Kerja Sama Bilateral")
    text = outside.pdftotext(outside.libreoffice(dist / FILES[2], tmp_path))
    assert "Latar Belakang dan Pentingnya Hubungan Antarnegara" in " ".join(text.split())
    assert "Kolofon" in text


def test_no_english_is_left(dist: Path) -> None:
    """No English furniture in contents, landmarks, document settings or PDF bookmarks; id-ID as language."""
    with zipfile.ZipFile(dist / FILES[1]) as epub:
        texts = [
            "".join(etree.fromstring(epub.read(name)).itertext())
            for name in epub.namelist()
            if name.endswith((".opf", ".ncx")) or "nav.xhtml" in name
        ]
    with zipfile.ZipFile(dist / FILES[2]) as word:
        settings, styles = word.read("word/settings.xml").decode(), word.read("word/styles.xml").decode()
        texts.append(
            "".join(etree.fromstring(word.read("word/document.xml")).itertext()).split("Glosarium")[0]
        )
    assert 'w:themeFontLang w:val="id-ID"' in settings
    assert 'w:lang w:val="id-ID"' in styles
    assert "en-US" not in settings + styles

    with pikepdf.open(dist / FILES[0]) as pdf, pdf.open_outline() as bookmarks:
        assert str(pdf.Root.Lang).startswith("id")
        texts.append(" ".join(str(item.title) for item in bookmarks.root))
    for text in texts:
        assert "Daftar Isi" in text or "Glosarium" in text or "Kerja Sama" in text
        assert [word for word in LEFTOVERS if re.search(rf"\b{word}\b", text)] == []


def test_only_our_fonts_are_embedded(dist: Path) -> None:
    """Every font of the PDF is one of the manifest's, embedded and subset."""
    with pikepdf.open(dist / FILES[0]) as pdf:
        names = {
            str(thing.BaseFont)
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font"
        }
    assert names
    assert all(re.match(r"/[A-Z]{6}\+.*(Libertine|Biolinum)", name) for name in names), names
