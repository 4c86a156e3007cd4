"""`dist/proof.json`: what each edition was promised to hold, what was found in it, and who judged it.

The form is `docs/proof.schema.json`. Same book, same bytes: no time, no machine, no path is in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from terbit.model.book import Book
from terbit.model.findings import Finding, Rule, Severity, Span
from terbit.model.outline import Outline, Reading
from terbit.model.stream import TRAITS, Trait, identifiers, squeeze
from terbit.verify.judges import Verdict
from terbit.verify.manifest import Manifest

NAME = "proof.json"
VERSION = 1

DISAGREES = Rule(
    "V017", "proof_disagrees", Severity.ERROR, "Bukti bukan tentang berkas ini",
    "proof.json mencatat sidik jari berkas yang dibuktikan; bila berbeda, bukti itu tentang berkas lain.",
)  # fmt: skip


class Count(msgspec.Struct, frozen=True):
    """How many were promised, and how many of them were found."""

    promised: int
    found: int


class EditionProof(msgspec.Struct, frozen=True):
    """One finished file.

    `passages` and `notes` are counted by their words. `traits` counts what the words are besides, by the
    kinds of `TRAITS`; a link counts as found only where it leads somewhere. `waives` are parts that the
    edition does without, `unproved` kinds that its format cannot show, both with the reason. `judges` is
    empty where no outside judge was asked.
    """

    edition: str
    sha256: str
    inputs_sha256: str
    passages: Count
    notes: Count
    traits: dict[str, Count]
    waives: dict[str, str]
    unproved: dict[str, str]
    judges: tuple[Verdict, ...] = ()


class PassageName(msgspec.Struct, frozen=True):
    """A promised passage: a name that survives edits elsewhere, what it is, and how it begins."""

    id: str
    kind: str
    begins: str


class Proof(msgspec.Struct, frozen=True):
    """The whole file. `editions` is by file name; `passages` are those of the whole book, notes last."""

    version: int
    terbit: str
    id: str
    title: str
    date: str
    editions: dict[str, EditionProof]
    passages: tuple[PassageName, ...]


def edition_proof(
    edition: str,
    sha256: str,
    promised: Outline,
    found: Reading,
    waived: tuple[Mapping[str, str], Mapping[str, str]],
) -> EditionProof:
    """The proof of a file; `waived` are its waived parts and its unproved kinds, each with the reason."""
    waives, unproved = waived
    wanted = Counter(t.kind for t in _traits(promised.traits, promised.note_traits))
    both = Counter(_keys(promised.traits)) & Counter(_keys(found.traits))
    both += Counter(_keys(promised.note_traits)) & Counter(_keys(found.note_traits))
    had = Counter(key[0] for key in both.elements())
    return EditionProof(
        edition=edition,
        sha256=sha256,
        inputs_sha256="",
        passages=_count((p.text for p in promised.passages), found.passages),
        notes=_count((p.text for p in promised.notes), found.notes),
        traits={kind: Count(wanted[kind], had[kind]) for kind in TRAITS if wanted[kind]},
        waives=dict(waives),
        unproved=dict(unproved),
    )


def _traits(*streams: tuple[Trait, ...]) -> Iterator[Trait]:
    return (trait for stream in streams for trait in stream if trait.kind in TRAITS)


def _keys(traits: tuple[Trait, ...]) -> list[tuple[str, str, int, int]]:
    return [(t.kind, t.value, t.start, t.end) for t in _traits(traits)]


def _count(promised: Iterator[str], found: tuple[str, ...]) -> Count:
    wanted = Counter(map(squeeze, promised))
    return Count(wanted.total(), (wanted & Counter(map(squeeze, found))).total())


def passage_names(promised: Outline) -> tuple[PassageName, ...]:
    """Every passage of a promise by name."""
    every = (*promised.passages, *promised.notes)
    names = identifiers((one.kind, one.text) for one in every)
    return tuple(
        PassageName(name, one.kind, " ".join(one.text.split())[:48])
        for name, one in zip(names, every, strict=True)
    )


def joined(manifest: Manifest, proofs: Mapping[str, EditionProof], dist: Path, book: Book) -> Proof:
    """The proof of all files in the manifest: those just made, and those of an earlier build that stay."""
    before = load(dist)
    every = (before.editions if before else {}) | {
        name: msgspec.structs.replace(one, inputs_sha256=manifest.inputs_sha256)
        for name, one in proofs.items()
    }
    editions_proved = {name: every[name] for name in manifest.outputs if name in every}
    meta = book.metadata
    return Proof(
        VERSION,
        manifest.terbit,
        meta.identifier,
        meta.title,
        meta.date.isoformat(),
        editions_proved,
        passage_names(book.outline),
    )


def judged(proof: Proof, verdicts: Mapping[str, tuple[Verdict, ...]]) -> Proof:
    """The proof with what judges said of its files, by their names."""
    told = {
        name: msgspec.structs.replace(one, judges=verdicts.get(name, one.judges))
        for name, one in proof.editions.items()
    }
    return msgspec.structs.replace(proof, editions=told)


def encode(proof: Proof) -> bytes:
    """The proof as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(proof), indent=2) + b"\n"


def load(folder: Path) -> Proof | None:
    """The proof in a `dist/` folder; None when it is missing or not one."""
    try:
        return msgspec.json.decode((folder / NAME).read_bytes(), type=Proof)
    except (OSError, msgspec.DecodeError):
        return None


def check_proof(folder: Path, manifest: Manifest) -> Iterator[Finding]:
    """Each file that the proof tells otherwise than the manifest."""
    if NAME not in manifest.reports or not (proof := load(folder)):
        return
    for name, output in sorted(manifest.outputs.items()):
        told = proof.editions.get(name)
        if told is None or told.sha256 != output.sha256:
            message = f"“{folder / NAME}” bukan bukti untuk “{name}” yang ada di sini."
            yield DISAGREES.at(Span(folder / NAME), message, "Jalankan “terbit build” lagi.")
