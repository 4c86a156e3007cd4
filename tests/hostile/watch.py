"""What a command and all it starts did, as the kernel saw it (strace): sockets, files, programs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

STRACE = shutil.which("strace")
_CALLS = "openat,open,openat2,creat,socket,connect,execve"
_OPENED = re.compile(r"\b(?:openat2?|open|creat)\(.*\) = \d+<(.*)>$")
_WRITES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|\bcreat\(")
_INTERNET = re.compile(r"AF_INET6?\b|PF_INET6?\b")
_STARTED = re.compile(r'\bexecve\("([^"]*)".* = 0$')
_SYSTEM = (
    "/usr/", "/lib/", "/lib64/", "/proc/", "/sys/", "/etc/ld.so.", "/etc/localtime", "/etc/locale.",
    "/etc/nsswitch.conf", "/etc/ssl/openssl.cnf",
    "/etc/passwd", "/etc/group", "/etc/fonts/", "/etc/mime.types",
    "/etc/gitconfig", "/var/cache/fontconfig/",
    "/dev/null", "/dev/urandom", "/dev/random", "/dev/shm/", "/dev/tty",  # noqa: S108  # read, not used
)  # fmt: skip
"""Where the system keeps libraries, time zones, names of users and fonts; the books are after none of it."""
_DEVICES = ("/dev/null", "/dev/tty", "/dev/shm/", "/proc/")  # noqa: S108  # as above
_PROGRAMS = {"pandoc", "git", "ldconfig", "uname"}


@dataclass(frozen=True)
class Seen:
    """How a command ended, and what of it was not allowed."""

    code: int
    out: str
    err: str
    faults: tuple[str, ...]


def run(words: list[str], cwd: Path, temporary: Path, seconds: int) -> Seen:
    """Run a command under strace (where there is one) in `cwd`; it may write there and in `temporary`."""
    log = temporary.with_name("strace.log")
    watched = [
        STRACE,
        "-f",
        "--seccomp-bpf",
        "-qq",
        "-y",
        "-s",
        "300",
        "-e",
        f"trace={_CALLS}",
        "-o",
        str(log),
    ]
    environment = os.environ | {
        "TMPDIR": str(temporary), "HOME": str(temporary), "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    done = subprocess.run(
        [*(watched if STRACE else []), *words],  # type: ignore[list-item]  # strace is there
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=seconds,
        check=False,
    )
    lines = log.read_text("utf-8", errors="replace").splitlines() if STRACE else []
    return Seen(done.returncode, done.stdout, done.stderr, tuple(_faults(lines, cwd, temporary)))


def _faults(lines: list[str], book: Path, temporary: Path) -> list[str]:
    found = []
    written = (f"{book.resolve()}/", f"{temporary.resolve()}/", f"{temporary.resolve()}")
    ours = {
        sys.prefix,
        sys.base_prefix,
        os.path.realpath(sys.prefix),
        f"{ROOT}/build_tools",
        f"{ROOT}/styles",
    }
    read = (*written, *_SYSTEM, *(f"{folder}/" for folder in ours), f"{ROOT}/pyproject.toml")
    for line in lines:
        if _INTERNET.search(line) or ((started := _STARTED.search(line)) and not _known(started[1])):
            found.append(line)
        elif opened := _OPENED.search(line):
            allowed = (*written, *_DEVICES) if _WRITES.search(line) else read
            is_folder = "O_DIRECTORY" in line
            if not f"{opened[1]}{'/' * is_folder}".startswith(allowed) and not is_folder:
                found.append(line)
    return found


def _known(program: str) -> bool:
    return program.startswith(sys.prefix) or Path(program).name in _PROGRAMS or program == sys.executable
