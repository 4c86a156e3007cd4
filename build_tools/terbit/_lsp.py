"""The findings and fixes of `check`, live in an editor, by the Language Server Protocol over stdio."""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer

import terbit
from terbit import _fix, pipeline
from terbit.model.findings import Finding, MachineFault, Severity, Span, UsageFault

_PAUSE = 0.3
"""Seconds without typing before the text is checked."""
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.ADVICE: types.DiagnosticSeverity.Information,
}
_FIX_ALL = "source.fixAll.terbit"
_BREAK = re.compile(r"\r\n|\r|\n")
"""Where a line ends, for the protocol as for our spans."""


class Server(LanguageServer):
    """Checks the book of each open file; `found` is what the last check said of each version."""

    def __init__(self) -> None:
        # Whole texts: pygls would apply partial ones by lines that also end at U+2028 and the like.
        super().__init__(
            "terbit", terbit.__version__, text_document_sync_kind=types.TextDocumentSyncKind.Full
        )
        self.found: dict[Path, tuple[int | None, tuple[Finding, ...]]] = {}
        self._waiting: dict[Path, asyncio.Task[None]] = {}
        self._shown: dict[Path, set[Path]] = defaultdict(set)
        self._busy = asyncio.Lock()

    def later(self, uri: str, pause: float) -> None:
        """Check the book of a file after a pause, unless another change comes before."""
        book = book_of(_path(uri))
        if book is None:
            return
        if (waiting := self._waiting.get(book)) is not None:
            waiting.cancel()
        self._waiting[book] = asyncio.get_running_loop().create_task(self._check(book, pause))

    async def _check(self, book: Path, pause: float) -> None:
        await asyncio.sleep(pause)
        async with self._busy:
            texts = {path: text for path, (text, _) in self.open().items()}
            versions = {path: version for path, (_, version) in self.open().items()}
            try:
                report = await asyncio.to_thread(pipeline.check, book, None, texts)
            except (UsageFault, MachineFault) as fault:
                message = f"{fault.message} {fault.hint}".strip()
                self.window_show_message(types.ShowMessageParams(types.MessageType.Error, message))
                return
        by_path: dict[Path, list[Finding]] = defaultdict(list)
        for finding in report.findings:
            by_path[finding.span.path.absolute()].append(finding)
        for path in sorted({*by_path, *self._shown[book], *(p for p in texts if book_of(p) == book)}):
            self._publish(path, versions.get(path), tuple(by_path[path]))
        self._shown[book] = {path for path, findings in by_path.items() if findings}

    def open(self) -> dict[Path, tuple[str, int | None]]:
        """The texts that stand in the editor, with their versions."""
        return {
            _path(uri): (document.source.removeprefix("\ufeff"), document.version)
            for uri, document in self.workspace.text_documents.items()
        }

    def text(self, path: Path) -> str:
        """What the editor has of a file, or the disk."""
        opened = self.open().get(path)
        try:
            return opened[0] if opened else path.read_bytes().decode("utf-8-sig", errors="replace")
        except OSError:
            return ""

    def _publish(self, path: Path, version: int | None, findings: tuple[Finding, ...]) -> None:
        opened = self.open().get(path)
        if opened and opened[1] != version:
            return  # typed meanwhile: the next check is on its way
        self.found[path] = (version, findings)
        lines = _BREAK.split(self.text(path))
        diagnostics = [self.diagnostic(finding, lines) for finding in findings]
        uri = next((u for u in self.workspace.text_documents if _path(u) == path), path.as_uri())
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, diagnostics, version))

    def diagnostic(self, finding: Finding, lines: list[str]) -> types.Diagnostic:
        """A finding as the protocol says it."""
        return types.Diagnostic(
            self.range(finding.span, lines),
            f"{finding.message}\n{finding.hint}".strip(),
            severity=_SEVERITIES[finding.severity],
            code=finding.code,
            source="terbit",
        )

    def range(self, span: Span, lines: list[str]) -> types.Range:
        """A span counted from 0, in the units that the client counts in."""

        def position(line: int, column: int) -> types.Position:
            before = lines[line - 1][: column - 1] if line <= len(lines) else ""
            return types.Position(line - 1, self.workspace.position_codec.client_num_units(before))

        return types.Range(position(span.line, span.column), position(span.end_line, span.end_column))


def book_of(path: Path) -> Path | None:
    """The book a file belongs to: a folder with `source/naskah.md`, or a Markdown file itself; or None."""
    for folder in path.parents:
        if folder.name == "source" and (folder / "naskah.md").is_file():
            return folder.parent if path.parent == folder else None
    return path if path.suffix in (".md", ".markdown") and path.is_file() else None


def _path(uri: str) -> Path:
    return Path(uris.to_fs_path(uri) or "").absolute()


def _actions(server: Server, params: types.CodeActionParams) -> Iterable[types.CodeAction]:
    uri = params.text_document.uri
    path = _path(uri)
    version, findings = server.found.get(path, (None, ()))
    opened = server.open().get(path)
    if opened is None or opened[1] != version:
        return  # what was found belongs to another text
    text = opened[0]
    lines = _BREAK.split(text)
    for finding in findings:
        place = server.range(finding.span, lines)
        if finding.fix and _touch(place, params.range) and _wanted(params, types.CodeActionKind.QuickFix):
            yield types.CodeAction(
                f"Ganti dengan “{finding.fix.replacement}”" if finding.fix.replacement else "Hapus",
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[server.diagnostic(finding, lines)],
                is_preferred=finding.fix.safe,
                edit=types.WorkspaceEdit({uri: [types.TextEdit(place, finding.fix.replacement)]}),
            )
    if _wanted(params, _FIX_ALL):
        safe = [finding for finding in findings if finding.fix and finding.fix.safe]
        mended, count = _fix.apply(safe[0].span.path, text, safe) if safe else (text, 0)
        if count:
            whole = server.range(Span(path, 1, 1, len(lines), len(lines[-1]) + 1), lines)
            yield types.CodeAction(
                f"Terapkan {count} perbaikan yang aman",
                kind=_FIX_ALL,
                edit=types.WorkspaceEdit({uri: [types.TextEdit(whole, mended)]}),
            )


def _touch(one: types.Range, other: types.Range) -> bool:
    return one.start <= other.end and other.start <= one.end


def _wanted(params: types.CodeActionParams, kind: str) -> bool:
    only = params.context.only
    return not only or any(kind == wish or kind.startswith(f"{wish}.") for wish in only)


def serve() -> None:
    """Serve one editor until it says goodbye."""
    server = Server()

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: types.DidOpenTextDocumentParams) -> None:
        server.later(params.text_document.uri, 0)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: types.DidChangeTextDocumentParams) -> None:
        server.later(params.text_document.uri, _PAUSE)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: types.DidSaveTextDocumentParams) -> None:
        server.later(params.text_document.uri, 0)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: types.DidCloseTextDocumentParams) -> None:
        server.later(params.text_document.uri, 0)

    kinds: list[types.CodeActionKind | str] = [types.CodeActionKind.QuickFix, _FIX_ALL]

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=kinds))
    async def actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        return list(_actions(server, params))

    server.start_io()
