"""`terbit verify --strict`: outside judges really run, objections are told, nobody passes unasked."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import jsonschema
import msgspec
import pytest
from tests import outside
from tests.conftest import ROOT

from terbit import pipeline
from terbit.verify import judges, proof
from terbit.verify.judges import NotRunError, Result

EVERY = {"Ace", "EPUBCheck", "LibreOffice", "Open XML SDK", "qpdf", "veraPDF"}


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built article."""
    folder = tmp_path_factory.mktemp("penguji") / "buku"
    shutil.copytree(ROOT / "source", folder / "source")
    assert not pipeline.build(folder).stopped
    return folder / "dist"


def test_all_judges_really_run_and_accept_the_article(dist: Path, tmp_path: Path) -> None:
    """The command exits with 0, and each of the six is in proof and page with its version."""
    book = tmp_path / "buku"
    shutil.copytree(dist.parent, book)
    command = [sys.executable, "-m", "terbit", "verify", "--strict", "--record"]
    done = subprocess.run(command, cwd=book, capture_output=True, text=True, check=False)
    if "tidak dijalankan" in done.stdout:
        outside.not_run(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
    told = proof.load(book / "dist")
    assert told
    verdicts = [verdict for edition in told.editions.values() for verdict in edition.judges]
    passed = {v.judge for v in verdicts if v.result is Result.PASSED and v.version}
    assert passed == EVERY
    assert {v.result for v in verdicts} == {Result.PASSED, Result.NOT_MEANT}
    html = (book / "dist" / "bukti.html").read_text("utf-8")
    assert all(f"{judge} " in html for judge in EVERY)
    again = subprocess.run(command[:-2], cwd=book, capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stdout


def test_a_missing_judge_is_not_run_never_passed(dist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without programs on PATH the verdict is *not run*, and --strict fails."""
    monkeypatch.setenv("PATH", "")
    report = pipeline.verify_dist(dist, strict=True)
    missing = [f for f in report.findings if f.code == "V019"]
    assert {"EPUBCheck", "qpdf", "LibreOffice"} <= {f.message.split(" tidak")[0] for f in missing}
    assert not any("lulus menurut qpdf" in note for note in report.notes)


def test_what_a_judge_objects_to_is_told_in_indonesian(dist: Path, tmp_path: Path) -> None:
    """A dead link in the EPUB: EPUBCheck's message, and the passage in the master that it stands in."""
    name = next(dist.glob("*.epub")).name
    book = tmp_path / "buku"
    shutil.copytree(dist.parent, book)
    broken = book / "dist" / name
    with zipfile.ZipFile(dist / name) as old, zipfile.ZipFile(broken, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename.endswith("isi-03.xhtml"):
                data = data.replace(b"glosarium.xhtml#istilah-pbb", b"glosarium.xhtml#tidak-ada")
            new.writestr(entry, data)
    report = pipeline.verify_dist(book / "dist", strict=True)
    found = [f for f in report.findings if f.code == "V018"]
    if not found:
        outside.not_run("EPUBCheck")
    assert "RSC-012: tautan menuju tempat yang tidak ada" in found[0].message
    assert found[0].span.path.name == "naskah.md"
    assert found[0].span.line > 1


@pytest.mark.parametrize(
    ("suffix", "judge"), [(".pdf", "qpdf"), (".docx", "LibreOffice"), (".docx", "Open XML SDK")]
)
def test_half_a_file_passes_nowhere(dist: Path, tmp_path: Path, suffix: str, judge: str) -> None:
    """Exit codes lie; a file cut off in the middle is refused or not judged."""
    whole = next(dist.glob(f"*{suffix}")).read_bytes()
    path = tmp_path / f"rusak{suffix}"
    path.write_bytes(whole[: len(whole) // 2])
    one = next(j for j in judges.judges() if j.name == judge)
    try:
        assert one.judge(path, tmp_path) != []
    except judges.NotRunError as missing:
        outside.not_run(str(missing))


def test_proof_follows_its_schema_and_is_deterministic(dist: Path, tmp_path: Path) -> None:
    """`docs/proof.schema.json` is the form; two builds write the same bytes."""
    schema = json.loads((ROOT / "docs" / "proof.schema.json").read_text("utf-8"))
    assert schema == json.loads(json.dumps(msgspec.json.schema(proof.Proof)))
    jsonschema.validate(json.loads((dist / "proof.json").read_bytes()), schema)
    shutil.copytree(ROOT / "source", tmp_path / "source")
    pipeline.build(tmp_path, ("epub",))
    one, other = (proof.load(folder) for folder in (dist, tmp_path / "dist"))
    assert one and other  # noqa: PT018  # neither is missing
    name = next(dist.glob("*.epub")).name
    assert one.editions[name] == other.editions[name]
    assert one.passages == other.passages


def test_names_of_passages_survive_edits_elsewhere(article: Path) -> None:
    """A new paragraph names itself and renames no other."""
    pipeline.build(article, ("epub",))
    before = proof.load(article / "dist")
    master = article / "source" / "naskah.md"
    text = master.read_text("utf-8")
    master.write_text(text.replace("\n## ", "\nAlinea yang baru sama sekali di sini.\n\n## ", 1), "utf-8")
    (article / "source" / "suntingan.yaml").unlink(missing_ok=True)
    pipeline.build(article, ("epub",))
    after = proof.load(article / "dist")
    assert before and after  # noqa: PT018  # as above
    body = {p.id for p in before.passages if p.kind in {"heading", "term", "note"}}
    assert len(body & {p.id for p in after.passages}) > len(body) - 4
    assert len({p.id for p in after.passages}) == len(after.passages)


def test_a_folder_someone_was_handed_is_verified_without_the_source(dist: Path, tmp_path: Path) -> None:
    """By hashes: whole, then with one byte more, then with a proof of another file."""
    handed = tmp_path / "dari-orang"
    shutil.copytree(dist, handed)
    assert pipeline.verify_dist(handed).findings == ()
    name = next(handed.glob("*.epub"))
    name.write_bytes(name.read_bytes() + b" ")
    assert [f.code for f in pipeline.verify_dist(handed).findings] == ["V004"]
    (handed / "bukti.html").write_bytes(b"")
    assert [f.code for f in pipeline.verify_dist(handed).findings] == ["V004", "V004"]


def test_the_page_needs_nothing_from_elsewhere(dist: Path) -> None:
    """One language, one main heading, no script, nothing fetched; the waivers stand there."""
    html = (dist / "bukti.html").read_text("utf-8")
    assert '<html lang="id">' in html
    assert html.count("<h1>") == 1
    assert sorted(re.findall(r'<a href="#(\w+)">', html)) == sorted(re.findall(r'<h2 id="(\w+)">', html))
    assert not re.search(r"<script|<link|@import|url\(|https?://", html)
    assert "prefers-color-scheme: dark" in html
    assert "ringkas" in html
    assert "lembar bagikan memuat teks dan sumbernya saja" in html
    assert "tidak dijalankan" in html


def test_no_program_of_a_book_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies in a folder called `node_modules` beside a stranger's book is no judge."""
    file = tmp_path / "node_modules" / "asing" / "alat.js"
    file.parent.mkdir(parents=True)
    file.touch()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotRunError):
        judges.in_node("asing", "alat.js")
