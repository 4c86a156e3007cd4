"""What the checks of references, glossary and images find, beyond their own examples."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import write_book, write_png

from terbit import pipeline

REFERENCES = '[{"id": "bryce2005", "type": "book", "title": "T", "custom": {"verifikasi": "%s"}}]'


def test_every_rule_has_a_page_of_its_own() -> None:
    """Codes and names are unique, and every rule says why."""
    rules = pipeline.rules()
    assert len({rule.code for rule in rules}) == len({rule.name for rule in rules}) == len(rules)
    assert all(rule.title and rule.why for rule in rules)


def test_an_unverified_reference_is_found(tmp_path: Path) -> None:
    """An entry that calls itself half verified is an error, but does not stop the build."""
    path = write_book(tmp_path, "# J\n\nKata [@bryce2005].\n", pustaka_json=REFERENCES % "sebagian")
    (finding,) = pipeline.check(path).findings
    assert (finding.code, finding.stops, finding.span.path.name) == ("R004", False, "pustaka.json")


@pytest.mark.parametrize(
    "second", ["istilah: Diplomasi", "istilah: diplomat, bentuk: [diplomasi]", "istilah: x, id: diplomasi"]
)
def test_a_duplicate_term_is_found(tmp_path: Path, second: str) -> None:
    """The same term, form or id twice is found at the second entry."""
    yaml = f"entri:\n  - {{istilah: diplomasi, definisi: a}}\n  - {{{second}, definisi: b}}\n"
    (finding,) = pipeline.check(write_book(tmp_path, "# J\n\nIsi.\n", glosarium_yaml=yaml)).findings
    assert (finding.code, finding.span.line) == ("G001", 3)


def test_an_image_outside_the_book_is_refused(tmp_path: Path) -> None:
    """A path that leads out of the book's folder is an error even when the file exists."""
    write_png(tmp_path / "rahasia.png")
    path = write_book(tmp_path / "buku", "# J\n\n![x](../rahasia.png)\n\n![y](https://example.org/a.png)\n")
    assert [f.code for f in pipeline.check(path).findings] == ["A001", "A001"]
