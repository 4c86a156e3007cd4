"""`dist/` changes whole or not at all: killed, interrupted, timed out or run twice, nothing is lost."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.command import TERBIT, hashes, run, running

from terbit import _bounds, _dist

EDITIONS = ("layar", "epub", "docx")
BODY = "# Sejarah Perjanjian\n\nVersi {}.\n\nIsi paragraf dengan catatan.[^a]\n\n[^a]: Isi catatan.\n"


def write(book: Path, version: int) -> None:
    """The book in a version that every edition shows."""
    (book / "source").mkdir(parents=True, exist_ok=True)
    (book / "source" / "naskah.md").write_text(BODY.format(version), encoding="utf-8")


def sound(dist: Path) -> bool:
    """Whether the folder holds exactly the files its manifest tells of, each with its hash."""
    manifest = json.loads((dist / "manifest.json").read_bytes())
    recorded = {name: output["sha256"] for name, output in manifest["outputs"].items()}
    found = {
        name: value
        for name, value in hashes(dist).items()
        if name in recorded or name.endswith((".pdf", ".epub"))
    }
    return len(recorded) == len(EDITIONS) and found == recorded


def begun(book: Path, temporary: Path, *words: str) -> subprocess.Popen[bytes]:
    """A build in a process group of its own, with a folder for temporary files of its own."""
    return subprocess.Popen(
        [*TERBIT, "build", *EDITIONS, *words],
        cwd=book,
        env=os.environ | {"TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


@pytest.fixture
def place(tmp_path: Path) -> tuple[Path, Path]:
    """A built book and an empty folder for temporary files."""
    book, temporary = tmp_path / "buku", tmp_path / "sementara"
    temporary.mkdir()
    write(book, 0)
    done = run("build", *EDITIONS, cwd=book)
    assert done.returncode == 0, done.stdout + done.stderr
    return book, temporary


def kill(book: Path, temporary: Path, choice: random.Random, whole: float) -> bool:
    """Kill a build somewhere in its `whole` seconds, or while it publishes; whether it was still running."""
    left = set(book.glob(".terbit-*/manifest.json"))  # by the one before
    with begun(book, temporary) as process:
        if choice.random() < 0.5:  # publishing takes milliseconds: it would hardly ever be hit
            while process.poll() is None and not set(book.glob(".terbit-*/manifest.json")) - left:
                time.sleep(0.0005)
            time.sleep(choice.random() * 0.02)
        else:
            time.sleep(choice.random() * whole)
        was_running = process.poll() is None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    for _ in range(200):
        if not running(process.pid):
            break
        time.sleep(0.01)
    assert running(process.pid) == []
    return was_running


def killed(place: tuple[Path, Path], times: int, seed: int) -> int:
    """Kill so many running builds, looking after each whether anything was lost; how many were begun."""
    book, temporary = place
    choice = random.Random(seed)  # noqa: S311  # a seeded choice, no secret
    started = time.monotonic()
    assert run("build", *EDITIONS, cwd=book).returncode == 0
    whole = time.monotonic() - started
    hits = number = 0
    while hits < times:
        number += 1
        write(book, number)
        hits += kill(book, temporary, choice, whole)
        assert sound(book / "dist"), number
        if number % 20 == 0 or hits == times:
            done = run("build", *EDITIONS, cwd=book, TMPDIR=str(temporary))
            assert done.returncode == 0, done.stdout + done.stderr
            assert sorted(path.name for path in book.iterdir()) == ["dist", "source"]
            assert list(temporary.iterdir()) == []
            assert run("verify", cwd=book).returncode == 0
    return number


def test_a_killed_build_loses_nothing(place: tuple[Path, Path]) -> None:
    """SIGKILL at random moments: the old editions or the new, whole; the next build leaves no trace of it."""
    assert killed(place, 8, 1) >= 8


@pytest.mark.soak
def test_killed_builds_lose_nothing(place: tuple[Path, Path]) -> None:
    """As above, two hundred times."""
    every = killed(place, 200, 2)
    sys.stdout.write(f"200 builds were killed, {every - 200} ended before\n")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_told_to_stop_it_leaves_nothing(place: tuple[Path, Path], number: signal.Signals) -> None:
    """The command alone is told, in the midst of a layout: it ends its processes and removes its files."""
    book, temporary = place
    before = hashes(book / "dist")
    write(book, 1)
    kept = signal.signal(number, signal.default_int_handler)  # else what we begin ignores what we ignore
    with begun(book, temporary) as process:
        signal.signal(number, kept)
        while not list(book.glob(".terbit-*")):
            time.sleep(0.01)
        assert list(temporary.iterdir()) != []
        process.send_signal(number)
        _, errors = process.communicate(timeout=20)
    assert process.returncode == 2
    assert errors.decode().strip() == "terbit: Dihentikan. Edisi yang lama tetap seperti semula."
    assert running(process.pid) == []
    assert list(temporary.iterdir()) == []
    assert hashes(book / "dist") == before
    assert sorted(path.name for path in book.iterdir()) == ["dist", "source"]


def test_two_builds_take_turns(place: tuple[Path, Path]) -> None:
    """Two builds of one book at once: both succeed, one after the other, and what is there is whole."""
    book, temporary = place
    write(book, 1)
    with begun(book, temporary) as first, begun(book, temporary) as second:
        for process in (first, second):
            _, errors = process.communicate(timeout=120)
            assert process.returncode == 0, errors.decode()
    assert sound(book / "dist")
    assert sorted(path.name for path in book.iterdir()) == ["dist", "source"]
    assert list(temporary.iterdir()) == []


def test_a_stage_without_end_is_ended(place: tuple[Path, Path]) -> None:
    """A stage that takes longer than `--timeout`: exit code 3, one sentence, nothing lost or left."""
    book, temporary = place
    before = hashes(book / "dist")
    (book / "source" / "naskah.md").write_text(
        "# Judul\n\n" + "Isi paragraf yang panjang. " * 60_000, encoding="utf-8"
    )
    with begun(book, temporary, "--timeout", "1") as process:
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 3
    assert "belum selesai setelah 1 detik." in errors.decode()
    assert "--timeout 3600" in errors.decode()
    assert running(process.pid) == []
    assert list(temporary.iterdir()) == []
    assert hashes(book / "dist") == before


def test_a_process_without_memory_is_one_sentence(place: tuple[Path, Path]) -> None:
    """Every process has a limit of address space; at the limit: exit code 3 or 1, and nothing is lost."""
    book, temporary = place
    before = hashes(book / "dist")
    ends = set()
    for megabytes in ("150", "200", "300", "400"):
        done = run("build", "layar", cwd=book, TMPDIR=str(temporary), TERBIT_MEMORY=megabytes)
        assert done.returncode in {0, 1, 3}, done.stderr
        assert "Traceback" not in done.stdout + done.stderr
        ends.add(done.returncode)
        if done.returncode:
            assert hashes(book / "dist") == before
    assert ends & {1, 3}
    assert list(temporary.iterdir()) == []
    assert run("build", cwd=book, TERBIT_MEMORY="banyak").returncode == 2


def test_a_folder_without_permission_is_refused(place: tuple[Path, Path], ordinary_user: list[str]) -> None:
    """An ordinary user who may read the book but not write: one sentence, and nothing changes."""
    book, temporary = place
    temporary.chmod(0o777)
    before = hashes(book / "dist")
    done = subprocess.run(
        [*ordinary_user, *TERBIT, "build", "epub"],
        cwd=book,
        env=os.environ | {"TMPDIR": str(temporary)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3, done.stderr
    assert done.stderr.startswith("terbit: “dist” tidak boleh ditulisi.")
    assert hashes(book / "dist") == before
    assert list(temporary.iterdir()) == []


def test_a_link_out_of_the_book_is_not_written(place: tuple[Path, Path], tmp_path: Path) -> None:
    """A `dist` that is a link to somebody's folder is refused, and the folder stays as it was."""
    book, _ = place
    elsewhere = tmp_path / "rumah"
    elsewhere.mkdir()
    (elsewhere / "surat.txt").write_text("rahasia", encoding="utf-8")
    shutil.rmtree(book / "dist")
    (book / "dist").symlink_to(elsewhere)
    done = run("build", "epub", cwd=book)
    assert done.returncode == 3
    assert done.stderr.startswith("terbit: “dist” adalah tautan ke luar folder buku.")
    assert [path.name for path in elsewhere.iterdir()] == ["surat.txt"]


def test_a_dist_put_aside_comes_back(tmp_path: Path) -> None:
    """Where folders cannot be exchanged in one step, a build killed between two renames is made good."""
    aside = tmp_path / ".terbit-abc-lama"
    aside.mkdir()
    (aside / "berkas").write_bytes(b"lama")
    with _dist.staging(tmp_path / "dist") as stage:
        assert (tmp_path / "dist" / "berkas").read_bytes() == b"lama"
        stage.write("baru", b"baru")
        stage.publish()
    assert (
        hashlib.sha256((tmp_path / "dist" / "berkas").read_bytes()).hexdigest()
        in hashes(tmp_path / "dist").values()
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dist"]


def test_only_what_nobody_holds_is_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The temporary folder of a living command stays; that of a dead one goes."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    dead = tmp_path / "terbit-999999999-abc"
    alive = tmp_path / f"terbit-{os.getppid()}-abc"
    held = tmp_path / "terbit-999999998-abc"
    for folder in (dead, alive, held):
        folder.mkdir()
    lock = _bounds.hold(held)
    assert lock is not None
    with _bounds._temporary_folder():  # noqa: SLF001  # the part that sweeps, without the limits
        assert sorted(path for path in tmp_path.iterdir() if "abc" in path.name) == sorted([alive, held])
    os.close(lock)


def test_a_stop_that_python_drops_is_repeated(tmp_path: Path) -> None:
    """What a signal raises in a callback at a fork is lost: the command is told again until it stops."""
    code = """
import os, signal, time
from terbit._bounds import bounded
with bounded(60):
    os.register_at_fork(before=lambda: os.kill(os.getpid(), signal.SIGTERM))
    if os.fork() == 0:
        os._exit(0)
    time.sleep(30)
"""
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert "KeyboardInterrupt" in done.stderr
    assert "Exception ignored" not in done.stderr
    assert time.monotonic() - started < 20


def test_what_a_dying_program_still_writes_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is made while the folder is being removed keeps it there: it is removed again."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    remove, late = shutil.rmtree, ["catatan.json"]

    def remove_but(folder: Path, *, ignore_errors: bool) -> None:
        remove(folder, ignore_errors=ignore_errors)
        if late:  # as strace saw it of a pandoc: opened for writing after the folder was emptied
            folder.mkdir()
            (folder / late.pop()).touch()

    monkeypatch.setattr(shutil, "rmtree", remove_but)
    with _bounds._temporary_folder():  # noqa: SLF001  # as above
        pass
    assert late == []
    assert list(tmp_path.iterdir()) == []
