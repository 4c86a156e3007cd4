"""The proof is proved: what is lost, repeated, swapped or altered in a finished file is found, nothing else.

Each mutant is a finished file with one change, its hash in manifest and proof made anew, so that only the
parity proof can tell. A mutant is caught when a finding names its edition and a passage that was changed.
`make soak` makes 2,000 of them; `test_rebuilds.py` has the books in which nothing is found.
"""

from __future__ import annotations

import itertools
import logging
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.conftest import ROOT
from tests.mutants import markup, pages
from tests.mutants.aim import NOTES, TEXT, Aimed, hits
from tests.mutants.built import Built
from tests.mutants.epub import Epub
from tests.mutants.tagged import Pdf
from tests.mutants.word import Docx

from terbit import editions, pipeline
from terbit.model.findings import Finding
from terbit.verify import manifest as record
from terbit.verify import proof as proving

_LOG = logging.getLogger(__name__)
BOOKS = ("artikel", "siksa")
FORMATS: dict[str, type[Epub | Docx | Pdf]] = {".epub": Epub, ".docx": Docx, ".pdf": Pdf}
SAMPLE = 60
CHUNKS, CHUNK = 20, 100


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """The article and the torture book, built with all editions."""
    made = {}
    for book in BOOKS:
        folder = tmp_path_factory.mktemp("mutan") / book
        source = ROOT if book == "artikel" else ROOT / "tests" / "books" / book
        shutil.copytree(source / "source", folder / "source")
        edited = (folder / "source" / "suntingan.yaml").is_file()
        report = pipeline.build(folder, (*editions.usual(), *(["sunting"] if edited else [])))
        assert not report.stopped, report.findings
        made[book] = Built(folder)
    return made


def opened(path: Path) -> tuple[Any, dict[str, Any]]:
    """A finished file to be changed, and the ways to do it."""
    return FORMATS[path.suffix](path), pages.MUTATIONS if path.suffix == ".pdf" else markup.MUTATIONS


def mutants(built: dict[str, Built], seed: int, count: int, folder: Path) -> Iterator[tuple[str, str]]:
    """So many mutants of all books, editions and kinds in turn: the name of each, and how it was caught."""
    rng = random.Random(seed)  # noqa: S311  # chance that can be had again
    turns = [(one, edition) for one in built.values() for edition in sorted(one.files)]
    made = 0
    for number in itertools.count():
        one, edition = turns[number % len(turns)]
        file, ways = opened(one.dist / one.files[edition])
        unproved = editions.load(edition).unproved
        kind = rng.choice(sorted(way for way in ways if way.partition("-")[0] not in unproved))
        if not ways[kind](file, rng):
            continue  # nothing of that kind in this book
        path = folder / f"mutan{Path(one.files[edition]).suffix}"
        file.write(path)
        findings = one.findings(edition, path)
        yield f"{seed}/{number} {edition} {kind}", how_caught(one, edition, file, findings)
        made += 1
        if made == count:
            return


def how_caught(one: Built, edition: str, file: Aimed, findings: list[Finding]) -> str:
    """“exact”, “neighbour”, “book” where no passage but the whole book was changed, or “missed”."""
    findings = [finding for finding in findings if f"“{edition}”" in finding.message]
    targets = one.targets(edition)
    if not file.touched:
        return "book" if any(finding.span == targets.place(None) for finding in findings) else "missed"
    struck = [targets.struck(stretch) for stretch in file.touched]
    named = [passages for finding in findings for passages in targets.named(finding)]
    if hits(named, struck):
        return "exact"
    return "neighbour" if hits(named, struck, slack=1) else "missed"


def test_there_are_kinds_enough() -> None:
    """At least 25 in each kind of file."""
    assert min(len(markup.MUTATIONS), len(pages.MUTATIONS)) >= 25


def test_the_aim_is_true(built: dict[str, Built]) -> None:
    """Every finished file, measured by the mutants themselves, is the promise: lengths, and many words."""
    seen = 0
    for one in built.values():
        for edition, name in one.files.items():
            file, _ = opened(one.dist / name)
            targets = one.targets(edition)
            for stream in (TEXT, NOTES):
                assert file.at[stream] == targets.total(stream), edition
            for element in elements_of(file):
                words = file.words(element).replace("\u2010", "")
                place = file.places[element.objgen if isinstance(file, Pdf) else element]
                # Not of formulas, which count but say no words, nor of text that runs from the right.
                if len(words) == place.end - place.start and words.isascii():
                    assert words == targets.words(place), edition
                    seen += 1
    assert seen > 2000


def elements_of(file: Any) -> list[Any]:  # noqa: ANN401  # a file of any kind
    """Everything in a file that may be dropped."""
    return [
        one for every in (file.found if isinstance(file, Pdf) else file.kinds()).values() for one in every
    ]


def test_a_sample_of_mutants_is_caught(built: dict[str, Built], tmp_path: Path) -> None:
    """Every one, by a finding that names the edition and the passage."""
    found = list(mutants(built, 2026, SAMPLE, tmp_path))
    assert [name for name, how in found if how == "missed"] == []


def test_the_command_tells_a_mutant(built: dict[str, Built], tmp_path: Path) -> None:
    """`terbit verify` on a whole folder whose manifest and proof were forged."""
    one = built["artikel"]
    book = tmp_path / "buku"
    shutil.copytree(one.dist.parent, book)
    name = one.files["epub"]
    file = Epub(book / "dist" / name)
    assert markup.MUTATIONS["definition-letter"](file, random.Random(1))  # noqa: S311  # as above
    file.write(book / "dist" / name)
    digest = record.sha256((book / "dist" / name).read_bytes())
    proof = proving.load(book / "dist")
    assert proof
    told = msgspec.structs.replace(proof.editions[name], sha256=digest)
    data = proving.encode(msgspec.structs.replace(proof, editions={**proof.editions, name: told}))
    (book / "dist" / proving.NAME).write_bytes(data)
    output = msgspec.structs.replace(one.manifest.outputs[name], sha256=digest)
    forged = msgspec.structs.replace(
        one.manifest,
        outputs={**one.manifest.outputs, name: output},
        reports={**one.manifest.reports, proving.NAME: record.sha256(data)},
    )
    (book / "dist" / record.NAME).write_bytes(record.encode(forged))
    findings = pipeline.verify_dist(book / "dist").findings
    assert [f.code for f in findings] == ["V012"], findings
    assert "“epub”" in findings[0].message


@pytest.mark.soak
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_two_thousand_mutants_are_caught(built: dict[str, Built], chunk: int, tmp_path: Path) -> None:
    """2,000 in all, none of them seen before."""
    found = list(mutants(built, 1000 + chunk, CHUNK, tmp_path))
    counts = Counter(how for _, how in found)
    _LOG.info("%s %s", dict(counts), [name for name, how in found if how == "neighbour"])
    assert [name for name, how in found if how == "missed"] == []
