"""`terbit watch`: a save is seen in the browser, and nobody else sees anything."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.outside import JUDGES, node, program_of
from tests.preview import MASTER, Watch, answer, begun, laid, next_line

_SCRIPT = (
    "<script>parent.document.title = 'diretas'; fetch('https://luar.invalid/')</script>"
    '<img src="https://luar.invalid/a.png" alt="" onerror="parent.document.title = \'diretas\'"/>'
)


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watch]:
    """A small book, watched, whose editions are there."""
    book = laid(tmp_path_factory.mktemp("pratinjau"))
    with begun(book, "--edition", "layar", "--edition", "epub", "--editor", "vscode") as process:
        address = next_line(process, "Pratinjau: ").split()[1]
        next_line(process, "Edisi di dist/ mutakhir")
        yield Watch(process, book, address)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


@pytest.fixture(scope="module")
def seen(watch: Watch) -> dict[str, Any]:
    """What a browser showed before and after an edit; the EPUB had got a script from us before."""
    if not (JUDGES / "node_modules" / "playwright-core").is_dir():
        pytest.skip("not run: Playwright (npm ci in tests/judges brings it)")
    chromium = program_of("chromium", "Chromium")
    (epub,) = (watch.book / "dist").glob("*.epub")
    with zipfile.ZipFile(epub) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(epub, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data.replace(b"</body>", f"{_SCRIPT}</body>".encode()))
    master = watch.book / "source" / "naskah.md"
    command: list[str | Path] = [
        node("the preview"),
        JUDGES / "watching.mjs",
        watch.address,
        master,
        watch.book.parent,
    ]
    run = subprocess.run(
        [*command, "Alinea terakhir", "Kerjasama terakhir"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "CHROMIUM": chromium},
        timeout=400,
    )
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def test_the_pages_of_the_book_are_seen(seen: dict[str, Any]) -> None:
    """Each page is a picture that says which it is."""
    alts = seen["first"]["alts"]
    assert alts[0] == f"Halaman 1 dari {len(alts)}"
    assert len(alts) > 1
    assert seen["first"]["findings"] == []


def test_a_save_shows_the_changed_page(seen: dict[str, Any]) -> None:
    """At first the changed chapter as a quick preview, then the page of the whole book, in view."""
    assert "berubah, pratinjau cepat" in seen["quick"]["labels"]
    first, second = seen["first"]["digests"], seen["second"]["digests"]
    number = next(n for n, label in enumerate(seen["second"]["labels"]) if label == "berubah")
    assert first[:number] == second[:number]
    assert first[number] != second[number]
    assert number > 0
    assert seen["inView"]


def test_a_finding_opens_the_editor_at_its_place(seen: dict[str, Any], watch: Watch) -> None:
    """The link names file, line and column of the word."""
    line = 1 + next(n for n, text in enumerate(MASTER.splitlines()) if text.startswith("Alinea terakhir"))
    (href,) = [one["href"] for one in seen["second"]["findings"] if "Kerjasama" in one["words"]]
    assert href == f"vscode://file{watch.book / 'source' / 'naskah.md'}:{line}:1"


def test_the_epub_and_the_proof_are_shown(seen: dict[str, Any]) -> None:
    """Documents of the spine by their titles, the proof page, the files to download."""
    assert "Kerja Sama" in " ".join(seen["documents"])
    assert seen["epub"]["text"].strip()
    assert "Bukti" in seen["proof"]["text"]
    assert {Path(name).suffix for name in seen["files"]} == {".pdf", ".epub"}


def test_the_page_has_no_barriers(seen: dict[str, Any]) -> None:
    """Nothing against WCAG 2.2 AA, says axe: pages and findings, the EPUB, dark on a phone."""
    assert seen["barriers"] == []


def test_nothing_of_the_book_runs_or_fetches(seen: dict[str, Any], watch: Watch) -> None:
    """A script in the EPUB does nothing; each request goes to our own address; no error is told."""
    assert "allow-scripts" not in seen["hostile"]["sandbox"]
    assert seen["title"] == "Pratinjau Terbit"
    assert {address for address in seen["asked"] if not address.startswith((watch.address, "blob:"))} <= {
        "https://luar.invalid/a.png"  # asked of the browser, which refuses by our policy
    }
    assert seen["errors"] == []
    assert seen["overflow"] <= 0


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "luar.invalid"},
        {"Host": "127.0.0.1"},
        {"Origin": "https://luar.invalid"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_a_foreign_page_is_refused(watch: Watch, headers: dict[str, str]) -> None:
    """Even with the token: another host by DNS rebinding, another origin, another site."""
    path = f"/{watch.token}/"
    assert answer(watch, path).status == 200
    refused = answer(watch, path, **headers)
    assert refused.status == 403
    assert refused.getheader("Content-Length") == "0"


@pytest.mark.parametrize(
    "path", ["/", "/pratinjau.js", "/kejadian", "/AAAA/", "/{token}", "/{token}x/", "//{token}x/"]
)
def test_without_the_token_nothing_is_told(watch: Watch, path: str) -> None:
    """Neither pages nor scripts nor events."""
    assert answer(watch, path).status == 403


@pytest.mark.parametrize(
    "path",
    [
        "dist/../source/naskah.md",
        "dist/%2e%2e/source/naskah.md",
        "dist/..%2fsource%2fnaskah.md",
        "dist//etc/passwd",
        "dist/tautan",
        "dist/folder",
        "dist/.tersembunyi",
        "dist/",
        "epub/../../etc/passwd",
        "epub/META-INF/container.xml",
        "halaman/../../x/800.png",
        "source/naskah.md",
        "../pratinjau.js",
    ],
)
def test_only_the_editions_are_served(watch: Watch, path: str) -> None:
    """No way leads out of dist/: not upwards, not through a link, not into a folder."""
    dist = watch.book / "dist"
    (dist / "folder").mkdir(exist_ok=True)
    shutil.copy(watch.book / "source" / "naskah.md", dist / ".tersembunyi")
    if not (dist / "tautan").is_symlink():
        (dist / "tautan").symlink_to(watch.book / "source" / "naskah.md")
    assert answer(watch, f"/{watch.token}/dist/manifest.json").status == 200
    assert answer(watch, f"/{watch.token}/{path}").status == 404


def test_only_this_machine_is_listened_to(watch: Watch) -> None:
    """The port is open on 127.0.0.1 and on no other address of the machine, such as 127.0.0.2."""
    with socket.create_connection(("127.0.0.1", watch.port), 5):
        pass
    with pytest.raises(OSError, match=r"refused"), socket.create_connection(("127.0.0.2", watch.port), 5):
        pass


@pytest.mark.parametrize("seconds", [0.5, 4])
def test_ctrl_c_leaves_nothing(tmp_path: Path, seconds: float) -> None:
    """While loading or while building: it ends well, and no process or temporary file of it is left."""
    book = laid(tmp_path)
    with begun(book) as process:
        next_line(process, "Pratinjau: ")
        time.sleep(seconds)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    deadline = time.monotonic() + 5
    while (left := _of_session(process.pid)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert left == []
    assert list((tmp_path / "sementara").iterdir()) == []
    assert {path.name for path in book.iterdir()} <= {"source", "dist"}


def _of_session(number: int) -> list[int]:
    done = subprocess.run(
        ["ps", "-o", "pid=", "-s", str(number)], capture_output=True, text=True, check=False
    )
    return [int(pid) for pid in done.stdout.split()]
