"""What the editions were made with is told, may be used together, and can be signed by who made them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.command import run
from tests.conftest import ROOT, write_book

from terbit import pipeline
from terbit.adapters import packages
from terbit.model.findings import MachineFault
from terbit.verify import sbom

COMPATIBLE = {
    "AGPL-3.0-or-later", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "GPL-2.0-or-later", "ISC",
    "LGPL-2.0-or-later", "MIT", "MIT-0", "MIT-CMU", "MIT-Modern-Variant", "MPL-2.0", "OFL-1.1", "PSF-2.0",
}  # fmt: skip
"""What may be combined with a work under AGPL-3.0-or-later, by the FSF's list of licences."""


def is_compatible(expression: str) -> bool:
    """Whether a licence, one of several to choose from, or all of several, may go with the AGPL."""
    return any(
        all(part.strip("() ") in COMPATIBLE for part in choice.split(" AND "))
        for choice in expression.split(" OR ")
    )


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small built book."""
    folder = tmp_path_factory.mktemp("terbit")
    done = run("build", write_book(folder, "# Judul\n\nIsi.\n"), "epub", "docx", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "dist"


def test_every_licence_goes_with_ours() -> None:
    """Each package that a build runs with has a licence, and it is compatible with the AGPL."""
    found = packages.runtime("terbit")
    assert len(found) > 20
    assert [(one.name, one.licence) for one in found if not is_compatible(one.licence)] == []
    assert not is_compatible("MIT AND Proprietary")
    assert is_compatible("Proprietary OR MIT")
    bill = json.loads(sbom.encode({"pandoc": "3.9", "pango": "1.50", "harfbuzz": "6"}))
    assert {one["name"] for one in bill["components"]} >= {"pandoc", "pango", "harfbuzz", "linux-libertine"}
    for one in bill["components"]:
        licence = one["licenses"][0]
        assert is_compatible(licence.get("expression") or licence["license"]["id"]), one["name"]


def test_the_bill_holds_what_is_locked(dist: Path) -> None:
    """`dist/sbom.json` names each package of runtime.lock that is installed here, in the version locked."""
    bill = json.loads((dist / "sbom.json").read_bytes())
    named = {one["name"]: one["version"] for one in bill["components"]}
    lock = (ROOT / "build_tools" / "setup" / "runtime.lock").read_text("utf-8")
    locked = dict(re.findall(r"^([a-z0-9._-]+)==([^\s;\\]+)", lock, re.MULTILINE))
    for name, version in named.items():
        if name in locked:
            assert locked[name] == version, name
    for name in ("click", "ebooklib", "lxml", "pikepdf", "weasyprint", "pillow"):
        assert name in named
    strangers = named.keys() - locked.keys() - {"pandoc", "pango", "harfbuzz", "linux-libertine"}
    assert strangers == set()
    tools = json.loads((dist / "manifest.json").read_bytes())["tools"]
    assert named["pandoc"] == tools["pandoc"]


def test_the_bill_is_cyclonedx(dist: Path) -> None:
    """The published schema of CycloneDX 1.6 accepts it, and two builds write the same bytes."""
    library = pytest.importorskip("cyclonedx.schema")
    from cyclonedx.validation.json import JsonStrictValidator

    text = (dist / "sbom.json").read_text("utf-8")
    assert JsonStrictValidator(library.SchemaVersion.V1_6).validate_str(text) is None
    spoilt = text.replace('"specVersion"', '"specversion"')
    assert JsonStrictValidator(library.SchemaVersion.V1_6).validate_str(spoilt) is not None
    tools = json.loads((dist / "manifest.json").read_bytes())["tools"]
    assert sbom.encode(tools).decode() == text


def test_an_altered_bill_is_seen(dist: Path, tmp_path: Path) -> None:
    """The manifest holds the hash of the bill, so a signature of the one covers the other."""
    other = tmp_path / "dist"
    shutil.copytree(dist, other)
    (other / "sbom.json").write_text("{}", encoding="utf-8")
    assert [finding.code for finding in pipeline.verify_dist(other).findings] == ["V004"]


@pytest.fixture
def keys(tmp_path: Path) -> tuple[Path, Path]:
    """Two keys; not run where OpenSSH is missing."""
    if shutil.which("ssh-keygen") is None:
        pytest.skip("not run: ssh-keygen is not here")
    made = tmp_path / "kunci", tmp_path / "lain"
    for key in made:
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(key)], check=True)
    return made


def test_a_signed_manifest_is_known(dist: Path, tmp_path: Path, keys: tuple[Path, Path]) -> None:
    """Signed, the files are their maker's; altered, signed by another or not at all, they are not."""
    other = tmp_path / "dist"
    shutil.copytree(dist, other)
    mine, theirs = (key.with_suffix(".pub") for key in keys)
    assert "V008" in run("verify", other, "--signer", mine, cwd=tmp_path).stdout
    signed = run("sign", keys[0], other, cwd=tmp_path)
    assert (signed.returncode, signed.stdout.strip().endswith("manifest.json.sig")) == (0, True), (
        signed.stderr
    )
    good = run("verify", other, "--signer", mine, cwd=tmp_path)
    assert (good.returncode, "Tanda tangan sah." in good.stdout) == (0, True), good.stdout + good.stderr
    assert "tidak diperiksa" in run("verify", other, cwd=tmp_path).stdout
    allowed = tmp_path / "penanda"
    allowed.write_text(f"guru@sekolah.example {mine.read_text('utf-8')}", encoding="utf-8")
    assert run("verify", other, "--signer", allowed, cwd=tmp_path).returncode == 0
    assert run("verify", other, "--signer", theirs, cwd=tmp_path).returncode == 1
    manifest = other / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b'"Judul"', b'"Jodol"'))
    bad = run("verify", other, "--signer", mine, cwd=tmp_path)
    assert (bad.returncode, "V008" in bad.stdout) == (1, True)


def test_a_build_takes_the_old_signature_away(tmp_path: Path, keys: tuple[Path, Path]) -> None:
    """What is made anew is not what was signed."""
    book = write_book(tmp_path / "buku", "# Judul\n\nIsi.\n")
    for _ in range(2):
        assert run("build", book, "docx", cwd=tmp_path).returncode == 0
        assert not (tmp_path / "buku" / "dist" / "manifest.json.sig").exists()
        assert run("sign", keys[0], tmp_path / "buku" / "dist", cwd=tmp_path).returncode == 0
        assert (tmp_path / "buku" / "dist" / "manifest.json.sig").exists()


def test_what_is_no_key_is_refused(dist: Path, tmp_path: Path) -> None:
    """A file that is no key, a missing file and a folder without manifest: exit code 2, one sentence."""
    (tmp_path / "bukan").write_text("bukan kunci", encoding="utf-8")
    for words in (("sign", "bukan", dist), ("sign", "tiada", dist), ("sign", "bukan", tmp_path)):
        done = run(*words, cwd=tmp_path)
        assert done.returncode == 2, done.stderr
        assert re.fullmatch(r"terbit: .+\n    saran: .+\n", done.stderr), done.stderr


def test_without_ssh_keygen_nothing_passes(
    dist: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A signature that cannot be checked is not checked, and so the command fails."""
    other = tmp_path / "dist"
    shutil.copytree(dist, other)
    (other / "manifest.json.sig").write_text("x", encoding="utf-8")
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(MachineFault, match="tidak dijalankan"):
        pipeline.verify_dist(other, tmp_path / "kunci.pub")


@pytest.mark.parametrize(
    "spoil",
    [
        ('"edition": "epub"', '"edition": "os"'),
        ('"date": "', '"date": "x'),
        ('"judul.epub"', '"../judul.epub"'),
        ('"profile": ""', '"profile": "../../x.yaml"'),
    ],
)
def test_a_hostile_manifest_is_no_manifest(dist: Path, tmp_path: Path, spoil: tuple[str, str]) -> None:
    """A manifest from somebody names files of its own folder, editions that are, a date and a profile."""
    other = tmp_path / "dist"
    shutil.copytree(dist, other)
    text = (other / "manifest.json").read_text("utf-8")
    assert spoil[0] in text
    (other / "manifest.json").write_text(text.replace(*spoil, 1), encoding="utf-8")
    assert [finding.code for finding in pipeline.verify_dist(other).findings] == ["V006"]
