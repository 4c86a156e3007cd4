"""What an earlier build has left never changes a byte: edited books, built with it and without."""

from __future__ import annotations

import datetime
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.command import run
from tests.conftest import ROOT

from terbit import _unchanged, editions, pipeline
from terbit.adapters import making, store
from terbit.enrich import enrich
from terbit.model.book import PLAIN, Order
from terbit.model.outline import Reading
from terbit.read import read_manuscript

_WORDS = ("perjanjian", "negara", "tetangga", "kesepakatan", "bandar", "pelabuhan", "sungai", "sejarah")
_DATE = datetime.date(2026, 11, 23)
_CHAPTER = """
## Bab {n}

Bab {n} bercerita tentang {a} dan {b}.[^c{n}] Keduanya [@rana2002] dikenal sejak lama.

### Uraian {n}

{long}

| {a} | {b} |
|-----|-----|
| 1   | {n} |

: Daftar {n}

[^c{n}]: Catatan tentang {b} di bab {n}.
"""


def _write(folder: Path, rng: random.Random) -> Path:
    source = folder / "source"
    source.mkdir(parents=True)
    for name in ("glosarium.yaml", "pustaka.json"):
        (source / name).write_bytes((ROOT / "source" / name).read_bytes())
    chapters = [
        _CHAPTER.format(
            n=n, a=rng.choice(_WORDS), b=rng.choice(_WORDS), long=" ".join(rng.choices(_WORDS, k=400)) + "."
        )
        for n in range(1, 4)
    ]
    (source / "naskah.md").write_text("# Buku Uji\n" + "".join(chapters), encoding="utf-8")
    (source / "buku.yaml").write_text(
        'id: uji\njudul: "Buku Uji"\nbahasa: id\npenerbit: Contoh\nprofil: buku-ajar\ntanggal: 2026-11-23\n',
        encoding="utf-8",
    )
    (folder / "styles").mkdir()
    return folder


def _master(edit: Callable[[list[str], random.Random], list[str]]) -> Callable[[Path, random.Random], None]:
    def on_book(folder: Path, rng: random.Random) -> None:
        path = folder / "source" / "naskah.md"
        title, *chapters = re.split(r"(?m)^(?=## )", path.read_text("utf-8"))
        path.write_text(title + "".join(edit(chapters, rng)), encoding="utf-8")

    return on_book


def _in_one(change: Callable[[str, random.Random], str]) -> Callable[[list[str], random.Random], list[str]]:
    def on_chapters(chapters: list[str], rng: random.Random) -> list[str]:
        at = rng.randrange(len(chapters))
        return [*chapters[:at], change(chapters[at], rng), *chapters[at + 1 :]]

    return on_chapters


def _insert_word(chapter: str, rng: random.Random) -> str:
    places = [found.start() for found in re.finditer(r"(?<=[a-z]) (?=[a-z])", chapter)]
    at = rng.choice(places)
    return f"{chapter[:at]} {rng.choice(_WORDS)}{chapter[at:]}"


def _delete_word(chapter: str, rng: random.Random) -> str:
    found = rng.choice(list(re.finditer(r"(?<=[a-z]) [a-z]+(?= [a-z])", chapter)))
    return chapter[: found.start()] + chapter[found.end() :]


def _add_note(chapter: str, rng: random.Random) -> str:
    name = f"t{rng.randrange(10**9)}"
    at = chapter.index(".[^") + 1
    return f"{chapter[:at]} Tambahan.[^{name}]{chapter[at:]}\n[^{name}]: Catatan tambahan.\n"


def _double(chapters: list[str], rng: random.Random) -> list[str]:
    one = re.sub(r"\[\^(\w+)\]", rf"[^\1x{rng.randrange(10**9)}]", rng.choice(chapters))
    return [*chapters, one] if len(chapters) < 5 else chapters[:-1]  # to stay short


def _shuffle(chapters: list[str], rng: random.Random) -> list[str]:
    return rng.sample(chapters, len(chapters))


def _style(folder: Path, rng: random.Random) -> None:
    shipped = (ROOT / "styles" / "layar.css").read_text("utf-8")
    spacing, margin = rng.randrange(1, 9) / 100, rng.randrange(9)
    own = f"{shipped}\np {{ letter-spacing: {spacing}em }} h2 {{ margin-top: {margin}rlh }}"
    (folder / "styles" / "layar.css").write_text(own, encoding="utf-8")


def _glossary(folder: Path, rng: random.Random) -> None:
    path = folder / "source" / "glosarium.yaml"
    text = path.read_text("utf-8")
    places = [found.start() for found in re.finditer(r"(?<=[a-z]) (?=[a-z]+ [a-z]+)", text)]
    at = rng.choice(places)
    path.write_text(f"{text[:at]} {rng.choice(_WORDS)}{text[at:]}", encoding="utf-8")


def _reference(folder: Path, rng: random.Random) -> None:
    path = folder / "source" / "pustaka.json"
    path.write_text(path.read_text("utf-8").replace("2002", str(rng.randrange(2003, 2020))), encoding="utf-8")


def _settings(folder: Path, rng: random.Random) -> None:
    path = folder / "source" / "buku.yaml"
    publisher = f'penerbit: "Balai {rng.choice(_WORDS).title()}"'
    path.write_text(re.sub(r"penerbit: .*", publisher, path.read_text("utf-8")), encoding="utf-8")


EDITS: dict[str, Callable[[Path, random.Random], None]] = {
    "insert": _master(_in_one(_insert_word)),
    "delete": _master(_in_one(_delete_word)),
    "note": _master(_in_one(_add_note)),
    "double": _master(_double),
    "shuffle": _master(_shuffle),
    "style": _style,
    "glossary": _glossary,
    "reference": _reference,
    "settings": _settings,
}


def _rendered(folder: Path) -> dict[str, tuple[bytes, Reading]]:
    """The bytes of three editions, and what is read back from them; the EPUB tells the pages of `cetak`."""
    styles = pipeline.styles_of(folder)
    book = enrich(read_manuscript(folder, styles.path("csl/terbit.csl")), _DATE)
    starts = editions.load("cetak").starts
    assert starts is not None
    order = Order(pages={"cetak": starts(book, styles)})
    made = {}
    for edition in map(editions.load, ("layar", "ringkas", "epub")):
        path = folder / edition.suffix
        path.write_bytes(edition.render(book, styles, order).data)
        made[edition.name] = path.read_bytes(), edition.inspect(path)
    return made


def _check(folder: Path, edits: Iterator[str], rng: random.Random, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = str(folder / "simpanan")
    monkeypatch.setenv("TERBIT_CACHE", kept)
    before, name = _rendered(folder), _unchanged.name(folder, pipeline.styles_of(folder), (), PLAIN)
    for number, edit in enumerate(edits):
        EDITS[edit](folder, rng)
        monkeypatch.setenv("TERBIT_CACHE", kept)
        warm, renamed = _rendered(folder), _unchanged.name(folder, pipeline.styles_of(folder), (), PLAIN)
        monkeypatch.setenv("TERBIT_CACHE", "off")
        assert warm == _rendered(folder), f"{number}: {edit}"
        assert (renamed == name) <= (warm == before), f"{number}: {edit}"
        before, name = warm, renamed


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_gives_what_a_cold_build_gives(
    edit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each kind of edit once, and what has not changed is really taken from what was kept."""
    rng = random.Random(edit)  # noqa: S311  # a seed, no secret
    folder = _write(tmp_path, rng)
    _check(folder, iter([edit]), rng, monkeypatch)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(20))
def test_500_edits_give_what_cold_builds_give(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty books, 25 edits of random kinds one after the other in each."""
    rng = random.Random(seed)  # noqa: S311  # a seed, no secret
    _check(_write(tmp_path, rng), iter(rng.choices(list(EDITS), k=25)), rng, monkeypatch)


def test_what_is_kept_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After one word in one chapter only that chapter is laid out; after none, nothing is."""
    from terbit.adapters.weasyprint import Press

    folder = _write(tmp_path, random.Random(0))  # noqa: S311  # a seed, no secret
    monkeypatch.setenv("TERBIT_CACHE", str(tmp_path / "simpanan"))
    laid: list[bytes] = []
    original = Press.lay

    def lay(press: Press, page: bytes, rules: str = "", *, open_folios: bool = False) -> object:
        if open_folios:
            laid.append(page)
        return original(press, page, rules, open_folios=open_folios)

    monkeypatch.setattr(Press, "lay", lay)
    _rendered(folder)
    cold = len(laid)
    laid.clear()
    _rendered(folder)
    assert not laid
    EDITS["delete"](folder, random.Random(1))  # noqa: S311  # as above
    _rendered(folder)
    assert 1 <= len(laid) < cold / 2


def test_another_library_is_another_name(tmp_path: Path) -> None:
    """The hash of what makes an edition changes with the version of any package."""
    script = "from terbit.adapters import making; print(making.signature().hex())"

    def told(path: Path) -> bytes:
        env = os.environ | {"PYTHONPATH": str(path)}
        return subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, check=True).stdout

    (tmp_path / "pyphen-98.0.dist-info").mkdir()
    one = told(tmp_path)
    assert told(tmp_path) == one
    (tmp_path / "pyphen-98.0.dist-info").rename(tmp_path / "pyphen-99.0.dist-info")
    assert told(tmp_path) != one


def test_a_build_of_the_same_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless a finished file is gone or altered, or the book, its looks or its date are others."""
    folder = _write(tmp_path / "buku", random.Random(0))  # noqa: S311  # a seed, no secret
    monkeypatch.setenv("TERBIT_CACHE", str(tmp_path / "simpanan"))

    def built() -> bool:
        return bool(pipeline.build(folder, ("docx",)).files)

    assert built()
    assert not built()
    (docx,) = (folder / "dist").glob("*.docx")
    whole = docx.read_bytes()
    docx.write_bytes(whole[:-1] + b"x")
    assert built()
    assert docx.read_bytes() == whole
    docx.unlink()
    assert built()
    assert not built()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    assert built()
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    _settings(folder, random.Random(1))  # noqa: S311  # as above
    assert built()
    (folder / "styles" / "docx.yaml").write_bytes((ROOT / "styles" / "docx.yaml").read_bytes())
    assert built()
    assert not built()


def test_verify_reads_the_files_themselves(tmp_path: Path) -> None:
    """Nothing is taken from the cache, or put there."""
    kept = tmp_path / "simpanan"
    folder = _write(tmp_path / "buku", random.Random(0))  # noqa: S311  # as above
    assert run("build", "layar", cwd=folder, TERBIT_CACHE=str(kept)).returncode == 0
    (file,) = kept.glob("*.sqlite")
    file.unlink()
    done = run("verify", cwd=folder, TERBIT_CACHE=str(kept))
    assert (done.returncode, file.exists()) == (0, False), done.stdout + done.stderr


def test_findings_are_told_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A book that was not built anew has the same findings, at the same places."""
    folder = _write(tmp_path / "buku", random.Random(0))  # noqa: S311  # a seed, no secret
    monkeypatch.setenv("TERBIT_CACHE", str(tmp_path / "simpanan"))
    first, second = pipeline.build(folder, ("docx",)), pipeline.build(folder, ("docx",))
    assert first.findings
    assert second.findings == first.findings
    assert first.files
    assert not second.files


def test_the_workers_change_no_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One process or several, the same file."""
    from terbit.editions import _pdf_layer

    folder = _write(tmp_path, random.Random(3))  # noqa: S311  # a seed, no secret
    alone = _rendered(folder)
    monkeypatch.setattr(_pdf_layer, "_LONG", 0)  # as if it were a long book
    for workers in ("1", "2", "5"):
        monkeypatch.setenv("TERBIT_WORKERS", workers)
        assert _rendered(folder) == alone


def test_a_damaged_store_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Flipped bits in all that was kept are noticed."""
    folder = _write(tmp_path, random.Random(4))  # noqa: S311  # a seed, no secret
    alone = _rendered(folder)
    monkeypatch.setenv("TERBIT_CACHE", str(tmp_path / "simpanan"))
    _rendered(folder)
    (file,) = (tmp_path / "simpanan").glob("*.sqlite")
    data = bytearray(file.read_bytes())
    for at in range(len(data) // 2, len(data), 997):
        data[at] ^= 1
    file.write_bytes(data)
    assert _rendered(folder) == alone
    assert making.signature()
    assert store.folder() == tmp_path / "simpanan"


def test_nothing_behind_a_link_is_opened(tmp_path: Path) -> None:
    """A book with links is built anew each time: where they lead is looked at by reading, not here."""
    folder = _write(tmp_path / "buku", random.Random(0))  # noqa: S311  # as above
    styles = pipeline.styles_of(folder)
    assert _unchanged.name(folder, styles, (), PLAIN)
    (folder / "styles" / "layar.css").symlink_to(tmp_path / "tidak-ada")
    assert _unchanged.name(folder, styles, (), PLAIN) is None
