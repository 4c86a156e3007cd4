"""A glossary that explains, with the place of each fault in its file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.test_structure import findings, framed, in_folder

from terbit.model.findings import Finding

BOLD = "**Diplomasi** adalah cara negara berunding."
USED = "Diplomasi dan diplomat, aliansi dan pakta, kerja sama dan kerjasama."
TERMS: dict[str, tuple[dict[str, str], dict[str, str], str]] = {
    "G002": ({"kedaulatan": "hak"}, {"diplomasi": "cara"}, "kedaulatan"),
    "G003": (
        {"diplomasi": "pekerjaan diplomat", "diplomat": "pelaku diplomasi"},
        {"diplomasi": "cara negara berunding", "diplomat": "pelaku diplomasi"},
        "pelaku diplomasi",
    ),
    "G004": (
        {"diplomasi": "kegiatan diplomasi antarnegara"},
        {"diplomasi": "cara negara berunding"},
        "kegiatan diplomasi antarnegara",
    ),
    "G005": (
        {"aliansi": "ikatan dua negara", "pakta": "ikatan dua negara"},
        {"aliansi": "ikatan dua negara", "pakta": "perjanjian"},
        "ikatan dua negara",
    ),
    "G006": ({"kerja sama": "usaha", "kerjasama": "salah"}, {"kerja sama": "usaha"}, "kerjasama"),
    "G007": (
        {"diplomasi": " ".join(["kata"] * 23)},
        {"diplomasi": " ".join(["kata"] * 22)},
        " ".join(["kata"] * 23),
    ),
    "G008": (
        {"diplomasi": "cara berunding dengan"},
        {"diplomasi": "cara berunding"},
        "cara berunding dengan",
    ),
    "G010": (
        {"diplomasi": "adalah cara berunding"},
        {"diplomasi": "cara berunding"},
        "adalah cara berunding",
    ),
    "G011": (
        {"diplomasi": "satu.", "diplomat": "dua", "aliansi": "tiga", "pakta": "empat"},
        {"diplomasi": "satu", "diplomat": "dua", "aliansi": "tiga", "pakta": "empat"},
        "satu.",
    ),
    "G012": ({"diplomasi:": "cara"}, {"diplomasi": "cara"}, "diplomasi:"),
}
"""For each rule: a glossary with the fault, one without, and the words the finding stands on."""


def found_in(folder: Path, code: str, terms: dict[str, str], text: str = USED) -> list[Finding]:
    """The findings of a code in a book with these terms."""
    entries = [
        f"  - istilah: {json.dumps(term)}\n    definisi: {json.dumps(said)}\n" for term, said in terms.items()
    ]
    place = in_folder(folder, framed(text), "buku-ajar", glosarium_yaml=f"entri:\n{''.join(entries)}")
    return findings(place, code)


@pytest.mark.parametrize("code", TERMS)
def test_a_faulty_entry_is_found_at_its_words(tmp_path: Path, code: str) -> None:
    """The finding stands on the term or on the definition in the YAML; the mended glossary is clean."""
    wrong, right, words = TERMS[code]
    (finding,) = found_in(tmp_path / "a", code, wrong)
    lines = (tmp_path / "a" / "source" / "glosarium.yaml").read_text("utf-8").splitlines()
    span = finding.span
    assert span.path.name == "glosarium.yaml"
    assert lines[span.line - 1][span.column - 1 : span.end_column - 1].strip('"') == words
    assert not found_in(tmp_path / "b", code, right)


def test_terms_are_introduced_in_bold(tmp_path: Path) -> None:
    """Where the profile introduces terms, an earlier plain use is found at its word."""
    terms = {"diplomasi": "cara negara berunding"}
    (finding,) = found_in(tmp_path / "a", "G013", terms, f"Diplomasi itu penting.\n\n{BOLD}")
    assert (finding.span.line, finding.span.column, finding.span.end_column) == (5, 1, 10)
    assert not found_in(tmp_path / "b", "G013", terms, f"{BOLD}\n\nDiplomasi itu penting.")
    assert not found_in(tmp_path / "c", "G013", terms, "Diplomasi itu penting.")


def test_a_frequent_abbreviation_is_missed(tmp_path: Path) -> None:
    """One explained in brackets and used five times; not one that an entry holds in its brackets."""
    text = "Tingkat komponen dalam negeri (TKDN) naik. " + "TKDN diukur. " * 4
    (finding,) = found_in(tmp_path / "a", "G009", {"naik": "bertambah"}, text)
    assert finding.message == "Singkatan “TKDN” dipakai 5 kali, tetapi tidak ada dalam glosarium."
    assert not found_in(tmp_path / "b", "G009", {"tingkat komponen dalam negeri (TKDN)": "bagian"}, text)


def test_a_term_is_used_in_any_of_its_forms(tmp_path: Path) -> None:
    """Doubled, with *-nya*, at a sentence's start, by its abbreviation or over a line's end."""
    text = "Forum-forum internasional, aliansinya, PBB, dan perjanjian\nperdamaian."
    terms = ("forum internasional", "aliansi", "Perserikatan Bangsa-Bangsa (PBB)", "perjanjian perdamaian")
    assert not found_in(tmp_path, "G002", dict.fromkeys(terms, "arti"), text)
