"""What was kept from an earlier build: found again, bounded, shared by processes, and never in the way."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from terbit.adapters import jsonschema, store


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of this test alone; its folder."""
    monkeypatch.setenv("TERBIT_CACHE", str(tmp_path / "simpanan"))
    return tmp_path / "simpanan"


def test_what_is_put_is_found() -> None:
    """The last value of each name, and no other name."""
    store.put([(b"a", b"satu"), (b"b", b"")])
    assert store.get_all([b"a", b"b", b"c"]) == {b"a": b"satu", b"b": b""}
    store.put([(b"a", b"dua")])
    assert store.get(b"a") == b"dua"


def test_parts_of_a_key_are_told_apart() -> None:
    """Parts that only together are alike differ."""
    assert store.key("ab", "c") != store.key("a", "bc")
    assert store.key("ab") == store.key(b"ab")


def test_a_flipped_bit_is_noticed(place: Path) -> None:
    """A value that is not what was kept is not given."""
    store.put([(b"a", b"isi yang dikenali" * 100)])
    (file,) = place.glob("*.sqlite")
    with sqlite3.connect(file) as raw:
        raw.execute("UPDATE kept SET value = replace(value, 'dikenali', 'dikenalj')")
    raw.close()
    assert store.get(b"a") is None
    store.put([(b"a", b"baru")])
    assert store.get(b"a") == b"baru"


@pytest.mark.parametrize("damage", [b"", b"bukan basis data", b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_store_is_made_anew(place: Path, damage: bytes) -> None:
    """Whatever lies in its place."""
    store.put([(b"a", b"x" * 100_000)])
    (file,) = place.glob("*.sqlite")
    file.write_bytes(damage)
    assert store.get(b"a") is None
    store.put([(b"a", b"baru")])  # may be lost with the damaged file
    store.put([(b"a", b"baru")])
    assert store.get(b"a") == b"baru"


@pytest.mark.parametrize("flip", range(0, 8192, 640))
def test_a_flipped_bit_in_the_file_harms_nobody(place: Path, flip: int) -> None:
    """Wherever it lies, all that is given is what was kept."""
    kept = {bytes([n]): bytes([n]) * 500 for n in range(10)}
    store.put(kept.items())
    (file,) = place.glob("*.sqlite")
    data = bytearray(file.read_bytes())
    data[flip % len(data)] ^= 4
    file.write_bytes(data)
    found = store.get_all(kept)
    assert all(kept[name] == value for name, value in found.items())
    store.put(kept.items())
    store.put(kept.items())
    assert store.get_all(kept) == kept


def test_it_may_vanish_or_be_forbidden(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then nothing is kept, and nobody complains."""
    store.put([(b"a", b"satu")])
    for file in place.iterdir():
        file.unlink()
    assert store.get(b"a") is None
    (tmp_path / "berkas").write_text("bukan folder")
    monkeypatch.setenv("TERBIT_CACHE", str(tmp_path / "berkas" / "di-dalam"))
    store.put([(b"a", b"satu")])
    assert store.get(b"a") is None
    monkeypatch.setenv("TERBIT_CACHE", "off")
    store.put([(b"a", b"satu")])
    assert store.get(b"a") is None


def test_it_does_not_grow_beyond_its_bound(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was asked for longest ago goes."""
    monkeypatch.setattr(store, "_BOUND", 100_000)
    for number in range(50):
        store.put([(number.to_bytes(2, "big"), os.urandom(10_000))])
    found = store.get_all(number.to_bytes(2, "big") for number in range(50))
    assert 5 <= len(found) <= 10
    assert (49).to_bytes(2, "big") in found
    assert sum(file.stat().st_size for file in place.glob("*.sqlite")) < 1_500_000  # and its own trees


def test_processes_share_it(place: Path) -> None:
    """Three that begin it at once lose nothing; others may not read it."""
    script = (
        "import sys; from terbit.adapters import store\n"
        "for n in range(100): store.put([(f'{sys.argv[1]}-{n}'.encode(), sys.argv[1].encode() * 1000)])"
    )
    writers = [subprocess.Popen([sys.executable, "-c", script, name]) for name in "abc"]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    kept = {f"{name}-{n}".encode(): name.encode() * 1000 for name in "abc" for n in range(100)}
    assert store.get_all(kept) == kept
    assert (place.stat().st_mode & 0o777) == 0o700


def test_data_that_fit_their_schema_are_known_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not fit, or is put to another schema, is judged each time."""
    schema, fits, strange = {"type": "object", "required": ["judul"]}, {"judul": "Satu"}, {"tajuk": "Satu"}
    assert jsonschema.misfits(schema, fits) == []
    assert [fault.validator for fault in jsonschema.misfits(schema, strange)] == ["required"]
    with monkeypatch.context() as without:
        without.setattr(jsonschema, "_load", None)
        assert jsonschema.misfits(schema, fits) == []
        for other, data in (schema, strange), ({"type": "array"}, fits):
            with pytest.raises(TypeError, match="not callable"):
                jsonschema.misfits(other, data)
    assert [fault.validator for fault in jsonschema.misfits({"type": "array"}, fits)] == ["type"]
