"""What the checks of references, glossary and images find, beyond their own examples."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.command import run
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


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_build_finds_what_a_check_finds(tmp_path: Path, workers: str) -> None:
    """Beside the editions, which are written all the same; and all of it where they are not."""
    text = "# J\n\nKerjasama  itu dirubah pada tahun 1950.\n"
    book = write_book(tmp_path, text)
    checked = run("check", book, "--format", "json", cwd=tmp_path).stdout
    built = run("build", book, "docx", "--format", "json", cwd=tmp_path, TERBIT_WORKERS=workers)
    assert json.loads(built.stdout)["findings"] == (found := json.loads(checked)["findings"])
    assert {"E001", "T003"} <= {finding["code"] for finding in found}
    assert (tmp_path / "dist" / "manifest.json").is_file()
    stopped = run("build", write_book(tmp_path / "b", f"{text}\n<b>x</b>\n"), "docx", cwd=tmp_path)
    assert stopped.returncode == 1
    assert all(code in stopped.stdout for code in ("P001", "E001"))
    assert not (tmp_path / "b" / "dist").exists()
