"""A build opens no socket to a network: the kernel would end the process that tries."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.command import TERBIT
from tests.conftest import ROOT, write_book

GUARDED = [sys.executable, str(ROOT / "tests" / "no_network.py")]
TRY = "import socket, sys; socket.socket(getattr(socket, sys.argv[1])); print('terbuka')"


def guarded(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """A command under the filter; not run where there is none."""
    done = subprocess.run([*GUARDED, *words], cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode == 77:
        pytest.skip("not run: this system has no seccomp filter")
    return done


@pytest.mark.parametrize(
    ("family", "is_allowed"), [("AF_INET", False), ("AF_INET6", False), ("AF_UNIX", True)]
)
def test_the_filter_bites(tmp_path: Path, family: str, is_allowed: bool) -> None:
    """A process that opens a socket of the Internet dies of SIGSYS, also one started by another."""
    done = guarded(sys.executable, "-c", TRY, family, cwd=tmp_path)
    assert done.returncode == (0 if is_allowed else -signal.SIGSYS)
    words = f"[sys.executable, '-c', {TRY!r}, {family!r}]"
    nested = f"import subprocess, sys; sys.exit(subprocess.run({words}).returncode)"
    assert (guarded(sys.executable, "-c", nested, cwd=tmp_path).returncode == 0) is is_allowed


def test_a_build_needs_no_network(tmp_path: Path) -> None:
    """Our own book, with addresses in its references and a link, becomes all editions without a socket."""
    folder = tmp_path / "buku"
    shutil.copytree(ROOT / "source", folder / "source")
    done = guarded(*TERBIT, "build", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list((folder / "dist").iterdir())) > 4
    checked = guarded(*TERBIT, "verify", cwd=folder)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_book_that_wants_the_network_gets_none(tmp_path: Path) -> None:
    """A style of its own that imports from the web is made without it."""
    folder = tmp_path / "buku"
    write_book(folder / "source", "# Judul\n\nIsi.\n")
    (folder / "styles").mkdir()
    (folder / "styles" / "layar.css").write_text("@import url(http://127.0.0.1:9/x.css);", encoding="utf-8")
    done = guarded(*TERBIT, "build", "layar", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
