"""The proof is proved: what is lost, repeated, swapped or altered in a finished file is found, nothing else.

Each mutant is a finished file with one change, its hash in manifest and proof made anew, so that only the
parity proof can tell. `make soak` makes 2,000 of them and reads 500 files that were only written again.
"""

from __future__ import annotations

import datetime
import itertools
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.conftest import ROOT
from tests.mutants import markup, pages

from terbit import editions, pipeline
from terbit.editions import Edition
from terbit.enrich import enrich
from terbit.model.findings import Finding, Span
from terbit.model.outline import Outline
from terbit.model.tree import Block
from terbit.read import read_manuscript
from terbit.verify import check_manifest, check_proof, compare
from terbit.verify import manifest as record
from terbit.verify import proof as proving

BOOKS = ("artikel", "siksa")
ZIPS: dict[str, type[markup.Package]] = {"epub": markup.Epub, "docx": markup.Docx}
SAMPLE = 60
CHUNKS, CHUNK = 20, 100
REWRITTEN = 500


class Built:
    """A built book, its promises, and its files by edition."""

    def __init__(self, folder: Path) -> None:
        self.dist = folder / "dist"
        styles = pipeline.styles_of(folder)
        self.manuscript = read_manuscript(folder, styles.path("csl/terbit.csl"))
        found = record.load(self.dist)
        assert found
        self.manifest = found
        self.book = enrich(self.manuscript, datetime.date.fromisoformat(found.date))
        self.files = {output.edition: name for name, output in found.outputs.items()}
        self._promises: dict[str, Outline] = {}

    def promise(self, edition: Edition) -> Outline:
        """What an edition must hold; worked out once."""
        if edition.name not in self._promises:
            self._promises[edition.name] = self.book.without(set(edition.waives)).outline
        return self._promises[edition.name]

    def findings(self, edition: str, file: Path) -> list[Finding]:
        """What the proof says of a file in place of the built one, the hashes all made to fit."""
        one = editions.load(edition)
        self.forge(edition, file)

        def place(node: Block | None) -> Span:
            return self.manuscript.places.span(*([node] if node else []))

        return list(compare(edition, self.promise(one), one.inspect(file), place, one.unproved))

    def forge(self, edition: str, file: Path) -> None:
        """Give the mutant a manifest and a proof that know it, and see that these suspect nothing."""
        name, digest = self.files[edition], record.sha256(file.read_bytes())
        proof = proving.load(self.dist)
        assert proof
        told = msgspec.structs.replace(proof.editions[name], sha256=digest)
        data = proving.encode(msgspec.structs.replace(proof, editions={name: told}))
        output = msgspec.structs.replace(self.manifest.outputs[name], sha256=digest)
        reports = {proving.NAME: record.sha256(data)}
        forged = msgspec.structs.replace(
            self.manifest, outputs={name: output}, reports=reports, sbom_sha256=""
        )
        folder = file.parent
        (folder / proving.NAME).write_bytes(data)
        if file.name != name:
            shutil.copyfile(file, folder / name)
        assert [*check_manifest(folder, forged), *check_proof(folder, forged)] == []


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """The article and the torture book, built with all editions."""
    made = {}
    for book in BOOKS:
        folder = tmp_path_factory.mktemp("mutan") / book
        source = ROOT if book == "artikel" else ROOT / "tests" / "books" / book
        shutil.copytree(source / "source", folder / "source")
        report = pipeline.build(folder)
        assert not report.stopped, report.findings
        made[book] = Built(folder)
    return made


def opened(edition: str, path: Path) -> tuple[Any, dict[str, Any]]:
    """A finished file to be changed, and the ways to do it."""
    if edition in ZIPS:
        return ZIPS[edition](path), markup.MUTATIONS
    return pages.Pdf(path), pages.MUTATIONS


def mutants(
    built: dict[str, Built], seed: int, count: int, folder: Path
) -> Iterator[tuple[str, str, str, list[Finding]]]:
    """So many mutants of all books, editions and kinds in turn, each with what the proof says of it."""
    rng = random.Random(seed)  # noqa: S311  # chance that can be had again
    turns = [
        (book, edition)
        for book in BOOKS
        for edition in ("epub", "docx", "layar", "cetak", "besar", "ringkas")
    ]
    made = 0
    for number in itertools.count():
        book, edition = turns[number % len(turns)]
        one = built[book]
        file, ways = opened(edition, one.dist / one.files[edition])
        kind = rng.choice(sorted(ways))
        if not ways[kind](file, rng):
            continue  # nothing of that kind in this book
        path = folder / f"mutan{Path(one.files[edition]).suffix}"
        file.write(path)
        yield f"{seed}/{number}", edition, kind, one.findings(edition, path)
        made += 1
        if made == count:
            return


def survivors(found: Iterator[tuple[str, str, str, list[Finding]]]) -> list[str]:
    """The mutants that no finding names together with their edition."""
    return [
        f"{name} {edition} {kind}"
        for name, edition, kind, findings in found
        if not any(f"“{edition}”" in f.message and f.message.count("“") > 1 for f in findings)
    ]


def test_there_are_kinds_enough() -> None:
    """At least 25 in each kind of file."""
    assert min(len(markup.MUTATIONS), len(pages.MUTATIONS)) >= 25


def test_a_sample_of_mutants_is_caught(built: dict[str, Built], tmp_path: Path) -> None:
    """Every one, by a finding that names the edition and the passage."""
    assert survivors(mutants(built, 2026, SAMPLE, tmp_path)) == []


@pytest.mark.parametrize("book", BOOKS)
def test_nothing_is_said_of_unmutated_files(built: dict[str, Built], book: str, tmp_path: Path) -> None:
    """Each file written again, in other bytes, still keeps the promise."""
    one = built[book]
    for edition in ("epub", "docx", "layar"):
        assert rewritten(one, edition, tmp_path) == []


def rewritten(one: Built, edition: str, folder: Path) -> list[Finding]:
    """What the proof says of a file that was only opened and written."""
    file, _ = opened(edition, one.dist / one.files[edition])
    path = folder / f"sama{Path(one.files[edition]).suffix}"
    file.write(path)
    return one.findings(edition, path)


def test_the_command_tells_a_mutant(built: dict[str, Built], tmp_path: Path) -> None:
    """`terbit verify` on a whole folder whose manifest and proof were forged."""
    one = built["artikel"]
    book = tmp_path / "buku"
    shutil.copytree(one.dist.parent, book)
    name = one.files["epub"]
    file = markup.Epub(book / "dist" / name)
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
    assert survivors(mutants(built, 1000 + chunk, CHUNK, tmp_path)) == []


@pytest.mark.soak
def test_five_hundred_files_raise_nothing(built: dict[str, Built], tmp_path: Path) -> None:
    """Files of every edition, opened and written again."""
    every = [(one, edition) for one in built.values() for edition in one.files]
    for one, edition in itertools.islice(itertools.cycle(every), REWRITTEN):
        assert rewritten(one, edition, tmp_path) == []
