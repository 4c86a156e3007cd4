"""`dist/` changes whole or not at all."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from terbit._bounds import hold
from terbit.model.findings import MachineFault

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_PREFIX = ".terbit-"
_ASIDE = "-lama"


class Staging:
    """A folder in which the new `dist/` is made; nothing is seen outside until `publish`."""

    def __init__(self, folder: Path, dist: Path) -> None:
        """`folder` lies on the same file system as `dist`."""
        self.folder, self._dist = folder, dist
        self._names: list[str] = []

    def write(self, name: str, data: bytes) -> Path:
        """Write a file and force it to the disk: a full disk is noticed here, not after publishing."""
        path = self.folder / name
        with path.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        self._names.append(name)
        return path

    def publish(self) -> tuple[Path, ...]:
        """Put the written files in place of the old ones, together with all files not written anew.

        A signature (`.sig`) of a file that is written anew no longer holds, and goes.
        """
        gone = {f"{name}.sig" for name in self._names} - {*self._names}
        if (
            self.folder.parent == self._dist
        ):  # dist/ is a mount point: its files can only be changed one by one
            for name in self._names:
                (self.folder / name).replace(self._dist / name)
            for name in gone:
                (self._dist / name).unlink(missing_ok=True)
        elif self._dist.is_dir():
            for old in self._dist.iterdir():
                if old.name in gone:
                    continue
                if old.is_file() and old.name not in self._names:
                    _link(old, self.folder / old.name)
                elif old.is_dir():
                    shutil.copytree(old, self.folder / old.name, symlinks=True)
            self.folder.chmod(self._dist.stat().st_mode & 0o7777)
            _exchange(self.folder, self._dist)
        else:
            self.folder.chmod(0o777 & ~_umask())
            self.folder.rename(self._dist)
        return tuple(self._dist / name for name in self._names)


@contextlib.contextmanager
def staging(dist: Path) -> Iterator[Staging]:
    """A staging folder for `dist`; whatever is left of it is removed in the end.

    One build at a time: another of the same book waits until this one is done. Raises `MachineFault` when
    `dist` leads out of the book's folder or cannot be written, or the disk is full.
    """
    real = dist.resolve()
    if not real.is_relative_to(dist.parent.resolve()):  # what lies there is not ours to exchange
        raise MachineFault(
            f"“{dist}” adalah tautan ke luar folder buku.",
            "Hapus tautan itu; “terbit build” membuat foldernya.",
        )
    lock = folder = None
    try:
        if real.exists():
            _refuse_read_only(real)
        place = real if real.is_dir() and real.is_mount() else real.parent
        place.mkdir(parents=True, exist_ok=True)
        lock = hold(place, wait=True)
        _clear(place, real, held=lock is not None)
        # Named before it is made: whoever is told to stop in between has something to remove.
        folder = place / f"{_PREFIX}{os.getpid()}-{os.urandom(4).hex()}"
        folder.mkdir(0o700)
        yield Staging(folder, real)
    except OSError as fault:
        raise disk_fault(fault, dist) from fault
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def sweep(dist: Path) -> None:
    """Remove what a killed build of this book left; nothing where another build of it runs."""
    real = dist.resolve()
    place = real if real.is_dir() and real.is_mount() else real.parent
    lock = hold(place)
    if lock is not None:
        _clear(place, real, held=True)
        os.close(lock)


def _clear(place: Path, dist: Path, *, held: bool) -> None:
    """Remove what a killed build left; a `dist` that it had put aside comes back."""
    for left in sorted(place.glob(f"{_PREFIX}*")):
        if left.name.endswith(_ASIDE) and not dist.exists():
            left.rename(dist)
        elif held:
            shutil.rmtree(left, ignore_errors=True)


def disk_fault(fault: OSError, dist: Path) -> MachineFault:
    """What an author can do about a disk that refuses."""
    kept = "Edisi yang lama tetap seperti semula."
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return MachineFault(
            f"Disk penuh saat menulis “{dist}”. {kept}", "Kosongkan ruang, lalu jalankan lagi."
        )
    if fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return MachineFault(
            f"“{dist}” tidak boleh ditulisi. {kept}", f"Beri izin tulis: chmod -R u+w {dist}."
        )
    return MachineFault(
        f"“{dist}” tidak dapat ditulis ({fault.strerror}). {kept}", "Periksa disk dan izinnya."
    )


def _refuse_read_only(dist: Path) -> None:
    if not dist.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "bukan folder", str(dist))
    # Root may write anywhere, and a rename needs no right on dist/ itself: the mode bits tell what is wished.
    if not dist.stat().st_mode & 0o222 or not os.access(dist, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(dist))


def _link(old: Path, new: Path) -> None:
    try:
        os.link(old, new)
    except OSError:
        shutil.copy2(old, new)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _exchange(new: Path, old: Path) -> None:
    """Swap two folders in one step (renameat2(2), Linux); elsewhere in two renames."""
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "renameat2"):
        done = libc.renameat2(_AT_FDCWD, bytes(new), _AT_FDCWD, bytes(old), _RENAME_EXCHANGE)
        if done == 0:
            return
    aside = new.with_name(f"{new.name}{_ASIDE}")
    old.rename(aside)
    new.rename(old)
    aside.rename(new)
