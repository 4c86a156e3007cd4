"""The glossary, its links, and the parts every edition gets."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from tests.conftest import ROOT, write_book

from terbit import pipeline
from terbit.enrich import enrich
from terbit.enrich._changes import ranges
from terbit.model.book import Book, PartKind
from terbit.model.outline import outline_of
from terbit.model.tree import Cite, Header, Link, Note
from terbit.model.walk import anchors, text_of, walk
from terbit.read import read_manuscript

CSL = ROOT / "styles" / "csl" / "terbit.csl"
DATE = datetime.date(2026, 11, 23)


def _book(tmp_path: Path, text: str, terms: str) -> Book:
    path = write_book(tmp_path, f"# J\n\n{text}\n", glosarium_yaml=f"entri:\n{terms}")
    return enrich(read_manuscript(path, CSL), DATE)


def _links(book: Book) -> list[str]:
    return [
        text_of(node.c[1])
        for node in walk(book.blocks)
        if isinstance(node, Link) and "istilah" in node.c[0][1]
    ]


@pytest.fixture(scope="module")
def own() -> Book:
    """This repository's own book."""
    return enrich(read_manuscript(ROOT, CSL), DATE)


@pytest.mark.parametrize(
    ("term", "text", "linked"),
    [
        ("diplomasi", "Diplomasi itu perlu.", ["Diplomasi"]),
        ("diplomasi", "Ini diplomasinya.", ["diplomasinya"]),
        ("diplomasi", "Berdiplomasi dan diplomasi-nya.", []),
        ("forum internasional", "Di forum-forum internasional.", ["forum-forum internasional"]),
        ("PBB", "pbb dan PBB.", ["PBB"]),
        ("aliansi", "Ia berkata “aliansi itu” dan *aliansi*.", []),
        ("aliansi", "[aliansi](https://example.org) `aliansi`", []),
        ("kerja sama", "Ada kerja\nsama.", ["kerja sama"]),
    ],
)
def test_whole_words_alone_are_linked(tmp_path: Path, term: str, text: str, linked: list[str]) -> None:
    """A term is linked where the very word stands in running text, with -nya or doubled, and nowhere else."""
    assert _links(_book(tmp_path, text, f"  - {{istilah: {term}, definisi: d}}\n")) == linked


def test_the_longest_term_wins_and_uses_up_its_words(tmp_path: Path) -> None:
    """A term inside a longer one is never a use of its own, not even after the longer one was linked."""
    terms = "  - {istilah: bilateral, definisi: d}\n  - {istilah: kerja sama bilateral, definisi: d}\n"
    text = "Kerja sama bilateral, lalu kerja sama bilateral lagi."
    assert _links(_book(tmp_path, text, terms)) == ["Kerja sama bilateral"]


def test_the_first_use_in_each_section_is_linked(tmp_path: Path) -> None:
    """Once a section, not once a point, and never in a heading."""
    text = "aliansi aliansi\n\n## Aliansi\n\naliansi\n\n### Butir\n\naliansi\n\n## Akhir\n\naliansi"
    assert len(_links(_book(tmp_path, text, "  - {istilah: aliansi, definisi: d}\n"))) == 3


def test_entries_lead_back_to_their_uses(own: Book) -> None:
    """Each link to an entry has a link back, and every link in the book has its anchor."""
    known = list(anchors(own.blocks))
    assert len(set(known)) == len(known)
    links = [node for node in walk(own.blocks) if isinstance(node, Link) and node.c[2][0].startswith("#")]
    assert all(link.c[2][0][1:] in known for link in links)
    uses = [a for a in known if a.startswith(("pakai-", "kutip-"))]
    assert set(uses) == {link.c[2][0][1:] for link in links if "balik" in link.c[0][1]}
    assert len(uses) > 80


def test_no_link_stands_in_a_heading_or_citation(own: Book) -> None:
    """The glossary keeps out of headings, citations and notes."""
    for node in walk(own.blocks):
        if isinstance(node, Header | Cite | Note):
            inner = [n for n in walk([node]) if isinstance(n, Link)]
            assert not any("istilah" in link.c[0][1] for link in inner)


def test_all_forty_terms_stand_in_collation_order(own: Book) -> None:
    """Forty entries, capitals sorted among small letters."""
    glossary = next(part for part in own.parts if part.kind is PartKind.GLOSSARY)
    terms = [p.text for p in outline_of(glossary.blocks).passages if p.kind == "term"]
    assert len([a for a in anchors(glossary.blocks) if a.startswith("istilah-")]) == 40
    assert terms.index("Perjanjian Kadesh") < terms.index("perjanjian perdamaian") < terms.index("Uni Eropa")


def test_the_parts_stand_in_their_order(own: Book) -> None:
    """Title page, on its verso the colophon, body, glossary, references, changes."""
    of_chapters = {PartKind.HALF_TITLE, PartKind.FRONT}
    assert [part.kind for part in own.parts] == [kind for kind in PartKind if kind not in of_chapters]


def test_a_plain_book_gets_no_empty_parts(tmp_path: Path) -> None:
    """Without glossary, references or edits there are no such parts."""
    book = enrich(read_manuscript(write_book(tmp_path, "# J\n\nIsi.\n"), CSL), DATE)
    assert [part.kind for part in book.parts] == [PartKind.TITLE_PAGE, PartKind.COLOPHON, PartKind.BODY]


def test_a_broken_link_becomes_plain_words(tmp_path: Path) -> None:
    """A link that leads nowhere is reported and printed without the link; a second anchor gets a new name."""
    path = write_book(tmp_path, "# J\n\n[kata](#tiada)\n\n## A {#a}\n\nx\n\n## B {#a}\n\n[y](#a)\n")
    assert [f.code for f in pipeline.check(path).findings] == ["L001", "L002"]
    book = enrich(read_manuscript(path, CSL), DATE)
    assert not any(isinstance(node, Link) and node.c[2][0] == "#tiada" for node in walk(book.blocks))
    known = list(anchors(book.blocks))
    assert len(set(known)) == len(known)


def test_the_books_own_anchors_win(tmp_path: Path) -> None:
    """A section that the author calls Kolofon leaves the anchor to the colophon, which stands before it."""
    book = enrich(read_manuscript(write_book(tmp_path, "# J\n\n## Kolofon\n\nIsi.\n"), CSL), DATE)
    assert list(anchors(book.blocks)) == ["kolofon", "j", "kolofon-2"]


def test_the_format_comes_from_the_book(tmp_path: Path) -> None:
    """`format` in `buku.yaml` reaches the book's metadata; another paper is found at its place."""
    data = "judul: J\nbahasa: id\nprofil: artikel\nformat: {}\n"
    write_book(tmp_path / "source", "# J\n\nIsi.\n", buku_yaml=data.format("unesco"))
    assert enrich(read_manuscript(tmp_path, CSL), DATE).metadata.format == "unesco"
    write_book(tmp_path / "source", "# J\n\nIsi.\n", buku_yaml=data.format("f4"))
    (finding,) = pipeline.check(tmp_path).findings
    assert (finding.code, finding.span.line, finding.span.column) == ("B005", 4, 9)


def test_words_that_belong_together_are_tied(tmp_path: Path) -> None:
    """A no-break space keeps “hlm. 20” and “abad ke-13 SM” on one line."""
    book = _book(
        tmp_path, "Lihat hlm. 20, pada abad ke-13 SM dan Pasal 33.", "  - {istilah: z, definisi: d}\n"
    )
    text = " ".join(passage.text for passage in book.outline.passages)
    assert "hlm.\u00a020" in text
    assert "abad\u00a0ke-13\u00a0SM" in text
    assert "Pasal\u00a033" in text


def test_line_numbers_are_gathered_into_runs() -> None:
    """Three or more lines in a row become a range with an en dash."""
    assert ranges([3, 1, 2, 5, 8, 9, 9]) == "1–3, 5, 8, 9"  # the en dash is meant


def test_isbn_and_kdt_are_blanks(own: Book) -> None:
    """What only Perpusnas issues is never made up."""
    colophon = " ".join(p.text for p in own.outline.passages)
    assert "ISBN" in colophon
    assert colophon.count("[diberikan oleh Perpusnas kepada penerbit]") == 2
    assert "[tidak disebut dalam naskah yang diterima]" in colophon


def test_no_unverified_reference_is_printed(own: Book) -> None:
    """The list of references holds the verified entries that are cited, and not one more."""
    text = " ".join(passage.text for passage in own.outline.passages)
    for name in (
        "Perwita",
        "Kusumaatmadja",
        "Mas'oed",
        "Sürenhagen",
        "Office of the Historian",
        "KBBI VI Daring",
    ):
        assert name not in text
    assert sum(1 for anchor in anchors(own.blocks) if anchor.startswith("ref-")) == 29
