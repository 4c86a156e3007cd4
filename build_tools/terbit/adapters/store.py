"""What was made before, by a hash of all it was made from: SQLite in the user's cache folder.

Several processes may use it at once. It never grows beyond its bound: what was asked for longest ago goes. It
may be deleted at any time, and a damaged one is made anew: no build fails for it, and none depends on it. The
environment variable TERBIT_CACHE names another folder; “off” is none.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

PLACE = "TERBIT_CACHE"
_BOUND = 1_000_000_000
"""Bytes of all that is kept."""
_NAME = "simpanan.sqlite"
_VERSION = 2
_PATIENCE = 5
"""Seconds to wait for another process that writes."""


def key(*parts: bytes | str) -> bytes:
    """The hash of `parts`, each told apart from the next."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8, "big"))
        whole.update(data)
    return whole.digest()


def folder() -> Path | None:
    """The cache folder; None where none is wanted."""
    asked = os.environ.get(PLACE, "")
    if asked == "off":
        return None
    if asked:
        return Path(asked)
    from platformdirs import user_cache_path

    return user_cache_path("terbit", appauthor=False)


def get(name: bytes) -> bytes | None:
    """What was kept under `name`; None if nothing was, or if it is damaged."""
    return get_all([name]).get(name)


def kept(name: bytes, make: Callable[[], bytes]) -> bytes:
    """What was kept under `name`; made, and kept, if nothing was."""
    value = get(name)
    if value is None:
        value = make()
        put([(name, value)])
    return value


def get_all(names: Iterable[bytes]) -> dict[bytes, bytes]:
    """What was kept under each of `names` that is there and whole."""
    found: dict[bytes, bytes] = {}
    with _open() as store:
        if store is None:
            return found
        for name in names:
            row = store.execute("SELECT digest, value FROM kept WHERE name = ?", (name,)).fetchone()
            if row and isinstance(row[1], bytes) and hashlib.sha256(row[1]).digest() == row[0]:
                found[name] = row[1]
        now = int(time.time())
        store.executemany(
            "UPDATE uses SET used = ? WHERE name = ? AND used < ?", [(now, n, now - 60) for n in found]
        )
    return found


def put(items: Iterable[tuple[bytes, bytes]]) -> None:
    """Keep each value under its name."""
    with _open() as store:
        if store is None:
            return
        now = int(time.time())
        rows = [(n, hashlib.sha256(v).digest(), v) for n, v in items if len(v) <= _BOUND // 4]
        store.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)
        uses = [(name, len(value), now) for name, _, value in rows]
        store.executemany("INSERT OR REPLACE INTO uses VALUES (?, ?, ?)", uses)
        (size,) = store.execute("SELECT coalesce(sum(size), 0) FROM uses").fetchone()
        while size > _BOUND:
            oldest = store.execute("SELECT name, size FROM uses ORDER BY used, name LIMIT 100").fetchall()
            names = [(name,) for name, _ in oldest]
            store.executemany("DELETE FROM kept WHERE name = ?", names)
            store.executemany("DELETE FROM uses WHERE name = ?", names)
            size -= sum(bytes_ for _, bytes_ in oldest)


@contextlib.contextmanager
def _open() -> Iterator[sqlite3.Connection | None]:
    """The database in one transaction, or None: whatever is wrong with it, a build does without."""
    place = folder()
    if place is None:
        yield None
        return
    store = None
    try:
        place.mkdir(0o700, parents=True, exist_ok=True)
        store = _connected(place / _NAME)
        yield store
        store.commit()
    except sqlite3.DatabaseError as fault:
        if not isinstance(fault, sqlite3.OperationalError):  # not locked or full, but damaged
            _remove(place)
        if store is None:
            yield None
    except OSError:
        if store is None:
            yield None
    finally:
        if store is not None:
            store.close()


def _connected(path: Path) -> sqlite3.Connection:
    store = sqlite3.connect(path, timeout=_PATIENCE)
    try:
        store.execute("PRAGMA journal_mode = WAL")
        store.execute("PRAGMA synchronous = NORMAL")
        if _version(store) != _VERSION:
            store.execute("BEGIN IMMEDIATE")  # one of several processes makes it
            if _version(store) != _VERSION:
                # Apart: SQLite reads through a value to what stands behind it, and writes it anew with that.
                tables = {
                    "kept": "name BLOB PRIMARY KEY, digest BLOB, value BLOB",
                    "uses": "name BLOB PRIMARY KEY, size INTEGER, used INTEGER",
                }
                for table, columns in tables.items():
                    store.execute(f"DROP TABLE IF EXISTS {table}")
                    store.execute(f"CREATE TABLE {table} ({columns})")
                store.execute(f"PRAGMA user_version = {_VERSION}")
            store.commit()
    except BaseException:
        store.close()
        raise
    return store


def _version(store: sqlite3.Connection) -> int:
    (version,) = store.execute("PRAGMA user_version").fetchone()
    return int(version)


def _remove(place: Path) -> None:
    for name in (_NAME, f"{_NAME}-wal", f"{_NAME}-shm"):
        with contextlib.suppress(OSError):
            (place / name).unlink()
