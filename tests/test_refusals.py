"""A build that cannot end well says so in one sentence, and the old editions stay as they were."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.command import TERBIT, hashes, run, running
from tests.conftest import write_book


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


def _await_rendering(book: Path) -> None:
    """Wait until a build of `book` has begun to make its editions: then its staging folder is there."""
    for _ in range(600):
        if list(book.glob(".terbit-*")):
            return
        time.sleep(0.05)
    pytest.fail("the build never began to render")


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
    assert running(process.pid) == []
    assert hashes(spoilt / "dist") == before
    assert sorted(path.name for path in spoilt.iterdir()) == ["dist", "source"]


def _copies_of(parent: int, *, polite: bool) -> list[int]:
    """The forked copies of a build, which have its command line; pandoc, which it also begins, has not.

    The one that checks beside lets others go first: it is `polite`, and those that make editions are not.
    """
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="utf-8").split()
    command = Path(f"/proc/{parent}/cmdline").read_bytes()
    found = []
    for child in children:
        with contextlib.suppress(OSError):  # a pandoc that has just ended
            is_one = Path(f"/proc/{child}/cmdline").read_bytes() == command
            if is_one and (os.getpriority(os.PRIO_PROCESS, int(child)) > 0) == polite:
                found.append(int(child))
    return found


def _kill_copies(build: subprocess.Popen[bytes], *, polite: bool) -> tuple[bytes, bytes]:
    """Kill them as soon as they are begun; what the build then says, and its errors."""
    while not (copies := _copies_of(build.pid, polite=polite)):
        assert build.poll() is None
        time.sleep(0.01)
    for copy in copies:
        os.kill(copy, signal.SIGKILL)
    return build.communicate(timeout=20)


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="one core")
def test_checks_that_die_are_done_again(tmp_path: Path) -> None:
    """No finding is lost with the process that looks for them beside the editions."""
    book = write_book(tmp_path, "# J\n\nKerjasama itu.\n")
    command = [*TERBIT, "build", book.name, "layar", "--format", "json"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as build:
        told, errors = _kill_copies(build, polite=True)
    assert (build.returncode, errors) == (0, b"")
    checked = run("check", book.name, "--format", "json", cwd=tmp_path).stdout
    assert json.loads(told)["findings"] == (found := json.loads(checked)["findings"])
    assert "E001" in {finding["code"] for finding in found}


def test_a_dying_worker_is_one_sentence(spoilt: Path) -> None:
    """A worker killed by the system ends the build with exit code 3 and the old editions in place."""
    before = hashes(spoilt / "dist")
    with subprocess.Popen([*TERBIT, "build", "layar"], cwd=spoilt, stderr=subprocess.PIPE) as process:
        _await_rendering(spoilt)
        _, errors = _kill_copies(process, polite=False)
    assert process.returncode == 3
    # A copy that is about to become pandoc looks like a worker.
    assert re.match("terbit: (Proses pembuat edisi berhenti tiba-tiba|pandoc gagal)", errors.decode())
    assert "Traceback" not in errors.decode()
    assert hashes(spoilt / "dist") == before
