"""The EPUB in reading systems: foliate-js and epub.js in Chromium, used as a reader uses them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import Any

import pytest
from tests.conftest import ROOT
from tests.outside import JUDGES, not_run, program_of

from terbit import pipeline


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the two showed of our own article: page 4 was gone to, a note, a term and the contents opened."""
    if not (JUDGES / "node_modules" / "foliate-js").is_dir():
        not_run("foliate-js and epub.js (npm ci in tests/judges brings them)")
    environment = {**os.environ, "CHROMIUM": program_of("chromium", "Chromium")}
    place = tmp_path_factory.mktemp("pembaca")
    shutil.copytree(ROOT / "source", place / "source")
    pipeline.build(place, ("epub",))
    (epub,) = (place / "dist").glob("*.epub")
    command = [
        program_of("node", "Node"),
        str(JUDGES / "readers.mjs"),
        str(epub),
        str(place),
        "4",
        "perjanjian",
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=300)
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def test_no_reader_complains(seen: dict[str, Any]) -> None:
    """Nothing is said on the console, at phone and e-reader size, light and dark."""
    assert seen["errors"] == []


def test_page_4_is_where_the_printed_page_begins(seen: dict[str, Any]) -> None:
    """“Open page 4” shows its first words; both readers list all pages, roman ones first."""
    foliate = seen["foliate"]
    assert foliate["pages"][:6] == ["i", "ii", "iii", "iv", "1", "2"]
    assert len(foliate["pages"]) == seen["epubjs"]["pages"] > 20
    assert "ekonomi terbesar di dunia" in foliate["page"]["text"]
    assert foliate["page"]["label"] == "4"
    assert seen["epubjs"]["marked"]


def test_a_note_pops_up(seen: dict[str, Any]) -> None:
    """A tap on a mark shows its note, which the reader knows as a footnote, and nothing else."""
    note = seen["foliate"]["note"]
    assert (note["type"], note["hidden"]) == ("footnote", True)
    assert note["text"].startswith("1 Catatan editor: Naskah yang diterima")


def test_a_term_leads_to_its_entry_and_back(seen: dict[str, Any]) -> None:
    """The glossary shows the term that was tapped; “back” returns to the sentence."""
    term = seen["foliate"]["term"]
    assert term["asked"].lower() in term["text"].lower()
    assert seen["foliate"]["back"] is True


def test_contents_and_search_work(seen: dict[str, Any]) -> None:
    """A line of the contents leads to its part; the search finds a word through marks and notes."""
    assert seen["foliate"]["contents"].startswith("Kerja Sama Bilateral")
    assert seen["foliate"]["hits"] == 20
    assert seen["foliate"]["toc"] == seen["epubjs"]["toc"] == 5
