"""What a glossary prints is read like the master: each fault at its place in the YAML, mended where safe."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.test_structure import framed, in_folder

from terbit import pipeline
from terbit.model.findings import Finding
from terbit.read._scalars import extent

STYLES = {
    "plain": "kerjasama antar negara",
    "plain, over lines": "hal\n      kerjasama  itu\n\n      dan antar negara",
    "in single quotes": "'kata ''asing'': kerjasama antar negara'",
    "in double quotes": '"kata \\"asing\\" \\u00e9\\n kerjasama \\\n      antar negara"',
    "folded": ">-\n      Hal kerjasama\n      antar negara.",
    "as it is": "|\n      hal kerjasama\n      antar negara\n",
    "in braces": "{}",
}


def book(folder: Path, definition: str, note: str = "") -> Path:
    """A book with one entry, its definition as it is written in the YAML."""
    entry = f"  - istilah: perjanjian\n    definisi: {definition}\n{note}"
    if definition == "{}":
        entry = "  - {istilah: perjanjian, definisi: hal kerjasama antar negara}\n"
    return in_folder(folder, framed("Perjanjian itu tua."), glosarium_yaml=f"entri:\n{entry}")


def in_glossary(place: Path) -> list[Finding]:
    """What is found in the glossary, but not about the book's structure."""
    found = pipeline.check(place).findings
    return [one for one in found if one.span.path.name == "glosarium.yaml" and one.code[0] in "AETU"]


def words(finding: Finding) -> str:
    """What stands at a finding of one line."""
    line = finding.span.path.read_text("utf-8").split("\n")[finding.span.line - 1]
    return line[finding.span.column - 1 : finding.span.end_column - 1]


@pytest.mark.parametrize("style", STYLES)
def test_a_definition_is_mended_in_any_style(tmp_path: Path, style: str) -> None:
    """Each fault stands at its words; mended, the file differs in nothing else."""
    place = book(tmp_path, STYLES[style])
    file = place / "source" / "glosarium.yaml"
    before = file.read_bytes()
    assert [words(one) for one in in_glossary(place)] == ["kerjasama", "antar negara"]
    pipeline.mend(place, write=True)
    mended = before.replace(b"kerjasama", b"kerja sama").replace(b"antar negara", b"antarnegara")
    assert file.read_bytes() == mended
    assert not in_glossary(place)


def test_a_note_is_printed_too(tmp_path: Path) -> None:
    """So it is read."""
    place = book(tmp_path, "hal", "    catatan: lihat kerjasama\n")
    assert [words(one) for one in in_glossary(place)] == ["kerjasama"]


@pytest.mark.parametrize(
    ("definition", "found"), [("hal ini , itu", " "), ("hal (ini", "("), ("hal satu,, dua", ",,")]
)
def test_no_mark_is_put_into_yaml(tmp_path: Path, definition: str, found: str) -> None:
    """A comma or a colon may mean something there: the finding has its place, and no fix."""
    place = book(tmp_path, definition)
    before = (place / "source" / "glosarium.yaml").read_bytes()
    (finding,) = in_glossary(place)
    assert (words(finding), finding.fix) == (found, None)
    pipeline.mend(place, write=True)
    assert (place / "source" / "glosarium.yaml").read_bytes() == before


def test_what_needs_markup_is_not_asked_of_a_definition(tmp_path: Path) -> None:
    """It has no italics and no languages: foreign words stay as they are."""
    place = book(tmp_path, "the state is the first servant of the people, secara online")
    assert in_glossary(place) == []


@given(
    st.text("ab 'é\"\\\n:#\u00a0🙂", max_size=60).map(str.strip).filter(bool),
    st.sampled_from([None, "'", '"', ">", "|"]),
    st.integers(10, 40),
    st.booleans(),
)
def test_every_character_knows_its_place(value: str, style: str | None, width: int, plain: bool) -> None:
    """However YAML writes a text: a character that stands for itself is found where it stands."""
    text = yaml.dump([value], default_style=style, width=width, allow_unicode=plain)
    (node,) = yaml.compose(text, Loader=yaml.CSafeLoader).value  # type: ignore[union-attr]  # a list of one
    assert node.value == value
    room = node.start_mark.index, node.end_mark.index
    begun, ended = extent(value, text, room, node.style or "")
    assert len(begun) == len(ended) == len(value)
    assert list(begun) == sorted(begun)
    for character, first, last in zip(value, begun, ended, strict=True):
        assert room[0] <= first < last <= room[1]
        assert text[first:last] == character or character in " \n" or text[first] in "\\'"
