"""Where an entry is used or cited, and the index: links that lead to their places and are not promised."""

from __future__ import annotations

import datetime
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from lxml import etree
from tests.conftest import ROOT, write_book

from terbit import editions
from terbit.enrich import enrich
from terbit.model.book import Book, PartKind, Styles
from terbit.model.outline import BACK_REFERENCES
from terbit.model.stream import squeeze
from terbit.model.tree import Link, Span
from terbit.model.walk import anchors, text_of, walk
from terbit.read import read_manuscript

CSL = ROOT / "styles" / "csl" / "terbit.csl"
MASTER = """# Judul

## Satu

Kata dikutip [@rana]. Kata aliansi dan aliansi.

## Dua[^n]

[^n]: Catatan [@rana, hlm. 3; @lain].

### Butir

Lagi aliansi, lalu @lain.

![Keterangan [@rana]](x.png)
"""
REFERENCES = json.dumps([
    {"id": key, "type": "book", "title": title, "author": [{"family": key.title()}]}
    for key, title in (
        ("rana", 'Satu <span class="pemakaian">Judul</span>'),
        ("lain", "Dua"),
        ("tiada", "Tiga"),
    )
])  # fmt: skip
GLOSSARY = "entri:\n  - {istilah: aliansi, definisi: ikatan}\n"


def book_of(folder: Path, master: str = MASTER) -> Book:
    """A book with a glossary and three references, of which two are cited."""
    (folder / "x.png").parent.mkdir(parents=True, exist_ok=True)
    path = write_book(folder, master, pustaka_json=REFERENCES, glosarium_yaml=GLOSSARY)
    return enrich(read_manuscript(path, CSL), datetime.date(2026, 11, 23))


def back_references(book: Book) -> dict[str, list[str]]:
    """What is said at the end of the entries, and the places it leads to."""
    spans = [n for n in walk(book.blocks) if isinstance(n, Span) and BACK_REFERENCES in n.c[0][1]]
    return {
        text_of(span.c[1]): [link.c[2][0][1:] for link in walk(span.c[1]) if isinstance(link, Link)]
        for span in spans
    }


def test_an_entry_says_where_it_is_cited(tmp_path: Path) -> None:
    """In text, notes and captions, in reading order; each place has an anchor."""
    book = book_of(tmp_path)
    assert back_references(book) == {
        "Pemakaian:\u00a01, 2.": ["pakai-aliansi-1", "pakai-aliansi-2"],
        "Dikutip:\u00a01, 2, 3.": ["kutip-1", "kutip-2", "kutip-4"],
        "Dikutip:\u00a01, 2.": ["kutip-2", "kutip-3"],
    }
    known = list(anchors(book.blocks))
    assert [a for a in known if a.startswith("kutip-")] == [f"kutip-{n}" for n in range(1, 5)]


def test_back_references_are_not_promised(tmp_path: Path) -> None:
    """The outline ends an entry before them; words an author or a reference gives that class are promised."""
    book = book_of(tmp_path, f"{MASTER}\n[Tersembunyi]{{.pemakaian}} dan [lagi]{{.x .pemakaian}}.\n")
    said = " ".join(passage.text for passage in book.outline.passages)
    assert "Dikutip" not in said
    assert "Pemakaian" not in said
    assert "Tersembunyi dan lagi." in said
    assert "Judul</span>" in said
    assert len(back_references(book)) == 3


@pytest.mark.parametrize("name", ["layar", "epub", "docx"])
def test_editions_print_them_and_read_past_them(tmp_path: Path, styles: Styles, name: str) -> None:
    """The words stand in the file, and reading it back gives the promise without them."""
    master = MASTER.replace("![Keterangan [@rana]](x.png)", "[Samar]{custom-style=Pemakaian .pemakaian}.")
    book = book_of(tmp_path, master)
    edition = editions.load(name)
    rendered = edition.render(book, styles)
    path = tmp_path / f"hasil.{name}"
    path.write_bytes(rendered.data)
    assert rendered.complaints == ()
    assert squeeze("".join(edition.inspect(path).passages)) == squeeze(
        "".join(passage.text for passage in book.outline.passages)
    )
    leads = {"kutip-1", "kutip-2", "kutip-3", "pakai-aliansi-1", "pakai-aliansi-2"}
    if name == "layar":  # prints pages: one number for all places on a page
        leads = {"kutip-1", "pakai-aliansi-1"}
    assert set(targets(path)) >= leads
    assert set(targets(path)) <= places(path)
    if name != "layar":
        with zipfile.ZipFile(path) as package:
            words = "".join(re.sub(r"<[^>]+>", "", package.read(n).decode()) for n in _texts(package))
        assert "Dikutip:\u00a01, 2." in words


def _texts(package: zipfile.ZipFile) -> list[str]:
    found = [name for name in package.namelist() if re.search(r"xhtml$|/(document|footnotes)\.xml$", name)]
    return [name for name in found if "nav" not in name]


def targets(path: Path) -> Iterator[str]:
    """Where the links inside a finished file lead."""
    if path.suffix == ".layar":
        with pikepdf.open(path) as pdf:
            for page in pdf.pages:
                yield from (str(a.Dest) for a in page.get("/Annots", ()) if "/Dest" in a)
        return
    with zipfile.ZipFile(path) as package:
        for name in _texts(package):
            root = etree.fromstring(package.read(name))
            for target in root.xpath("//*[local-name()='a']/@href | //@*[local-name()='anchor']"):
                if "://" not in target:
                    yield target.rpartition("#")[2]


def places(path: Path) -> set[str]:
    """What the links inside a finished file may lead to."""
    if path.suffix == ".layar":
        with pikepdf.open(path) as pdf:
            return {str(name) for name in pikepdf.NameTree(pdf.Root.Names.Dests)}
    with zipfile.ZipFile(path) as package:
        roots = [etree.fromstring(package.read(name)) for name in _texts(package)]
    return {str(place) for root in roots for place in root.xpath("//@id | //*/@*[local-name()='name']")}


def subjects(book: Book) -> dict[str, int]:
    """The index: each subject and how many places it has."""
    known = list(anchors(book.blocks))
    for entry in book.index:
        assert list(entry.anchors) == sorted(entry.anchors, key=known.index)
    return {entry.subject: len(entry.anchors) for entry in book.index}


def test_a_term_is_indexed_once_under_each_heading(tmp_path: Path) -> None:
    """Its first use there, through the glossary's own anchor where that is one; never in a heading."""
    sections = ("## Aliansi", "- aliansi", "### A", "Satu aliansi, dua aliansi.", "### B", "“aliansi”")
    master = "\n\n".join(("# J", "aliansi", *sections))
    book = book_of(tmp_path, master)
    (entry,) = book.index
    assert entry.subject == "aliansi"
    assert entry.anchors == ("pakai-aliansi-1", "pakai-aliansi-2", "indeks-aliansi-3")


def test_an_author_marks_subjects(tmp_path: Path) -> None:
    """The words themselves or a name for them, in text, heading and note; capitals make no new subject."""
    master = """# J

## [Raja]{.indeks} Lama

[Aliansi]{.indeks} dan [Mursili II]{indeks="raja"}, *juga [zat]{#z .indeks lang=la}*.[^n] [Ke sana](#z).

[^n]: Catatan [Éa]{.indeks}.
"""
    book = book_of(tmp_path, master)
    assert subjects(book) == {"aliansi": 1, "Éa": 1, "Raja": 2, "zat": 1}
    assert "z" in list(anchors(book.blocks))
    body = next(part for part in book.parts if part.kind is PartKind.BODY)
    spans = [node.c[0] for node in walk(body.blocks) if isinstance(node, Span) and dict(node.c[0][2])]
    assert spans == [("z", (), (("lang", "la"),))]


def test_a_heading_with_the_name_of_a_mark_changes_nothing(tmp_path: Path) -> None:
    """Anchors that meet get new names, and the index follows them."""
    book = book_of(tmp_path, "# J\n\n## Indeks 1\n\n[kata]{.indeks} [lain]{.indeks}\n")
    assert subjects(book) == {"kata": 1, "lain": 1}
    known = list(anchors(book.blocks))
    assert len(set(known)) == len(known)


@pytest.mark.parametrize(("name", "files"), [("epub", r"isi.*xhtml$"), ("docx", r"document\.xml$")])
def test_the_marks_leave_no_trace_where_no_index_is_printed(
    tmp_path: Path, styles: Styles, name: str, files: str
) -> None:
    """EPUB and DOCX hold the words without anchors that nothing leads to."""
    book = book_of(tmp_path, "# J\n\n## A\n\naliansi [kata]{.indeks}\n\n### B\n\naliansi\n")
    assert len(book.index) == 2
    (tmp_path / "hasil").write_bytes(editions.load(name).render(book, styles).data)
    with zipfile.ZipFile(tmp_path / "hasil") as package:
        text = "".join(package.read(n).decode() for n in package.namelist() if re.search(files, n))
    assert "kata" in text
    assert "indeks" not in text
