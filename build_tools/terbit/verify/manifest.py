"""The manifest: what went in, what came out, and whether the files are still those."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from terbit.model.findings import Finding, Rule, Severity, Span

NAME = "manifest.json"

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

MANIFEST_RULES = (ALTERED, MISSING, NO_MANIFEST, STALE)


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
    """The manifest of a `dist/` folder; None when it is missing or not one."""
    try:
        return msgspec.json.decode((folder / NAME).read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError):
        return None


def check_manifest(folder: Path, manifest: Manifest) -> Iterator[Finding]:
    """Each file that is missing or no longer has the recorded hash."""
    recorded = {name: output.sha256 for name, output in manifest.outputs.items()} | manifest.reports
    for name, digest in sorted(recorded.items()):
        path = folder / name
        start = Span(path)
        if not path.is_file():
            yield MISSING.at(start, f"“{path}” tidak ada.", "Jalankan “terbit build”.")
        elif sha256(path.read_bytes()) != digest:
            yield ALTERED.at(
                start, f"“{path}” bukan berkas yang dihasilkan.", "Jalankan “terbit build” lagi."
            )
