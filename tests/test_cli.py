"""The command as a person or a program uses it: one clear sentence, the right exit code, nothing lost."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from tests.conftest import ROOT, write_book

TERBIT = [sys.executable, "-m", "terbit"]


def run(*words: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `terbit` as a process of its own."""
    return subprocess.run(  # our own command
        [*TERBIT, *map(str, words)],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environment,
    )


def hashes(folder: Path) -> dict[str, str]:
    """The hash of each file in a folder."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of our own book, built."""
    folder = tmp_path_factory.mktemp("terbit") / "buku"
    shutil.copytree(ROOT / "source", folder / "source")
    done = run("build", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture
def spoilt(built: Path, tmp_path: Path) -> Path:
    """A fresh copy of the built book, to be spoilt."""
    folder = tmp_path / "buku"
    shutil.copytree(built, folder)
    return folder


def _no_master(source: Path) -> None:
    (source / "naskah.md").unlink()


def _empty_master(source: Path) -> None:
    (source / "naskah.md").write_text("\n \n", encoding="utf-8")


def _not_utf8(source: Path) -> None:
    master = source / "naskah.md"
    master.write_bytes(master.read_bytes().replace(b"berkembang,", b"berk\xe9mbang,", 1))


def _broken_yaml(source: Path) -> None:
    (source / "buku.yaml").write_text('judul: "tak tertutup\nbahasa: id\n', encoding="utf-8")


def _unknown_key(source: Path) -> None:
    master = source / "naskah.md"
    master.write_text(
        master.read_text(encoding="utf-8").replace("[@bryce2005]", "[@bryce2006]", 1), encoding="utf-8"
    )


def _duplicate_term(source: Path) -> None:
    with (source / "glosarium.yaml").open("a", encoding="utf-8") as file:
        file.write("  - {id: lain, istilah: Diplomasi, definisi: kedua}\n")


def _missing_image(source: Path) -> None:
    with (source / "naskah.md").open("a", encoding="utf-8") as file:
        file.write("\n![Peta](gambar/tiada.png)\n")


def _unlisted_change(source: Path) -> None:
    path = source / "suntingan.yaml"
    kept = [
        line for line in path.read_text(encoding="utf-8").splitlines() if "baris: 9, kolom: 24," not in line
    ]
    path.write_text("\n".join(kept), encoding="utf-8")


FAULTS: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "no master": (_no_master, "B001", r"source/naskah\.md:1:1: "),
    "empty master": (_empty_master, "B002", r"source/naskah\.md:1:1: "),
    "not UTF-8": (_not_utf8, "B003", r"source/naskah\.md:7:\d+: "),
    "broken YAML": (_broken_yaml, "B004", r"source/buku\.yaml:\d+:\d+: "),
    "unknown key": (_unknown_key, "R003", r"source/naskah\.md:\d+:\d+: "),
    "duplicate term": (_duplicate_term, "G001", r"source/glosarium\.yaml:\d+:\d+: "),
    "missing image": (_missing_image, "A001", r"source/naskah\.md:\d+:\d+: "),
    "unlisted change": (_unlisted_change, "N001", r"source/naskah\.md:13:\d+: "),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_bad_input_is_one_sentence_with_its_place(spoilt: Path, fault: str) -> None:
    """Exit code 1, a sentence with file, line and column, a hint; the old editions stay as they were."""
    spoil, code, place = FAULTS[fault]
    before = hashes(spoilt / "dist")
    spoil(spoilt / "source")
    done = run("build", cwd=spoilt)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert re.search(rf"^{place}galat {code} .+\.$\n    saran: .+\.$", done.stdout, re.MULTILINE), done.stdout
    assert hashes(spoilt / "dist") == before


@pytest.mark.parametrize("fault", FAULTS)
def test_the_same_faults_come_as_json(spoilt: Path, fault: str) -> None:
    """With --format json, stdout is one JSON document that names code, path, line and column."""
    spoil, code, _ = FAULTS[fault]
    spoil(spoilt / "source")
    done = run("build", "--format", "json", cwd=spoilt)
    document = json.loads(done.stdout)
    assert done.returncode == 1
    assert code in [finding["code"] for finding in document["findings"]]
    assert all(finding["line"] >= 1 and finding["column"] >= 1 for finding in document["findings"])


def test_a_read_only_dist_is_refused(spoilt: Path) -> None:
    """Exit code 3, one sentence; the old editions stay."""
    before = hashes(spoilt / "dist")
    (spoilt / "dist").chmod(0o555)
    done = run("build", "epub", cwd=spoilt)
    (spoilt / "dist").chmod(0o755)
    assert done.returncode == 3, done.stdout + done.stderr
    assert re.fullmatch(r"terbit: “dist” tidak boleh ditulisi\. .+\.\n    saran: .+\.\n", done.stderr)
    assert hashes(spoilt / "dist") == before


@pytest.fixture
def small_disk() -> Iterator[Callable[[Path], None]]:
    """Mounts a file system of 300 kB on a folder, where the test may mount one."""
    mounted: list[Path] = []

    def mount(folder: Path) -> None:
        words = ["mount", "-t", "tmpfs", "-o", "size=300k", "none", str(folder)]
        if (
            shutil.which("mount") is None
            or subprocess.run(words, check=False, capture_output=True).returncode
        ):  # fixed words
            pytest.skip("not run: a small file system cannot be mounted here")
        mounted.append(folder)

    yield mount
    for folder in mounted:
        subprocess.run(["umount", str(folder)], check=True)  # fixed words


@pytest.mark.parametrize("where", ["the book", "dist", "behind a link"])
def test_a_full_disk_is_refused(spoilt: Path, small_disk: Callable[[Path], None], where: str) -> None:
    """Exit code 3, one sentence; the old editions stay, and nothing half-made is left behind."""
    small = spoilt / "kecil"
    book, dist = (small, small / "dist") if where == "the book" else (spoilt, spoilt / "dist")
    if where == "dist":
        shutil.rmtree(dist)
        dist.mkdir()
        small_disk(dist)
    else:
        small.mkdir()
        small_disk(small)
    if where == "the book":
        shutil.copytree(spoilt / "source", book / "source")
        dist.mkdir()
    if where == "behind a link":
        shutil.rmtree(dist)
        dist.symlink_to(small)
    (dist / "kerja-sama-bilateral.epub").write_bytes(b"yang lama")
    (dist / "pengisi").write_bytes(b"x" * 200_000)
    before = hashes(dist)
    done = run("build", cwd=book)
    assert done.returncode == 3, done.stdout + done.stderr
    assert done.stderr.startswith("terbit: Disk penuh saat menulis “dist”.")
    assert hashes(dist) == before
    assert not list(dist.parent.glob(".terbit-*"))


def test_the_command_line_is_refused_with_code_2(tmp_path: Path) -> None:
    """Whatever is unknown on the command line is one Indonesian sentence and exit code 2."""
    book = write_book(tmp_path, "# J\n\nIsi.\n")
    for words in (
        ("check", "--tiada"),
        ("chek",),
        ("build", book, "pdf"),
        ("check", book, "--profile", "novel"),
        ("check", tmp_path / "tiada"),
        ("explain", "X999"),
        ("check", "--format", "xml"),
        ("build", book, "--bleed", "tiga"),
        ("build", book, "--bleed", "30mm"),
        ("verify", tmp_path / "tiada"),
    ):
        done = run(*words, cwd=tmp_path)
        assert done.returncode == 2, (words, done.stdout, done.stderr)
        assert done.stdout == ""
        assert re.fullmatch(r"terbit: .+\n    saran: .+\n", done.stderr), done.stderr
        assert not re.search(r"\b(No such|Invalid|Usage|Error|Try|not one of)\b", done.stderr)


def test_a_print_shop_gets_what_it_asks_for(tmp_path: Path) -> None:
    """`--bleed` and `--marks` reach the cover; `cetak`, which it needs, is made but not written."""
    book = write_book(tmp_path, "# Laut\n\nIsi.\n")
    done = run("build", book, "sampul", "--bleed", "5mm", "--marks", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert sorted(hashes(tmp_path / "dist")) == [
        "bukti.html", "laut-sampul.pdf", "manifest.json", "proof.json", "sbom.json",
    ]  # fmt: skip
    assert list(json.loads((tmp_path / "dist" / "manifest.json").read_bytes())["outputs"]) == [
        "laut-sampul.pdf"
    ]
    with pikepdf.open(tmp_path / "dist" / "laut-sampul.pdf") as pdf:
        (page,) = pdf.pages
        trim, bleed, sheet = (
            [float(edge) for edge in page.obj[f"/{name}Box"]] for name in ("Trim", "Bleed", "Media")
        )
    assert round((trim[0] - bleed[0]) * 25.4 / 72, 2) == 5
    assert sheet[0] < bleed[0] < trim[0]
    assert run("verify", cwd=tmp_path).returncode == 0


def test_a_refusal_is_json_too(tmp_path: Path) -> None:
    """With --format json even a refusal of the command line is JSON on stdout, and nothing else is."""
    done = run("check", "--format=json", "--tiada", cwd=tmp_path)
    assert done.returncode == 2
    assert json.loads(done.stdout)["failure"]["kind"] == "usage"


def test_a_single_markdown_file_is_a_book(tmp_path: Path) -> None:
    """`terbit build berkas.md` reads the files beside it and writes dist/ beside it."""
    glossary = "entri:\n  - {istilah: diplomasi, definisi: cara berunding}\n"
    book = write_book(tmp_path / "a", "# Judul Kecil\n\nDiplomasi penting.\n", glosarium_yaml=glossary)
    done = run("build", book, "epub", "docx", cwd=tmp_path, SOURCE_DATE_EPOCH="0")
    assert done.returncode == 0, done.stdout + done.stderr
    assert sorted(path.name for path in (tmp_path / "a" / "dist").iterdir()) == [
        "bukti.html", "judul-kecil.docx", "judul-kecil.epub", "manifest.json", "proof.json", "sbom.json",
    ]  # fmt: skip
    assert run("verify", tmp_path / "a" / "dist", cwd=tmp_path).returncode == 0


def test_other_findings_let_the_editions_be_written(tmp_path: Path) -> None:
    """An error that leaves the editions true is printed and they are written; --strict stops on it."""
    book = write_book(tmp_path, "# J\n\nLihat [sini](#tiada).\n")
    strict = run("build", book, "epub", "--strict", cwd=tmp_path)
    assert (strict.returncode, (tmp_path / "dist").exists()) == (1, False)
    done = run("build", book, "epub", cwd=tmp_path)
    assert (done.returncode, "L001" in done.stdout) == (0, True)
    assert (tmp_path / "dist" / "j.epub").is_file()


def test_verify_knows_its_own_files(spoilt: Path) -> None:
    """Untouched files pass; a changed byte, a lost file, a changed source and a lost manifest are named."""
    assert run("verify", cwd=spoilt).returncode == 0
    epub = spoilt / "dist" / "kerja-sama-bilateral.epub"
    data = epub.read_bytes()
    epub.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert "V004" in run("verify", cwd=spoilt).stdout
    epub.unlink()
    assert "V005" in run("verify", cwd=spoilt).stdout
    epub.write_bytes(data)
    with (spoilt / "source" / "buku.yaml").open("a", encoding="utf-8") as file:
        file.write("# diubah\n")
    stale = run("verify", cwd=spoilt)
    assert ("V007" in stale.stdout, stale.returncode) == (True, 0)
    strict = run("verify", "--strict", cwd=spoilt)
    assert ("galat V007" in strict.stdout, strict.returncode) == (True, 1)
    (spoilt / "dist" / "manifest.json").write_text("{", encoding="utf-8")
    lost = run("verify", cwd=spoilt)
    assert ("V006" in lost.stdout, lost.returncode) == (True, 1)


def _await_rendering(book: Path) -> None:
    """Wait until a build of `book` has begun to make its editions: then its staging folder is there."""
    for _ in range(600):
        if list(book.glob(".terbit-*")):
            return
        time.sleep(0.05)
    pytest.fail("the build never began to render")


def _running(group: int) -> list[str]:
    """The processes of a group that still run; a dead one that init has not yet fetched does not count."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it ended meanwhile
            name, _, rest = stat.read_text(encoding="utf-8").rpartition(")")
            state, _, process_group, *_ = rest.split()
            if int(process_group) == group and state != "Z":
                found.append(name)
    return found


def test_ctrl_c_ends_everything(spoilt: Path) -> None:
    """Interrupted in a layout, the build ends, leaving no process and no file."""
    before = hashes(spoilt / "dist")
    # A job in the background ignores SIGINT, and so would all it starts; a handler of ours is not inherited.
    kept = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(
        [*TERBIT, "build"], cwd=spoilt, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        signal.signal(signal.SIGINT, kept)
        _await_rendering(spoilt)
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert process.returncode == 2
    assert errors.decode().strip() == "terbit: Dihentikan. Edisi yang lama tetap seperti semula."
    assert _running(process.pid) == []
    assert hashes(spoilt / "dist") == before
    assert sorted(path.name for path in spoilt.iterdir()) == ["dist", "source"]


def test_a_dying_worker_is_one_sentence(spoilt: Path) -> None:
    """A worker killed by the system ends the build with exit code 3 and the old editions in place."""
    before = hashes(spoilt / "dist")
    with subprocess.Popen([*TERBIT, "build", "layar"], cwd=spoilt, stderr=subprocess.PIPE) as process:
        _await_rendering(spoilt)
        children = (
            Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="utf-8").split()
        )
        for child in children:
            os.kill(int(child), signal.SIGKILL)
        _, errors = process.communicate(timeout=20)
    assert process.returncode == 3
    # The main process may just have asked pandoc for its version: that child is killed as well.
    assert re.match("terbit: (Proses pembuat edisi berhenti tiba-tiba|pandoc gagal)", errors.decode())
    assert "Traceback" not in errors.decode()
    assert hashes(spoilt / "dist") == before


def test_every_command_has_indonesian_help(tmp_path: Path) -> None:
    """No English word of click's is left in any help text."""
    for words in ((), ("check",), ("build",), ("verify",), ("explain",)):
        done = run(*words, "--help", cwd=tmp_path)
        assert done.returncode == 0
        assert not re.search(r"\b(Usage|Options|Commands|Show|OPTIONS|COMMAND|ARGS|exit\.)\b", done.stdout)


def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    """`terbit --help` loads none of the libraries that only a build needs."""
    code = """
import atexit, sys
sys.argv = ["terbit", "--help"]
atexit.register(lambda: print(sorted(sys.modules)))
from terbit.__main__ import main
main()
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )  # our own code
    for name in (
        "weasyprint",
        "ebooklib",
        "lxml",
        "msgspec",
        "yaml",
        "jsonschema",
        "pikepdf",
        "docx",
        "pypandoc",
    ):
        assert f"'{name}'" not in done.stdout, name


def test_every_code_is_explained(tmp_path: Path) -> None:
    """`terbit explain` prints a page for a code in either case, and JSON."""
    assert "N001 unaccounted_change (galat)" in run("explain", "n001", cwd=tmp_path).stdout
    assert json.loads(run("explain", "V001", "--format", "json", cwd=tmp_path).stdout)["stops"] is True
