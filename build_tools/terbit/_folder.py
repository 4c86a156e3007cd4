"""The folder of a new book appears whole or not at all, and never in the place of another."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from terbit._dist import disk_fault
from terbit.model.findings import UsageFault


def refuse_taken(folder: Path) -> None:
    """Raise `UsageFault` where a book cannot be laid without touching what is there."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageFault(f"“{folder}” sudah ada dan bukan folder.", "Sebutkan nama folder yang lain.")
    if folder.is_dir() and any(folder.iterdir()):
        raise UsageFault(
            f"Folder “{folder}” sudah berisi; tidak ada yang ditimpa.",
            "Sebutkan folder baru atau folder kosong.",
        )


def lay(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write the files, by their path in the folder, and return where they are.

    They are written beside the folder, which then takes its place in one step; into an empty folder, which
    may be the one somebody stands in, they are moved. Raises `UsageFault` where something is there already
    and `MachineFault` where the disk refuses.
    """
    refuse_taken(folder)
    place = folder if folder.is_dir() else folder.absolute().parent
    # Named before it is made: whoever is told to stop in between has something to remove.
    staged = place / f".terbit-{os.getpid()}-{os.urandom(4).hex()}"
    try:
        staged.mkdir(parents=True)
        for name, data in files.items():
            path = staged / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        if place == folder:
            for entry in sorted(staged.iterdir()):
                entry.rename(folder / entry.name)
        else:
            staged.rename(folder)  # rename(2) refuses a folder that somebody else has filled by now
    except OSError as fault:
        raise disk_fault(fault, folder) from fault
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return tuple(folder / name for name in files)
