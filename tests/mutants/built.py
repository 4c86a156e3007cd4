"""A built book whose files are to be mutated, and what the proof says of a file in place of a built one."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import msgspec
from tests.mutants.aim import Targets

from terbit import editions, pipeline
from terbit.enrich import enrich
from terbit.model.findings import Finding
from terbit.model.outline import Outline
from terbit.read import read_manuscript
from terbit.verify import check_manifest, check_proof, compare
from terbit.verify import manifest as record
from terbit.verify import proof as proving


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
        self._promises: dict[str, tuple[Outline, Targets]] = {}

    def promise(self, edition: str) -> Outline:
        """What an edition must hold; worked out once."""
        return self._promised(edition)[0]

    def targets(self, edition: str) -> Targets:
        """Its passages, by place and by name."""
        return self._promised(edition)[1]

    def _promised(self, edition: str) -> tuple[Outline, Targets]:
        if edition not in self._promises:
            promise = self.book.without(set(editions.load(edition).waives)).outline
            self._promises[edition] = promise, Targets(promise)
        return self._promises[edition]

    def findings(self, edition: str, file: Path) -> list[Finding]:
        """What the proof says of a file in place of the built one, the hashes all made to fit."""
        one, place = editions.load(edition), self.targets(edition).place
        self.forge(edition, file)
        return list(compare(edition, self.promise(edition), one.inspect(file), place, one.unproved))

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
