"""The manifest: what went in, what came out, and whether the files are still those."""

from __future__ import annotations

import datetime
import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from terbit.adapters import ssh_keygen
from terbit.model.book import Styles
from terbit.model.findings import Finding, Rule, Severity, Span
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Image

NAME = "manifest.json"
SIGNATURE = f"{NAME}.sig"
_MOST_BYTES = 10_000_000
_PLAIN = re.compile(r"[^/\\\x00]*[^/\\\x00.][^/\\\x00]*")
"""A name without a folder, and not of dots alone."""

ALTERED = Rule(
    "V004", "file_altered", Severity.ERROR, "Berkas bukan yang dihasilkan",
    "Sidik jari (SHA-256) berkas berbeda dengan yang tercatat: berkas berubah sesudah dibuat, atau rusak.",
)  # fmt: skip
MISSING = Rule(
    "V005", "file_missing", Severity.ERROR, "Berkas yang tercatat tidak ada",
    "Manifes menyebut berkas yang tidak ada di folder itu.",
)  # fmt: skip
NO_MANIFEST = Rule(
    "V006", "manifest_missing", Severity.ERROR, "Manifes tidak ada atau rusak",
    "Tanpa manifes tidak dapat diketahui dari naskah mana edisi dibuat.",
)  # fmt: skip
STALE = Rule(
    "V007", "source_changed", Severity.WARNING, "Sumber berubah sesudah edisi dibuat",
    "Edisi di folder ini dibuat dari naskah, gaya, atau berkas lain yang sudah berubah.",
)  # fmt: skip
UNSIGNED = Rule(
    "V008", "signature_missing", Severity.ERROR, "Tanda tangan tidak ada atau tidak sah",
    "Tanpa tanda tangan yang sah tidak dapat dipastikan siapa yang membuat edisi ini.",
)  # fmt: skip

MANIFEST_RULES = (ALTERED, MISSING, NO_MANIFEST, STALE, UNSIGNED)


class Output(msgspec.Struct, frozen=True, omit_defaults=True):
    """A finished file: its edition, size in bytes, hash, and the hash of all inputs it was made from.

    `waives` are the titles of the parts that the edition does without, each with the reason.
    """

    edition: str
    bytes: int
    sha256: str
    inputs_sha256: str
    waives: dict[str, str] = {}


class Manifest(msgspec.Struct, frozen=True):
    """`dist/manifest.json`. Paths of inputs are relative to the book's folder, or name a shipped style.

    `reports` are the hashes of `proof.json` and `bukti.html`.
    `profile` is the one asked for on the command line, empty where the book's own was taken.
    """

    terbit: str
    id: str
    title: str
    date: str
    inputs: dict[str, str]
    outputs: dict[str, Output]
    tools: dict[str, str]
    profile: str = ""
    reports: dict[str, str] = {}
    sbom_sha256: str = ""

    @property
    def inputs_sha256(self) -> str:
        """One hash over all inputs, a profile asked for among them."""
        asked = f"profil {self.profile}\n" if self.profile else ""
        files = (f"{name} {value}\n" for name, value in sorted(self.inputs.items()))
        return sha256(f"{asked}{''.join(files)}".encode())


def sha256(data: bytes) -> str:
    """The SHA-256 of `data` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def encode(manifest: Manifest) -> bytes:
    """The manifest as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"


def load(folder: Path) -> Manifest | None:
    """The manifest of a `dist/` folder; None when it is missing or not one.

    It may come from anyone: it names files of its own folder alone, a date and a profile.
    """
    path = folder / NAME
    try:
        if not path.is_file() or path.stat().st_size > _MOST_BYTES:
            return None
        found = msgspec.json.decode(path.read_bytes(), type=Manifest)
        datetime.date.fromisoformat(found.date)
    except (OSError, ValueError, msgspec.DecodeError):
        return None
    plain = all(_PLAIN.fullmatch(name) for name in (*found.outputs, *found.reports, found.profile or "x"))
    return found if plain else None


def inputs_of(manuscript: Manuscript, styles: Styles) -> dict[str, str]:
    """The hash of every file the book is made from, by its path in the book or in the shipped styles."""
    home = manuscript.root.parent if manuscript.root.name == "source" else manuscript.root
    images = {manuscript.root / node.c[2][0] for node in manuscript.every(Image)}
    files = {
        path.resolve(): os.path.relpath(path, home)
        for path in (*manuscript.inputs, *images)
        if path.is_file()
    }
    for folder in reversed(styles.folders):
        files |= {
            path.resolve(): f"styles/{path.relative_to(folder)}"
            for path in folder.rglob("*")
            if path.is_file()
        }
    return {name: sha256(path.read_bytes()) for path, name in sorted(files.items(), key=lambda item: item[1])}


def joined(blank: Manifest, dist: Path, outputs: Mapping[str, Output]) -> Manifest:
    """The manifest of all files in `dist`: those just made, and those of an earlier build that stay."""
    new = {
        name: msgspec.structs.replace(output, inputs_sha256=blank.inputs_sha256)
        for name, output in outputs.items()
    }
    before = load(dist)
    kept = (
        {n: o for n, o in before.outputs.items() if n not in new and (dist / n).is_file()} if before else {}
    )
    every = dict(sorted((kept | new).items()))
    older = before.tools if before and kept else {}
    return msgspec.structs.replace(blank, outputs=every, tools=dict(sorted((older | blank.tools).items())))


def with_reports(manifest: Manifest, reports: Mapping[str, bytes]) -> Manifest:
    """The manifest with the hashes of the reports, by their names."""
    digests = {name: sha256(data) for name, data in sorted(reports.items())}
    return msgspec.structs.replace(manifest, reports=digests)


def waiver_notes(output: Output) -> Iterator[str]:
    """What an edition does without, a sentence a reason."""
    for reason in dict.fromkeys(output.waives.values()):
        titles = [title for title, why in output.waives.items() if why == reason]
        named = f"“{titles[0]}”" if len(titles) == 1 else f"{len(titles)} bagian"
        yield f"{output.edition} tanpa {named}: {reason}."


def check_signature(folder: Path, signers: Path) -> Finding | None:
    """A finding when no signature of the manifest by one of `signers` is there; raises as `is_signed`."""
    place = folder / SIGNATURE
    if not place.is_file():
        return UNSIGNED.at(Span(place), f"“{place}” tidak ada.", "Mintalah tanda tangan kepada pembuatnya.")
    if not ssh_keygen.is_signed((folder / NAME).read_bytes(), place, signers):
        message = f"Tanda tangan “{place}” bukan oleh kunci dalam “{signers}”, atau manifesnya berubah."
        return UNSIGNED.at(Span(place), message, "Jangan percayai berkas-berkas ini; mintalah yang asli.")
    return None


def check_manifest(folder: Path, manifest: Manifest) -> Iterator[Finding]:
    """Each file that is missing or no longer has the recorded hash."""
    recorded = {name: output.sha256 for name, output in manifest.outputs.items()} | manifest.reports
    if manifest.sbom_sha256:
        recorded["sbom.json"] = manifest.sbom_sha256
    for name, value in sorted(recorded.items()):
        path = folder / name
        start = Span(path)
        if path.is_symlink() or not path.is_file():
            yield MISSING.at(start, f"“{path}” tidak ada.", "Jalankan “terbit build”.")
        elif sha256(path.read_bytes()) != value:
            yield ALTERED.at(
                start, f"“{path}” bukan berkas yang dihasilkan.", "Jalankan “terbit build” lagi."
            )
