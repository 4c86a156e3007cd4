"""qpdf: whether a PDF's objects and streams are sound."""

from __future__ import annotations

from pathlib import Path

from terbit.verify.judges import Judge, Objection, program, run


def _version() -> str:
    return run([program("qpdf"), "--version"]).stdout.decode().split()[2]


def damage(path: Path) -> str:
    """What it says first of a PDF that is not sound; nothing of one that is."""
    done = run([program("qpdf"), "--check", path])
    if done.returncode == 0:
        return ""
    said = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
    return said[0] if said else str(done.returncode)


def _judge(path: Path, _work: Path) -> list[Objection]:
    said = damage(path)
    return [Objection(f"susunan berkas rusak (“{said}”)")] if said else []


JUDGE = Judge("qpdf", ".pdf", _version, _judge)
