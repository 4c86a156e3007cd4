"""LibreOffice: whether another program than Word can open a DOCX and lay it out."""

from __future__ import annotations

from pathlib import Path

from terbit.verify.judges import Judge, Objection, program, run


def _version() -> str:
    return run([program("soffice"), "--version"]).stdout.decode().split()[1]


def pdf_of(path: Path, work: Path) -> Path | None:
    """The PDF it makes of a file; None when it could not load it (its exit code is 0 all the same)."""
    profile = f"-env:UserInstallation={(work / 'profil').as_uri()}"
    run([program("soffice"), profile, "--headless", "--convert-to", "pdf", "--outdir", work, path])
    made = work / f"{path.stem}.pdf"
    return made if made.is_file() else None


def _judge(path: Path, work: Path) -> list[Objection]:
    return [] if pdf_of(path, work) else [Objection("berkas tidak dapat dibuka")]


JUDGE = Judge("LibreOffice", ".docx", _version, _judge)
