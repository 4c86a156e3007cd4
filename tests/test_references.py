"""The list of references and the citations: whole, well formed, where they belong."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import ROOT
from tests.test_structure import findings, framed, in_folder

from terbit import checks, pipeline
from terbit.checks import _claims
from terbit.checks._claims import claim_in, suspected
from terbit.checks._pieces import Pieces
from terbit.checks._sentences import sentences
from terbit.checks.malformed_isbn import fault_of
from terbit.model.places import Places
from terbit.model.prose import Prose
from terbit.model.tree import Para

BOOK = {
    "id": "bryce2005",
    "type": "book",
    "title": "The Kingdom of the Hittites",
    "author": [{"family": "Bryce", "given": "Trevor"}],
    "publisher": "Oxford University Press",
    "issued": {"date-parts": [[2005]]},
    "ISBN": "978-0-19-928132-9",
}
CITED = framed("Kata [@bryce2005].")
ENTRIES: dict[str, tuple[dict[str, Any], str]] = {
    "R006": ({"publisher": ""}, "bryce2005"),
    "R008": ({"ISBN": "978-0-19-928132-8"}, "978-0-19-928132-8"),
    "R009": ({"DOI": "https://doi.org/10.1093/x"}, "https://doi.org/10.1093/x"),
    "R010": ({"URL": "https://example.org/a b"}, "https://example.org/a b"),
    "R011": ({"page": "205-179"}, "205-179"),
    "R014": ({"issued": {"date-parts": [[2205]]}}, "issued"),
    "R016": ({"ISSN": "0020-8182"}, "0020-8182"),
    "R017": (
        {"type": "legislation", "title": "Undang-Undang tentang Hubungan"},
        "Undang-Undang tentang Hubungan",
    ),
    "R018": ({"author": [{"family": "Santoso, M.Pd.", "given": "Budi"}]}, "author"),
    "R019": ({"type": "artikel"}, "artikel"),
    "R023": ({"author": [{"literal": "Bryce dkk."}]}, "author"),
    "R024": ({"page": "hlm. 179-205"}, "hlm. 179-205"),
    "R025": ({"title": "Bilateral Diplomacy."}, "Bilateral Diplomacy."),
    "R026": ({"author": [{"family": "Bryce, Trevor"}]}, "author"),
    "R027": ({"title": "PENGANTAR HUKUM INTERNASIONAL"}, "PENGANTAR HUKUM INTERNASIONAL"),
}
"""For each rule about an entry: what is put into the good entry, and the words the finding stands on."""


def book(folder: Path, *entries: dict[str, Any], master: str = CITED) -> Path:
    """A book folder with these references and a date."""
    text = json.dumps(entries, ensure_ascii=False, indent=2)
    place = in_folder(folder, master, pustaka_json=text)
    with (folder / "source" / "buku.yaml").open("a", encoding="utf-8") as file:
        file.write("tanggal: 2026-11-23\n")
    return place


def test_a_good_entry_is_clean(tmp_path: Path) -> None:
    """Nothing is found in an entry that says everything."""
    found = {finding.code for finding in pipeline.check(book(tmp_path, BOOK)).findings}
    assert not {code for code in found if code.startswith("R")}


@pytest.mark.parametrize("code", ENTRIES)
def test_a_bad_entry_is_found_at_its_value(tmp_path: Path, code: str) -> None:
    """The finding stands on the very value in the JSON; a fix replaces exactly that."""
    change, words = ENTRIES[code]
    path = book(tmp_path, BOOK | change)
    (finding,) = findings(path, code)
    text = (tmp_path / "source" / "pustaka.json").read_text("utf-8").splitlines()
    span = finding.span
    assert span.path.name == "pustaka.json"
    assert text[span.line - 1][span.column - 1 : span.end_column - 1].strip('"') == words


@pytest.mark.parametrize("code", ["R009", "R024", "R025"])
def test_safe_fixes_of_entries_mend_them(tmp_path: Path, code: str) -> None:
    """With the replacement in the place of the span the finding is gone and the JSON is sound."""
    path = book(tmp_path, BOOK | ENTRIES[code][0])
    (finding,) = findings(path, code)
    assert finding.fix is not None
    assert finding.fix.safe
    file = tmp_path / "source" / "pustaka.json"
    lines = file.read_text("utf-8").split("\n")
    span, line = finding.span, lines[finding.span.line - 1]
    lines[span.line - 1] = line[: span.column - 1] + finding.fix.replacement + line[span.end_column - 1 :]
    file.write_text("\n".join(lines), encoding="utf-8")
    assert not findings(path, code)


def test_uncited_and_duplicate_entries_are_found(tmp_path: Path) -> None:
    """An entry that nobody cites, and a second entry for one source; `nocite` counts as citing."""
    twin = BOOK | {"id": "bryce"}
    path = book(tmp_path, BOOK, twin)
    assert [finding.span.line for finding in findings(path, "R005")] == [23]
    assert [finding.span.line for finding in findings(path, "R007")] == [23]
    kept = book(tmp_path / "b", BOOK, twin, master=f'---\nnocite: "@bryce"\n---\n\n{CITED}')
    assert not findings(kept, "R005")


def test_sources_that_only_look_alike_are_left_alone(tmp_path: Path) -> None:
    """Two chapters of one book, and one title in two years, are different sources."""
    chapter = BOOK | {"type": "chapter", "container-title": "T"}
    others = (chapter | {"id": "a", "title": "Satu"}, chapter | {"id": "b", "title": "Dua"})
    older = {key: value for key, value in BOOK.items() if key != "ISBN"}
    old = older | {"id": "c", "issued": {"date-parts": [[1998]]}}
    assert not findings(book(tmp_path, BOOK, *others, old), "R007")


@pytest.mark.parametrize("isbn", ["99909-55-16-6", "978-0-19-928132-9", "080442957X", "ISBN 9780199281329"])
def test_good_isbns_pass(isbn: str) -> None:
    """Ten and thirteen digits, X, with and without hyphens."""
    assert fault_of(isbn) == ""


def test_a_citation_is_moved_before_the_full_stop(tmp_path: Path) -> None:
    """The fix replaces the stop, the space and the cluster; abbreviations and new sentences stay."""
    master = framed(
        "Tua sekali. [@bryce2005] Lalu baru.\n\nPeta, buku, dll. [@bryce2005]\n\n@bryce2005 benar."
    )
    (finding,) = findings(book(tmp_path, BOOK, master=master), "R012")
    span = finding.span
    assert master.splitlines()[span.line - 1][span.column - 1 : span.end_column - 1] == ". [@bryce2005]"
    assert finding.fix is not None
    assert finding.fix.replacement == " [@bryce2005]."


def test_a_source_nearby_is_enough(tmp_path: Path) -> None:
    """A citation in the sentence, in the next one, a note, or a link answers for a claim."""
    master = framed(
        "Pada tahun 1928, pemuda bersumpah [@bryce2005].\n\nPada tahun 1928, pemuda bersumpah. Itu tercatat "
        "[@bryce2005].\n\nPada tahun 1928, pemuda bersumpah.[^a]\n\nTahun 1928 lihat "
        "<https://example.org>.\n\n"
        "| Tahun |\n|---|\n| tahun 1928 |\n\n[^a]: Pada tahun 1930 juga.\n\nPada tahun 1929, sepi."
    )
    found = findings(book(tmp_path, BOOK, master=master), "R013")
    assert [finding.message for finding in found] == [
        "“Pada tahun 1929”: pernyataan ini belum menyebut sumber."
    ]


def test_sentences_are_cut_where_they_end() -> None:
    """Abbreviations, initials, figures and dates do not end a sentence."""
    text = "Menurut Prof. Budi S. Santoso, harganya Rp1.500. Itu mahal, dll. dan seterusnya? Ya!"
    assert [text[start:end] for start, end in sentences(text)] == [
        "Menurut Prof. Budi S. Santoso, harganya Rp1.500.",
        "Itu mahal, dll. dan seterusnya?",
        "Ya!",
    ]


def test_claims_are_found_as_published() -> None:
    """Precision and recall on the half that was held apart are those that the guide gives."""
    path = ROOT / "tests" / "data" / "klaim_berlabel.tsv"
    with path.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["bagian"] == "uji"]
    wanted = {row["kalimat"] for row in rows if row["label"] == "perlu"}
    found = {row["kalimat"] for row in rows if claim_in(row["kalimat"])}
    precision, recall = len(found & wanted) / len(found), len(found & wanted) / len(wanted)
    told = f"ketepatan {precision:.2f} dan cakupan {recall:.2f}".replace(".", ",")
    assert told in (ROOT / "docs" / "guide" / "profil.md").read_text("utf-8"), told


def test_our_own_book_has_neither_errors_nor_warnings() -> None:
    """The checks of structure, references, glossary and access are silent on this repository's book."""
    report = pipeline.check(ROOT)
    assert [f for f in report.findings if f.severity != "advice"] == []
    assert len(checks.load_all()) > 40


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", None),
        ("author", "Bryce"),
        ("author", [1]),
        ("issued", "2005"),
        ("issued", {"date-parts": [[]]}),
    ],
)
def test_a_value_that_citeproc_refuses_is_found(tmp_path: Path, name: str, value: object) -> None:
    """One wrong form makes pandoc refuse the whole file; we say which value it is."""
    (finding,) = pipeline.check(book(tmp_path, BOOK | {name: value})).findings
    assert (finding.code, finding.span.path.name, finding.span.line > 1) == ("B006", "pustaka.json", True)
    assert f"“{name}”" in finding.message


ODD = (
    "Kata [lihat [bab](#tiada) dan `kode` @bryce2005, hlm. 205-179]. Kata[^a], [daftar](#refs).\n\n"
    "[^a]: Isi [@bryce].\n"
)


def test_what_stands_around_a_key_is_checked(tmp_path: Path) -> None:
    """A dead link before a key, pages after it, a key in a note; the list of references can be linked to."""
    found = pipeline.check(book(tmp_path, BOOK, master=framed(ODD))).findings
    assert {f.code for f in found if f.code[0] in "LR"} == {"L001", "R003", "R021"}
    assert [f.message for f in found if f.code == "L001"] == ["Tautan ke “#tiada” tidak menuju ke mana pun."]


def test_checking_and_building_find_the_same(tmp_path: Path) -> None:
    """`check` formats no citation, `build` does: the findings are those of the master as written."""
    place = book(tmp_path, BOOK, master=framed(ODD))
    checked = pipeline.check(place).findings
    built = [f for f in pipeline.build(place, ("docx",)).findings if f.code[0] not in "XV"]
    assert list(checked) == built


def test_a_style_that_citeproc_refuses_is_found_by_a_check(tmp_path: Path) -> None:
    """A check formats nothing, and yet says what a build would say of the style."""
    place = book(tmp_path, BOOK)
    style = place / "styles" / "csl" / "terbit.csl"
    style.parent.mkdir(parents=True)
    style.write_text("<style/>", encoding="utf-8")
    (checked,), (built,) = pipeline.check(place).findings, pipeline.build(place, ("docx",)).findings
    assert checked == built
    assert (checked.code, checked.span.path.name) == ("B010", "naskah.md")


@given(st.text("abad ke-1950 persen ribu menurut Budi 7 % terbesar di dua dari lima pakar.", max_size=60))
def test_the_quick_look_for_claims_overlooks_none(sentence: str) -> None:
    """A pattern that matches is always among those that the quick look lets through."""
    matched = {pattern for pattern, _, _ in _claims._CLAIMS if pattern.search(sentence)}  # noqa: SLF001
    piece = Prose("paragraph", sentence, (), Para(()), 0, Places(ROOT, sentence, ()))
    assert matched <= set(suspected(Pieces([piece])).get(0, ()))
