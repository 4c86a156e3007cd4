"""The language server as an editor drives it: a process of its own, over stdio."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient
from tests.command import run
from tests.conftest import ROOT, write_book
from tests.test_fix import CHECK, copy_package

_PATIENCE = 30


class Editor:
    """A client that keeps what the server published of each file."""

    def __init__(self, client: LanguageClient) -> None:
        self.client = client
        self.said: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
        self.versions: dict[str, int] = {}

        @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]  # pygls's
        def published(params: types.PublishDiagnosticsParams) -> None:
            self.said.put_nowait(params)

    async def diagnostics(self, path: Path) -> list[types.Diagnostic]:
        """The next diagnostics of a file, of its newest version."""
        uri = path.as_uri()
        while True:
            params = await asyncio.wait_for(self.said.get(), _PATIENCE)
            if params.uri == uri and params.version == self.versions.get(uri):
                return list(params.diagnostics)

    def open(self, path: Path, text: str) -> None:
        """Open a file with a text that need not be the disk's."""
        self.versions[path.as_uri()] = 1
        item = types.TextDocumentItem(path.as_uri(), "markdown", 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def type(self, path: Path, text: str) -> None:
        """Change an open text."""
        uri = path.as_uri()
        self.versions[uri] += 1
        document = types.VersionedTextDocumentIdentifier(self.versions[uri], uri)
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    async def actions(self, path: Path, place: types.Range) -> list[types.CodeAction]:
        """The actions offered at a place."""
        params = types.CodeActionParams(
            types.TextDocumentIdentifier(path.as_uri()), place, types.CodeActionContext([])
        )
        offered = await self.client.text_document_code_action_async(params)
        return [action for action in offered or () if isinstance(action, types.CodeAction)]


@asynccontextmanager
async def editor(package: Path) -> AsyncIterator[Editor]:
    """An editor with a server of this package running."""
    client = LanguageClient("ujian", "1")
    seen = Editor(client)
    environment = os.environ | {"PYTHONPATH": str(package)}
    await client.start_io(sys.executable, "-m", "terbit", "lsp", env=environment)
    wished = types.ClientCapabilities(
        general=types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind.Utf16])
    )
    await client.initialize_async(types.InitializeParams(wished, process_id=os.getpid()))
    client.initialized(types.InitializedParams())
    try:
        yield seen
    finally:
        await client.shutdown_async(None)
        client.exit(None)
        await asyncio.wait_for(client.stop(), _PATIENCE)  # type: ignore[no-untyped-call]  # pygls's


def drive(package: Path, story: Callable[[Editor], Coroutine[None, None, None]]) -> None:
    """Play a story with an editor."""

    async def play() -> None:
        async with editor(package) as client:
            await story(client)

    asyncio.run(play())


def test_the_unsaved_text_is_checked(tmp_path: Path) -> None:
    """Diagnostics follow the text on the screen, in UTF-16 units, and go when the fault goes."""
    book = write_book(tmp_path, "# J\n\nTersimpan, tanpa galat.\n")

    async def story(client: Editor) -> None:
        client.open(book, "# J\n\n😀 Lihat [sini](#tiada).\n")
        (found,) = await client.diagnostics(book)
        assert (found.code, found.source, found.severity) == (
            "L001",
            "terbit",
            types.DiagnosticSeverity.Error,
        )
        assert found.range.start.line == 2
        line = "😀 Lihat [sini](#tiada).".encode("utf-16-le")
        words = line[2 * found.range.start.character : 2 * found.range.end.character].decode("utf-16-le")
        assert words in ("#tiada", "sini")
        client.type(book, "# J\n\nLihat [sini](#tia")  # not yet a link, and checked only after a pause
        client.type(book, "# J\n\nSudah baik.\n")
        assert await client.diagnostics(book) == []

    drive(ROOT / "build_tools", story)
    assert book.read_text("utf-8") == "# J\n\nTersimpan, tanpa galat.\n"


def test_fixes_are_code_actions(tmp_path: Path) -> None:
    """A quick fix replaces the very words; the one for all safe fixes leaves the unsafe alone."""
    package = copy_package(tmp_path / "paket", made_up=CHECK)
    book = write_book(tmp_path / "buku", "# J\n\nIsi.\n")

    async def story(client: Editor) -> None:
        text = "# J\n\n😀 salah, ragu, salah.\n"
        client.open(book, text)
        first, unsure, _ = await client.diagnostics(book)
        quick, every = await client.actions(book, first.range)
        assert (quick.kind, quick.is_preferred, quick.title) == ("quickfix", True, "Ganti dengan “benar”")
        assert quick.edit
        assert quick.edit.changes
        assert list(quick.edit.changes[book.as_uri()]) == [types.TextEdit(first.range, "benar")]
        assert first.range == types.Range(types.Position(2, 3), types.Position(2, 8))
        assert (every.kind, every.title) == ("source.fixAll.terbit", "Terapkan 2 perbaikan yang aman")
        assert every.edit
        assert every.edit.changes
        assert every.edit.changes[book.as_uri()][0].new_text == text.replace("salah", "benar")
        unsafe = (await client.actions(book, unsure.range))[0]
        assert (unsafe.title, unsafe.is_preferred) == ("Ganti dengan “yakin”", False)
        client.type(book, f"{text}Baru.\n")
        assert await client.actions(book, first.range) == []  # they belong to the text before

    drive(package, story)


def test_the_files_of_a_book_are_checked_together(article: Path) -> None:
    """A fault typed into the glossary shows there; one in a file that is not open shows at that file."""
    source = article / "source"
    glossary = source / "glosarium.yaml"
    text = glossary.read_text("utf-8")
    with (source / "naskah.md").open("a", encoding="utf-8") as file:
        file.write("\n[a](#tiada)\n")

    async def story(client: Editor) -> None:
        client.open(glossary, f"{text}  - {{id: lain, istilah: Diplomasi, definisi: kedua}}\n")
        assert [found.code for found in await client.diagnostics(glossary)] == ["G001"]
        assert "L001" in [found.code for found in await client.diagnostics(source / "naskah.md")]
        client.type(glossary, text)
        assert await client.diagnostics(glossary) == []

    drive(ROOT / "build_tools", story)


def test_without_pygls_the_remedy_is_one_sentence(tmp_path: Path) -> None:
    """Where the extra is not installed, `terbit lsp` says how to get it and exits with code 3."""
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.util as u\nfind = u.find_spec\n"
        "u.find_spec = lambda name, *rest: None if name == 'pygls' else find(name, *rest)\n",
        encoding="utf-8",
    )
    path = os.pathsep.join([str(tmp_path), str(ROOT / "build_tools")])
    done = run("lsp", cwd=tmp_path, PYTHONPATH=path)
    assert (done.returncode, done.stdout) == (3, "")
    assert "terbit[lsp]" in done.stderr


@pytest.mark.parametrize("name", ["catatan.txt", "tiada.md"])
def test_a_file_of_no_book_is_left_alone(tmp_path: Path, name: str) -> None:
    """Other files, and those never saved, raise nothing and stop nothing."""
    book = write_book(tmp_path, "# J\n\n[a](#tiada)\n")
    (tmp_path / "catatan.txt").write_text("x", "utf-8")

    async def story(client: Editor) -> None:
        client.open(tmp_path / name, "[a](#tiada)")
        client.open(book, book.read_text("utf-8"))
        assert [found.code for found in await client.diagnostics(book)] == ["L001"]

    drive(ROOT / "build_tools", story)
