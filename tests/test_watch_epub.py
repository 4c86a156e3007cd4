"""The preview's reader of EPUBs: pages turn, the place is kept, and nothing of a book runs or fetches."""

from __future__ import annotations

import contextlib
import json
import os
import re
import socket
import statistics
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests.conftest import ROOT
from tests.outside import JUDGES, node, not_run, program_of
from tests.preview import Watch, answer, begun, laid, next_line

from terbit import _remedies
from terbit.adapters import foliate
from terbit.watching.epub import documents
from terbit.watching.messages import Built, Epub
from terbit.watching.server import Server
from terbit.watching.state import State

_CHAPTERS = ("Kesatu", "Kedua", "Ketiga")
_WORDS = ("negara", "perjanjian", "perdagangan", "penduduk", "pelabuhan", "pemerintah", "kesepakatan")
_AGAIN = "Kalimat yang panjang ini ada di setiap alinea dan di setiap bagian buku, tidak berubah sedikit pun."
_RAN = "top.ran = (top.ran || '') + "
_FAR = "http://luar.invalid:{port}"


def _master() -> str:
    """Three chapters of a few screens; each paragraph has words of its own and a sentence that all have."""
    lines = ["# Kerja Sama"]
    for chapter in _CHAPTERS:
        lines.append(f"## Bagian {chapter}")
        lines.append("Bagian ini dibuka.[^satu]" if chapter == "Kesatu" else f"Bagian {chapter} dibuka.")
        for number in range(1, 13):
            words = " ".join(f"{word} {chapter.lower()} {number}" for word in _WORDS)
            lines.append(f"Alinea {number} membahas {words}. {_AGAIN}")
        lines += [f"### Penutup {chapter}", f"Bagian {chapter} ditutup."]
    note = "[^satu]: Catatan dari bagian pertama, lihat <https://luar.invalid/> dan [akhir](#penutup-kesatu)."
    return "\n\n".join([*lines, note, ""])


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watch]:
    """A small book, watched, whose editions are there."""
    if not foliate.version():
        not_run("foliate-js (npm ci in tests/judges brings it)")
    book = laid(tmp_path_factory.mktemp("pembaca"), _master())
    with begun(book, "--edition", "epub") as process:
        address = next_line(process, "Pratinjau: ").split()[1]
        next_line(process, "Edisi di dist/ mutakhir")
        yield Watch(process, book, address)


def _shown(mode: str, *arguments: str | Path) -> Any:  # noqa: ANN401  # JSON
    """What `reading.mjs` saw."""
    command = [node("the preview"), JUDGES / "reading.mjs", mode, *arguments]
    environment = {**os.environ, "CHROMIUM": program_of("chromium", "Chromium")}
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=400)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


@contextlib.contextmanager
def _trap() -> Iterator[socket.socket]:
    """A port that takes whatever connects."""
    with socket.create_server(("127.0.0.1", 0), backlog=128) as trap:
        trap.settimeout(0)
        yield trap


def _caught(trap: socket.socket) -> int:
    """How many connections were made."""
    count = 0
    with contextlib.suppress(BlockingIOError):
        while True:
            trap.accept()[0].close()
            count += 1
    return count


def _evil(port: int) -> tuple[str, str]:
    """What an EPUB could hold to run or fetch something: for the head, and for the body."""
    far = _FAR.format(port=port)
    run = f"<script>{_RAN}'{{}} '</script>"
    frame = f"&lt;script&gt;{_RAN}'srcdoc '&lt;/script&gt;"
    links = ("preconnect", "dns-prefetch", "prefetch", "modulepreload", "stylesheet", "icon")
    head = "".join(f'<link rel="{rel}" href="{far}/{rel}"/>' for rel in links)
    head += f'<meta http-equiv="refresh" content="2;url={far}/refresh"/>'
    head += f"<style>@import url({far}/import); @font-face {{ font-family: x; src: url({far}/font) }} "
    head += f"body {{ background: url({far}/latar); font-family: x, serif }}</style>{run.format('head')}"
    body = run.format("body")
    body += f'<script src="jahat.js"></script><script src="{far}/x.js"></script>'
    body += f'<img alt="" src="tiada" onerror="{_RAN}\'onerror \'"/><img alt="" src="{far}/gambar"/>'
    body += f'<svg xmlns="http://www.w3.org/2000/svg" onload="{_RAN}\'svg \'">{run.format("in-svg")}</svg>'
    body += f'<iframe srcdoc="{frame}"></iframe><iframe src="jahat.xhtml"></iframe>'
    body += f'<iframe src="javascript:{_RAN}\'iframe \'"></iframe><iframe src="{far}/bingkai"></iframe>'
    body += f'<details open="open" ontoggle="{_RAN}\'toggle \'"><summary>x</summary>x</details>'
    body += f'<video src="{far}/video" poster="{far}/poster"></video><audio src="{far}/audio"></audio>'
    body += f'<object data="{far}/object"></object><embed src="{far}/embed"/>'
    body += f'<a class="jahat" href="javascript:{_RAN}\'link \'">x</a>'
    body += f'<a class="jahat" href="{far}/tautan" target="_top" ping="{far}/ping">x</a>'
    return head, body


def _poisoned(epub: Path, port: int) -> None:
    """The EPUB with all of that in each of its documents, and a script and a document beside them."""
    head, body = _evil(port)
    with zipfile.ZipFile(epub) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    items = (
        '<item id="j1" href="jahat.js" media-type="text/javascript"/>'
        '<item id="j2" href="jahat.xhtml" media-type="application/xhtml+xml"/></manifest>'
    )
    files["EPUB/jahat.js"] = f"{_RAN}'berkas '".encode()
    files["EPUB/jahat.xhtml"] = (
        b'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body></body></html>'
    )
    with zipfile.ZipFile(epub, "w") as archive:
        for name, data in files.items():
            text = data.replace(b"</manifest>", items.encode()) if name.endswith(".opf") else data
            if name.endswith(".xhtml"):
                text = text.replace(b"</head>", f"{head}</head>".encode())
                text = text.replace(b"</body>", f"{body}</body>".encode())
            archive.writestr(name, text)


def _hostile(watch: Watch, mode: str) -> dict[str, Any]:
    """What a browser showed of an EPUB that was poisoned; how often something outside was reached."""
    (epub,) = (watch.book / "dist").glob("*.epub")
    clean = epub.read_bytes()
    with _trap() as trap:
        _poisoned(epub, trap.getsockname()[1])
        try:
            told: dict[str, Any] = _shown(mode, watch.address, watch.book.parent)
        finally:
            epub.write_bytes(clean)
        return told | {"caught": _caught(trap)}


@pytest.fixture(scope="module")
def seen(watch: Watch) -> dict[str, Any]:
    """What a browser showed of the book, before and after edits."""
    told: dict[str, Any] = _shown(
        "use", watch.address, watch.book.parent, watch.book / "source" / "naskah.md"
    )
    return told


@pytest.mark.parametrize("mode", ["hostile", "unsifted", "documents"])
def test_nothing_of_a_hostile_book_runs_or_fetches(watch: Watch, mode: str) -> None:
    """No script ran, no window opened, no page went elsewhere; nor by the policy alone, if nothing is sifted.

    And no connection was made. The policy alone cannot promise that: Chromium connects before it asks.
    """
    hostile = _hostile(watch, mode)
    assert hostile["ran"] == ""
    assert hostile["caught"] == 0 or mode == "unsifted"
    assert hostile["visited"] == list(range(hostile["sections"]))
    assert hostile["pages"] == 1
    assert hostile["title"] == "Pratinjau Terbit"
    assert hostile["here"] == [watch.address, f"{watch.address}pembaca/"]


def test_the_same_would_run_without_our_guard(tmp_path: Path) -> None:
    """So the test above can fail: in a page without a policy the scripts run, and the trap is walked into."""
    with _trap() as trap:
        head, body = _evil(trap.getsockname()[1])
        (tmp_path / "jahat.html").write_text(
            f"<!DOCTYPE html><head>{head}</head><body>{body}</body>", "utf-8"
        )
        told = _shown("unguarded", tmp_path / "jahat.html", tmp_path)
        assert set(told["ran"].split()) >= {"head", "body", "onerror", "svg", "in-svg", "toggle"}
        assert _caught(trap) > 3


def test_pages_turn(seen: dict[str, Any]) -> None:
    """By buttons and by keys, also where the book has the focus; at the first page there is no way back."""
    assert seen["first"]["off"] == ["Kembali", "Sebelumnya"]
    texts = [seen[name]["text"] for name in ("byButton", "byKey", "byKeyInBook")]
    assert texts[0] != texts[1]
    assert seen["byKeyBack"]["text"] == texts[0]
    assert texts[2] == texts[1]


def test_contents_pages_and_the_way_back_lead_to_their_places(seen: dict[str, Any]) -> None:
    """A line of the contents, a page of the printed book, and back again; the contents know where one is."""
    assert [f"Bagian {chapter}" for chapter in _CHAPTERS] == [
        line for line in seen["contents"] if line.startswith("Bagian")
    ]
    assert seen["byContents"]["text"].startswith("Bagian Kedua")
    assert seen["byContents"]["focus"] == "buka-daftar"
    assert seen["byContents"]["place"].endswith("Bagian Kedua")
    assert seen["current"] == ["Bagian Kedua"]
    assert seen["byPage"]["page"] == "1"
    assert seen["byPage"]["text"] != seen["byContents"]["text"]
    assert seen["byBack"]["text"] == seen["byContents"]["text"]


def test_a_note_pops_up_and_goes(seen: dict[str, Any]) -> None:
    """Its mark shows it in a window; Escape closes it, and the mark has the focus; its links lead on."""
    assert seen["note"]["title"] == "Catatan"
    assert "Catatan dari bagian pertama" in seen["note"]["text"]
    assert "Alinea" not in seen["note"]["text"]
    assert seen["noteLeft"] == 0
    assert seen["backAtMark"] == "doc-noteref"
    assert "Penutup Kesatu" not in seen["note"]["text"]
    assert "Penutup Kesatu" in seen["byNote"]["text"]


def test_a_link_outwards_is_only_named(seen: dict[str, Any]) -> None:
    """The preview asks nothing of anybody."""
    assert seen["said"] == "Tautan ke luar tidak dibuka di pratinjau: https://luar.invalid/"


_ASK = """
import { findPlace } from %s
const [texts, was] = JSON.parse(process.argv[1])
const section = (textContent, id) => ({ id, createDocument: async () => ({ body: { textContent } }) })
const { index, place } = await findPlace(texts.map(section), was)
console.log(JSON.stringify([index, texts[index].slice(place)]))
"""


@pytest.mark.parametrize(
    ("text", "words", "after", "found", "there"),
    [
        (
            f"C {_AGAIN} c",
            "Kalimat",
            ["new", f"A {_AGAIN} a", f"C {_AGAIN} c", f"B {_AGAIN} b"],
            2,
            "Kalimat",
        ),
        (f"{_AGAIN * 2} akhir", "pun. akhir", [f"baru {_AGAIN * 2} akhir"], 0, "pun. akhir"),
        (f"Bab 2 dibuka. {_AGAIN}", "Bab", ["", f"{_AGAIN} Bab 3 dibuka. {_AGAIN}"], 1, " dibuka."),
        ("pendek", "pendek", ["sama sekali lain", "lain"], 0, "sama"),
    ],
)
def test_a_passage_is_found_by_what_is_around_it(
    text: str, words: str, after: list[str], found: int, there: str
) -> None:
    """Of sentences that are alike, the one among the same words; a new number of a chapter does no harm."""
    page = ROOT / "build_tools" / "terbit" / "watching" / "page" / "tempat.js"
    was = json.dumps([after, {"id": 0, "text": text, "place": text.index(words)}])
    script = _ASK % json.dumps(page.as_uri())
    command = [node("the preview"), "--input-type=module", "--eval", script, was]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    index, rest = json.loads(run.stdout)
    assert index == found
    assert rest.startswith(there)


@pytest.mark.parametrize("edit", ["afterChapter", "afterParagraph", "afterRewriting", "afterHiding"])
def test_the_place_is_kept_when_the_book_is_built_again(seen: dict[str, Any], edit: str) -> None:
    """A chapter or a paragraph before it, the passage itself rewritten, a build behind the reader's back."""
    assert re.fullmatch(r"\w+ ketiga \d+ \w+ ketiga \d+", seen["passage"])
    assert seen["passage"] in seen[edit]["text"]
    assert "Bagian Pertama" in seen["contentsLater"]
    assert seen["afterChapter"]["focus"] == "foliate-view"


def test_the_reader_has_no_barriers(seen: dict[str, Any]) -> None:
    """Nothing against WCAG 2.2 AA, says axe: light, dark, narrow, with contents and note."""
    assert seen["barriers"] == []
    assert seen["first"]["framed"] == "Isi buku"
    assert seen["overflow"] <= 0
    assert seen["passage"] in seen["narrow"]["text"]
    assert seen["errors"] == []


def test_a_dark_system_has_a_dark_book(seen: dict[str, Any], watch: Watch) -> None:
    """The ground of the page and its words change with the system."""
    assert seen["afterHiding"]["text"]
    for scheme, ground, words in (("terang", range(255, 256), min), ("gelap", range(50), max)):
        with Image.open(watch.book.parent / f"pembaca-{scheme}.png") as drawn:
            pixels = drawn.convert("L").crop((60, 260, 820, 800)).tobytes()
        paper = statistics.mode(pixels)
        assert paper in ground
        assert abs(words(pixels) - paper) > 150


def test_without_foliate_the_documents_are_shown(watch: Watch, seen: dict[str, Any], tmp_path: Path) -> None:
    """And one sentence tells how the reader is had."""
    assert seen
    (epub,) = (watch.book / "dist").glob("*.epub")
    state = State(epub.parent, watch.book, "", "make setup-test")
    state.hear(Built(stopped=False, findings=(), files=(epub.name,), epub=Epub(epub.name, documents(epub))))
    server = Server(state)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        told = _shown("without", server.address, tmp_path)
    finally:
        state.end()
        server.shutdown()
        server.server_close()
    assert told["told"] == (
        "Untuk melihat EPUB seperti di alat baca, jalankan make setup-test, lalu “terbit watch” lagi."
    )
    assert (told["choice"], told["reader"]) == (False, False)
    assert told["barriers"] == told["errors"] == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/{token}/pembaca/", 200),
        ("/{token}/pembaca/tempat.js", 200),
        ("/{token}/foliate-js/view.js", 200),
        ("/{token}/foliate-js/vendor/zip.js", 200),
        ("/{token}/buku.epub", 200),
        ("/pembaca/", 403),
        ("/foliate-js/view.js", 403),
        ("/x{token}/foliate-js/view.js", 403),
        ("/buku.epub", 403),
        ("/{token}/buku.epub/x", 404),
        ("/{token}/pembaca/index.html", 404),
        ("/{token}/foliate-js/", 404),
        ("/{token}/foliate-js/package.json", 404),
        ("/{token}/foliate-js/reader.html", 404),
        ("/{token}/foliate-js/../playwright-core/index.js", 404),
        ("/{token}/foliate-js/%2e%2e/playwright-core/index.js", 404),
        ("/{token}/foliate-js/vendor/../view.js", 404),
        ("/{token}/foliate-js//etc/passwd", 404),
    ],
)
def test_only_the_reader_is_served_and_only_with_the_token(watch: Watch, path: str, status: int) -> None:
    """Its pages, the modules of foliate-js that it needs, the EPUB: nothing above or beside them."""
    assert answer(watch, path).status == status


def test_links_in_the_place_of_foliate_are_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a module nor a folder of it may lead elsewhere; the package itself may be a link."""
    (tmp_path / "asli" / "vendor").mkdir(parents=True)
    for name in ("view.js", "vendor/zip.js", "reader.js"):
        (tmp_path / "asli" / name).write_text("1", "utf-8")
    (tmp_path / "foliate-js").symlink_to(tmp_path / "asli")
    monkeypatch.setattr(foliate, "_PLACE", tmp_path / "foliate-js")
    assert foliate.module("view.js") == (tmp_path / "asli" / "view.js").resolve()
    assert foliate.module("vendor/zip.js")
    assert foliate.module("reader.js") is None
    assert foliate.version() == ""
    (tmp_path / "asli" / "view.js").unlink()
    (tmp_path / "asli" / "view.js").symlink_to("reader.js")
    (tmp_path / "asli" / "vendor").rename(tmp_path / "lain")
    (tmp_path / "asli" / "vendor").symlink_to(tmp_path / "lain")
    assert foliate.module("view.js") is foliate.module("vendor/zip.js") is None


def test_the_command_that_brings_foliate_names_the_locked_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """In this repository `make` does; elsewhere npm, with the version that these tests ran with."""
    assert _remedies.remedy("foliate-js").endswith("setup-test")
    monkeypatch.setattr(_remedies, "_REPOSITORY", ROOT / "tiada")
    locked = json.loads((JUDGES / "package.json").read_bytes())["devDependencies"]["foliate-js"]
    assert _remedies.remedy("foliate-js").endswith(f" foliate-js@{locked}")
