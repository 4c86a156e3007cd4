"""No false alarm: of books that were really built anew, each another, the proof says nothing.

Each is built with all editions of a usual build, which proves every one, and then verified from the files.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.mutants.ragam import write_varied

from terbit import editions, pipeline
from terbit.verify import manifest as record

SEEDS = (0, 1, 2, 1084, 1126, 1439)
"""The last three: in the columns of the handout WeasyPrint showed a note twice, forgot one, and gave up."""
CHUNKS, CHUNK = 50, 10


@pytest.fixture(autouse=True, scope="module")
def loaded() -> None:
    """WeasyPrint once for all builds: their processes are forked from this one."""
    for name in editions.usual():
        editions.load(name).prepare()


@pytest.fixture(autouse=True)
def one_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """One process a build; two tests may run side by side."""
    monkeypatch.setenv("TERBIT_WORKERS", "1")


def rebuilt(folder: Path, seed: int) -> str:
    """Build the book of a seed and verify what came out; the hash of its inputs."""
    write_varied(folder, seed)
    report = pipeline.build(folder)
    assert not [f for f in report.findings if f.code.startswith("V") or f.stops], (seed, report.findings)
    assert {output.edition for output in _manifest(folder).outputs.values()} == set(editions.usual())
    assert pipeline.verify_dist(folder / "dist").findings == (), seed
    return _manifest(folder).inputs_sha256


def _manifest(folder: Path) -> record.Manifest:
    found = record.load(folder / "dist")
    assert found
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_said_of_a_book_built_anew(tmp_path: Path, seed: int) -> None:
    """A seeded few."""
    rebuilt(tmp_path / "buku", seed)


@pytest.mark.soak
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_five_hundred_books_raise_nothing(tmp_path: Path, chunk: int) -> None:
    """500 in all, no two of them alike."""
    seeds = range(1000 + chunk * CHUNK, 1000 + (chunk + 1) * CHUNK)
    assert len({rebuilt(tmp_path / str(seed), seed) for seed in seeds}) == CHUNK
